/// One word's attention over a sentence: the word is marked, the others are shaded by its weight,
/// with the number below, and the largest are listed. In large type it can be read from the last row
/// of a classroom.
public struct SentenceView: Picture {
    private let words: [String]
    private let weights: [Float]
    private let query: Int?
    private let asker: String?
    private let scale: Scale
    private let most: Int
    private let isLarge: Bool

    /// - Parameters:
    ///   - weights: one for each word.
    ///   - query: the word whose attention is shown, if it is one of these words.
    ///   - asker: that word, if it is none of these.
    ///   - most: how many of the largest weights are listed below; 0 for no list.
    ///   - isLarge: whether the words are written in large type where all of them have room.
    public init(
        words: [String], weights: [Float], query: Int?, asker: String? = nil, scale: Scale,
        most: Int = 3, isLarge: Bool = false
    ) {
        precondition(words.count == weights.count, "one weight a word")
        self.words = words.map(\.visible)
        self.weights = weights
        self.query = query
        self.asker = query.map { words[$0].visible } ?? asker?.visible
        self.scale = scale
        self.most = most
        self.isLarge = isLarge
    }

    /// A smaller weight is no number below its word.
    private static let leastShown: Float = 0.005

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let large = (isLarge ? LargeType.allCases : []).lazy
            .compactMap { surface(width: width, depth: depth, type: $0) }
            .first { $0.height <= height ?? .max }
        return large ?? surface(width: width, depth: depth, type: nil) ?? Surface(lines: [])
    }

    /// - Parameter type: nil for letters of one cell.
    /// - Returns: nil where a word cannot be written so large.
    private func surface(width: Int, depth: ColourDepth, type: LargeType?) -> Surface? {
        var lines: [[Chip]] = [[]]
        var used = 0
        for index in words.indices {
            guard let chip = chip(index, width: width, depth: depth, type) else { return nil }
            if used + chip.surface.width > width && !(lines.last ?? []).isEmpty {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(chip)
            used += chip.surface.width + 1
        }
        let sentence = Surface.stacked(
            lines.map { line($0, depth: depth) }, gap: type == nil ? 0 : 1)
        return .stacked(
            [sentence, Surface(lines: wrapped(summary, width: width))], gap: 1
        ).cropped(width: width, height: .max)
    }

    /// A word on its shade.
    private struct Chip {
        let index: Int
        let surface: Surface
    }

    private func chip(_ index: Int, width: Int, depth: ColourDepth, _ type: LargeType?) -> Chip? {
        var style = Style(background: depth == .none ? nil : scale.shade(of: weights[index]).tone)
        let empty = style
        style.isBold = index == query
        style.isUnderlined = index == query && type == nil
        let text = index == query ? "[\(words[index])]" : words[index]
        let letters: Surface?
        if let type {
            letters = type.surface(text, width: width - 2, style: style)
        } else {
            letters = Surface(lines: [text], style: style)
        }
        guard let letters, type == nil || letters.height == 4 else { return nil }
        let size = min(max(letters.width, 4) + 2, max(width, 1))
        var surface = Surface(width: size, height: letters.height)
        for row in 0..<surface.height {
            surface.fill(column: 0, row: row, count: size, style: empty)
        }
        let shown =
            letters.width <= size
            ? letters : Surface(lines: [text.truncated(to: size)], style: style)
        surface.draw(shown, column: max(size - shown.width, 0) / 2, row: 0)
        return Chip(index: index, surface: surface)
    }

    /// The words side by side, below them their bars where there is no colour, and their numbers.
    private func line(_ chips: [Chip], depth: ColourDepth) -> Surface {
        let words = Surface.beside(chips.map(\.surface), gap: 1)
        let bars = depth == .none ? 1 : 0
        var surface = Surface(width: words.width, height: words.height + bars + 1)
        surface.draw(words, column: 0, row: 0)
        var column = 0
        for chip in chips {
            let weight = weights[chip.index]
            if bars > 0 {
                drawBar(
                    scale.shade(of: weight), on: &surface, column: column, row: words.height,
                    size: chip.surface.width)
            }
            let number = number(weight)
            surface.put(
                number, column: column + max(chip.surface.width - number.displayWidth, 0) / 2,
                row: words.height + bars, style: weight >= 0.5 ? .bold : .plain)
            column += chip.surface.width + 1
        }
        // Words without a number leave no blank lines.
        return chips.contains { !number(weights[$0.index]).isEmpty }
            ? surface : surface.cropped(width: surface.width, height: words.height)
    }

    private func drawBar(
        _ shade: Shade, on surface: inout Surface, column: Int, row: Int, size: Int
    ) {
        guard let tone = shade.tone else { return }
        let eighth = Int((tone.strength * 8).rounded())
        guard eighth > 0, let block = Unicode.Scalar(0x2580 + UInt32(eighth)) else { return }
        surface.put(String(repeating: String(block), count: size), column: column, row: row)
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
        return (asker.map { $0 + " → " } ?? "") + parts.joined(separator: "; ")
    }
}
