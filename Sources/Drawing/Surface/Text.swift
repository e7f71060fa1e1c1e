// How wide text is on a terminal, and what of it may reach one.

extension Character {
    /// The columns that a terminal uses: 0 for a mark without a base, 2 for East Asian wide
    /// characters and emoji, else 1.
    public var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.properties.generalCategory == .nonspacingMark
            || first.properties.generalCategory == .enclosingMark
        {
            return 0
        }
        let asksForEmoji = unicodeScalars.contains { $0.value == 0xFE0F }
        return first.isWide || asksForEmoji ? 2 : 1
    }
}

extension Character {
    /// Whether it would be drawn onto the character before it.
    fileprivate var joinsTheOneBefore: Bool {
        guard let first = unicodeScalars.first else { return false }
        return first.properties.isGraphemeExtend || first.value == 0x200D
            || first.properties.generalCategory == .spacingMark
    }
}

extension Unicode.Scalar {
    /// East Asian Wide and Fullwidth (Unicode Standard Annex 11) and what is drawn as emoji.
    fileprivate var isWide: Bool {
        if value < 0x1100 { return false }
        if properties.isEmojiPresentation { return true }
        return Unicode.Scalar.wideRanges.contains { $0.contains(value) }
    }

    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
    ]

    /// The symbol that stands for a scalar that would command a terminal or leave no trace; nil
    /// for an ordinary one.
    fileprivate var symbol: String? {
        switch value {
        case 0x00...0x1F: return Unicode.Scalar(0x2400 + value).map(String.init)
        case 0x20: return nil
        case 0x7F: return "\u{2421}"
        case 0x80...0x9F: return "\u{FFFD}"
        // The joiner holds an emoji together.
        case 0x200D: return nil
        default: break
        }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return "\u{FFFD}"
        case .spaceSeparator: return " "
        default: return nil
        }
    }
}

extension String {
    /// The columns that a terminal uses.
    public var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// With visible symbols in the place of control characters, direction marks and whatever else
    /// would change more than its own cell.
    public var visible: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        // A mark without a base would sit on the cell before it.
        var text = ""
        for character in self {
            let shown = character.unicodeScalars.reduce(into: "") { $0 += $1.symbol ?? String($1) }
            text += character.joinsTheOneBefore ? "\u{25CC}" + shown : shown
        }
        return text
    }

    /// Cut to a width, with an ellipsis where something is missing.
    public func truncated(to width: Int) -> String {
        if displayWidth <= width { return self }
        var text = ""
        var used = 0
        for character in self {
            if used + character.displayWidth > width - 1 { break }
            text.append(character)
            used += character.displayWidth
        }
        return width > 0 ? text + "…" : ""
    }

    /// Padded with spaces on the right, or cut.
    public func padded(to width: Int) -> String {
        let text = truncated(to: width)
        return text + String(repeating: " ", count: max(width - text.displayWidth, 0))
    }

    /// Padded with spaces on the left, or cut.
    public func leftPadded(to width: Int) -> String {
        let text = truncated(to: width)
        return String(repeating: " ", count: max(width - text.displayWidth, 0)) + text
    }
}

/// Breaks text at spaces into lines of at most `width` columns.
public func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        let word = String(word).truncated(to: max(width, 1))
        if !line.isEmpty && line.displayWidth + 1 + word.displayWidth > width {
            lines.append(line)
            line = ""
        }
        line += line.isEmpty ? word : " " + word
    }
    return line.isEmpty ? lines : lines + [line]
}
