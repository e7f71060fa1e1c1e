/// What stands in one place of a row: a base with its marks.
///
/// Terminals disagree about longer sequences: one draws a family of emoji in two columns, another in
/// six. So only what all of them measure alike stays together; the joiners and skin tones that
/// would glue more are shown as symbols.
struct Glyph: Equatable {
    var scalars: GlyphScalars
    var columns: Int

    var text: String { scalars.text }

    static let blank = Glyph(" ")

    init(_ scalar: Unicode.Scalar, columns: Int = 1) {
        scalars = GlyphScalars(scalar)
        self.columns = columns
    }

    init(_ base: Unicode.Scalar, with mark: Unicode.Scalar, columns: Int) {
        self.init(base, columns: columns)
        scalars.append(mark)
    }
}

/// A base and up to four marks, as many as ncurses keeps in a cell. Not a `String`: a screen copies
/// and compares some ten thousand whenever something changes, and a string counts its references.
struct GlyphScalars: Sendable, Hashable {
    static let mostMarks = 4

    private let base: Unicode.Scalar
    /// Zero where there is none.
    private var marks = SIMD4<UInt32>.zero
    private(set) var markCount = 0

    init(_ base: Unicode.Scalar) { self.base = base }

    mutating func append(_ mark: Unicode.Scalar) {
        marks[markCount] = mark.value
        markCount += 1
    }

    var text: String {
        var text = String(base)
        for place in 0..<markCount {
            Unicode.Scalar(marks[place]).map { text.unicodeScalars.append($0) }
        }
        return text
    }
}

/// The glyphs of a text, all safe to be sent to a terminal.
struct Glyphs: Sequence, IteratorProtocol {
    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF

    private var scalars: ArraySlice<Unicode.Scalar>
    private var previous: Unicode.Scalar?

    init(_ text: String) { scalars = Array(text.unicodeScalars)[...] }

    mutating func next() -> Glyph? {
        guard let first = scalars.popFirst() else { return nil }
        var glyph = start(with: first)
        previous = first
        // What is too much for a cell goes on as a glyph of its own.
        while let scalar = scalars.first {
            let hasRoom = glyph.scalars.markCount < GlyphScalars.mostMarks
            switch scalar.kind {
            case .mark(let columns):
                guard hasRoom, glyph.columns + columns <= 2 else { return glyph }
                glyph.scalars.append(scalar)
                glyph.columns += columns
            case .joiner where hasRoom && joinsLetters: glyph.scalars.append(scalar)
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
            return melts ? symbol(for: scalar) : Glyph(scalar, columns: columns)
        case .mark(let columns):
            // Without a base it would sit on the cell before it.
            return Glyph("\u{25CC}", with: scalar, columns: 1 + columns)
        case .flagLetter:
            guard let second = scalars.first, second.kind == .flagLetter else {
                return symbol(for: scalar)
            }
            scalars.removeFirst()
            return Glyph(scalar, with: second, columns: 2)
        case .emojiShape, .joiner, .hidden: return symbol(for: scalar)
        }
    }

    private func symbol(for scalar: Unicode.Scalar) -> Glyph {
        Glyph(scalar.symbol)
    }

    /// Persian and the scripts of India write words with joiners between letters.
    private var joinsLetters: Bool {
        guard let before = previous, let after = scalars.dropFirst().first,
            case .base = after.kind
        else { return false }
        return before.isLetterOrMark && after.isLetterOrMark
    }
}
