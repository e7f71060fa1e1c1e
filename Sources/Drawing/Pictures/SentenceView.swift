/// One word's attention over a sentence: the word is marked, the others are shaded by its weight,
/// with the number below, and the largest are listed. It can be read from the last row of a
/// classroom.
public struct SentenceView: Picture {
    private let words: [String]
    private let weights: [Float]
    private let query: Int?
    private let scale: Scale
    private let most: Int

    /// - Parameters:
    ///   - weights: one for each word.
    ///   - query: the word whose attention is shown, if it is one of these words.
    ///   - most: how many of the largest weights are listed below; 0 for no list.
    public init(words: [String], weights: [Float], query: Int?, scale: Scale, most: Int = 3) {
        precondition(words.count == weights.count, "one weight a word")
        self.words = words.map(\.visible)
        self.weights = weights
        self.query = query
        self.scale = scale
        self.most = most
    }

    /// A smaller weight is no number below its word.
    private static let leastShown: Float = 0.005

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        var lines: [[Int]] = [[]]
        var used = 0
        for index in words.indices {
            let size = cellWidth(index, width)
            if used + size > width && !(lines.last ?? []).isEmpty {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(index)
            used += size + 1
        }
        let sentence = Surface.stacked(lines.map { line($0, width: width, depth: depth) })
        return .stacked(
            [sentence, Surface(lines: wrapped(summary, width: width))], gap: 1
        ).cropped(width: width, height: .max)
    }

    private func text(_ index: Int) -> String {
        index == query ? "[\(words[index])]" : words[index]
    }

    private func cellWidth(_ index: Int, _ width: Int) -> Int {
        min(max(text(index).displayWidth, 4) + 2, max(width, 1))
    }

    private func line(_ indices: [Int], width: Int, depth: ColourDepth) -> Surface {
        let hasColour = depth != .none
        var surface = Surface(width: width, height: hasColour ? 2 : 3)
        var column = 0
        for index in indices {
            let size = cellWidth(index, width)
            let shade = scale.shade(of: weights[index])
            var style = Style(background: hasColour ? shade.tone : nil)
            surface.fill(column: column, row: 0, count: size, style: style)
            style.isBold = index == query
            style.isUnderlined = index == query
            let word = text(index).truncated(to: size)
            func centred(_ text: String) -> Int { column + max(size - text.displayWidth, 0) / 2 }
            surface.put(word, column: centred(word), row: 0, style: style)
            if !hasColour { drawBar(shade, on: &surface, column: column, size: size) }
            let number = number(weights[index])
            surface.put(
                number, column: centred(number), row: hasColour ? 1 : 2,
                style: weights[index] >= 0.5 ? .bold : .plain)
            column += size + 1
        }
        // Words without a number leave no blank lines.
        return indices.contains { !number(weights[$0]).isEmpty }
            ? surface : surface.cropped(width: width, height: 1)
    }

    private func drawBar(_ shade: Shade, on surface: inout Surface, column: Int, size: Int) {
        guard let tone = shade.tone else { return }
        let eighth = Int((tone.strength * 8).rounded())
        guard eighth > 0, let block = Unicode.Scalar(0x2580 + UInt32(eighth)) else { return }
        surface.put(String(repeating: String(block), count: size), column: column, row: 1)
    }

    private func number(_ weight: Float) -> String {
        weight.isFinite
            ? weight.magnitude < Self.leastShown ? "" : weight.formatted(decimals: 2)
            : weight.fitted(to: 4, decimals: 2) ?? "?"
    }

    /// `it → animal 0.97, street 0.01; the other 10 words together 0.02`
    private var summary: String {
        guard most > 0, !words.isEmpty else { return "" }
        let ranks = weights.indices.filter { weights[$0].isFinite }.sorted {
            weights[$0] > weights[$1]
        }
        let best = ranks.prefix(most).filter { weights[$0] >= Self.leastShown }
        let list = best.map { "\(words[$0]) \(weights[$0].formatted(decimals: 2))" }
        let rest = ranks.dropFirst(best.count)
        let sum = rest.reduce(0) { $0 + weights[$1] }.formatted(decimals: 2)
        let others =
            rest.isEmpty
            ? []
            : ["the other \(rest.count) \(rest.count == 1 ? "word" : "words together") \(sum)"]
        let parts = list.isEmpty ? others : [list.joined(separator: ", ")] + others
        return (query.map { words[$0] + " → " } ?? "") + parts.joined(separator: "; ")
    }
}
