/// One word's attention over a sentence: the word is marked, the others are shaded by its weight,
/// with the number below. It can be read from the last row of a classroom.
public struct SentenceView: Sendable {
    public let words: [String]
    public let weights: [Float]
    /// The word whose attention is shown, if it is one of these words.
    public let query: Int?
    public let scale: Scale

    public init(words: [String], weights: [Float], query: Int?, scale: Scale) {
        precondition(words.count == weights.count, "one weight a word")
        self.words = words.map(\.visible)
        self.weights = weights
        self.query = query
        self.scale = scale
    }

    public func surface(width: Int) -> Surface {
        var lines: [[Int]] = [[]]
        var used = 0
        for index in words.indices {
            let size = cellWidth(index)
            if used + size > width && !(lines.last ?? []).isEmpty {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(index)
            used += size + 1
        }
        return .stacked(lines.map { line($0, width: width) })
    }

    private func text(_ index: Int) -> String {
        index == query ? "[\(words[index])]" : words[index]
    }

    private func cellWidth(_ index: Int) -> Int { max(text(index).displayWidth, 3) + 2 }

    private func line(_ indices: [Int], width: Int) -> Surface {
        var surface = Surface(width: width, height: 2)
        var column = 0
        for index in indices {
            let size = min(cellWidth(index), width)
            let tone = scale.tone(of: weights[index])
            let style = Style(bold: index == query, underlined: index == query, tone: tone)
            surface.fill(column: column, row: 0, count: size, style: Style(tone: tone))
            let word = text(index).truncated(to: size)
            surface.put(word, column: column + (size - word.displayWidth) / 2, row: 0, style: style)
            if weights[index] >= 0.005 {
                let number = weights[index].formatted(decimals: 2)
                surface.put(
                    number, column: column + max((size - number.count) / 2, 0), row: 1,
                    style: weights[index] >= 0.5 ? .bold : .plain)
            }
            column += size + 1
        }
        return surface
    }
}
