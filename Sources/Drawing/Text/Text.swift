// How wide text is in cells, and what of it may reach a terminal.

extension String {
    /// The columns that it takes in a row of cells, measured as it is shown: see `visible`. The
    /// same in every locale.
    public var displayWidth: Int {
        isPrintableASCII ? utf8.count : Glyphs(self).reduce(0) { $0 + $1.columns }
    }

    /// Whether a character takes more than one column.
    var hasWideCharacters: Bool { !isPrintableASCII && displayWidth > count }

    /// With symbols in the place of whatever would command a terminal, leave no trace or move more
    /// than its own cell: control characters (`␛`, `␀`), direction marks, zero-width characters,
    /// unassigned ones, marks without a base. Text that is visible already stays as it is.
    public var visible: String {
        isPrintableASCII ? self : Glyphs(self).reduce(into: "") { $0 += $1.text }
    }

    /// Visible, and cut to a width in columns, with an ellipsis where something is missing. A
    /// double-width character is never halved.
    public func truncated(to width: Int) -> String {
        if displayWidth <= width { return visible }
        guard width > 0 else { return "" }
        var text = ""
        var used = 0
        for glyph in Glyphs(self) {
            if used + glyph.columns > width - 1 { break }
            text += glyph.text
            used += glyph.columns
        }
        return text + "…"
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

    var isPrintableASCII: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

    var isRightToLeft: Bool { unicodeScalars.contains(where: \.isRightToLeft) }
}

/// Breaks text at spaces into lines of at most `width` columns; a word that is longer is broken
/// inside.
public func wrapped(_ text: String, width: Int) -> [String] {
    let width = max(width, 2)
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
        let size = String(word).displayWidth
        if used > 0 && used + 1 + size > width {
            lines.append(line)
            (line, used) = ("", 0)
        }
        if used > 0 {
            line += " "
            used += 1
        }
        for glyph in Glyphs(String(word)) {
            if used + glyph.columns > width {
                lines.append(line)
                (line, used) = ("", 0)
            }
            line += glyph.text
            used += glyph.columns
        }
    }
    return used > 0 ? lines + [line] : lines
}
