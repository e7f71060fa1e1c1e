extension Unicode.Scalar {
    /// What a scalar does to a row of cells.
    enum Kind: Equatable {
        /// Takes this many columns of its own.
        case base(columns: Int)
        /// Belongs to the base before it, which it makes wider by this many columns.
        case mark(columns: Int)
        /// A letter of a flag; only a pair of them is drawn.
        case flagLetter
        /// Asks for another shape of the emoji before it.
        case emojiShape
        /// Joins or parts the letters beside it without a shape of its own.
        case joiner
        /// Would command the terminal, leave no trace or move its neighbours: shown as a symbol.
        case hidden
    }

    var kind: Kind {
        if value < 0x7F { return value < 0x20 ? .hidden : .base(columns: 1) }
        return isUsualSymbol ? .base(columns: 1) : unusualKind
    }

    /// What the pictures and the words are full of, known without looking into Unicode's tables:
    /// letters with accents, Greek, arrows, mathematics, boxes and blocks.
    private var isUsualSymbol: Bool {
        switch value {
        case 0xA1...0xAC, 0xAE...0x2FF, 0x391...0x3A1, 0x3A3...0x3E1, 0x2010...0x2027,
            0x2030...0x205E, 0x2190...0x22FF, 0x2500...0x25FC:
            return true
        default: return false
        }
    }

    /// As Unicode's tables say.
    var unusualKind: Kind {
        switch value {
        case 0x200C, 0x200D: return .joiner
        case 0xFE0E, 0xFE0F: return .emojiShape
        // Vowels and final consonants of Hangul join the syllable's first letter.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF:
            return isFiller ? .hidden : .mark(columns: 0)
        case 0x1F1E6...0x1F1FF: return .flagLetter
        default: break
        }
        if isFiller { return .hidden }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
            return .hidden
        case .nonspacingMark, .enclosingMark: return .mark(columns: 0)
        case .spacingMark: return .mark(columns: 1)
        default: return .base(columns: isWide ? 2 : 1)
        }
    }

    /// One column: the control pictures where there is one, else the replacement character, also
    /// for the C1 controls, which have no pictures.
    var symbol: Unicode.Scalar {
        switch value {
        case 0x00...0x1F: return Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
        case 0x7F: return "\u{2421}"
        default: return "\u{FFFD}"
        }
    }

    /// Letters of scripts that run from right to left, with their digits and marks: the blocks
    /// whose unassigned places default to bidirectional class R or AL (UAX 9).
    var isRightToLeft: Bool {
        switch value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            return true
        default: return false
        }
    }

    var isLetterOrMark: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark:
            return true
        default: return false
        }
    }

    private var isFiller: Bool { properties.isDefaultIgnorableCodePoint }

    private var isWide: Bool {
        if value < 0x1100 { return false }
        if properties.isEmojiPresentation { return true }
        return Self.wideRanges.contains { $0.contains(value) }
    }

    /// Classes W and F of EastAsianWidth.txt, Unicode 17, without emoji and with the gaps of
    /// unassigned scalars filled. A table of our own, as `wcwidth` depends on the user's locale and
    /// on the age of the C library.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
        0x3041...0x3247, 0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE10...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1D300...0x1D376,
        0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
