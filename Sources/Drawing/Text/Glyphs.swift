/// What stands in one place of a row: a base with its marks.
///
/// Terminals disagree about longer sequences: one draws a family of emoji in two columns, another in
/// six. So only what all of them measure alike stays together; the joiners and skin tones that
/// would glue more are shown as symbols.
struct Glyph: Equatable {
    var text: String
    var columns: Int
}

/// The glyphs of a text, all safe to be sent to a terminal.
struct Glyphs: Sequence, IteratorProtocol {
    /// ncurses keeps a base and four marks in a cell; more would run into the neighbouring rows.
    /// What is too much goes on as a glyph of its own.
    private static let mostMarks = 4
    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF

    private var scalars: ArraySlice<Unicode.Scalar>
    private var previous: Unicode.Scalar?

    init(_ text: String) { scalars = Array(text.unicodeScalars)[...] }

    mutating func next() -> Glyph? {
        guard let first = scalars.popFirst() else { return nil }
        var glyph = start(with: first)
        previous = first
        var marks = 0
        while let scalar = scalars.first {
            switch scalar.kind {
            case .mark(let columns):
                guard marks < Self.mostMarks, glyph.columns + columns <= 2 else { return glyph }
                glyph.text.unicodeScalars.append(scalar)
                glyph.columns += columns
                marks += 1
            case .joiner where joinsLetters: glyph.text.unicodeScalars.append(scalar)
            case .emojiShape where previous?.properties.isEmoji == true: break
            default: return glyph
            }
            previous = scalars.popFirst()
        }
        return glyph
    }

    private mutating func start(with scalar: Unicode.Scalar) -> Glyph {
        switch scalar.kind {
        case .base(let columns):
            // A skin tone would melt into the emoji before it on some terminals only.
            let melts =
                Self.skinTones.contains(scalar.value)
                && previous?.properties.isEmojiModifierBase == true
            return melts ? symbol(for: scalar) : Glyph(text: String(scalar), columns: columns)
        case .mark(let columns):
            // Without a base it would sit on the cell before it.
            return Glyph(text: "\u{25CC}" + String(scalar), columns: 1 + columns)
        case .flagLetter:
            guard let second = scalars.first, second.kind == .flagLetter else {
                return symbol(for: scalar)
            }
            scalars.removeFirst()
            return Glyph(text: String(scalar) + String(second), columns: 2)
        case .emojiShape, .joiner, .hidden: return symbol(for: scalar)
        }
    }

    private func symbol(for scalar: Unicode.Scalar) -> Glyph {
        Glyph(text: scalar.symbol, columns: 1)
    }

    /// Persian and the scripts of India write words with joiners between letters.
    private var joinsLetters: Bool {
        guard let before = previous, let after = scalars.dropFirst().first,
            case .base = after.kind
        else { return false }
        return before.isLetterOrMark && after.isLetterOrMark
    }
}
