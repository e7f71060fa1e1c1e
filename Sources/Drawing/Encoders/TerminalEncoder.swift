/// Writes a surface for a terminal, or as plain text where there is no colour.
///
/// The only escape sequences in the output are the encoder's own: the text of a surface is visible
/// text. Every line stands for itself, so that `head`, `grep` and `less -R` can cut anywhere.
public struct TerminalEncoder: Sendable {
    private let depth: ColourDepth
    private let hasStyles: Bool
    private let background: Background

    /// - Parameters:
    ///   - depth: the colours that may be used.
    ///   - styles: whether bold, dim, underline and reverse may be used where there are no colours;
    ///     not in a file or a pipe.
    ///   - background: what the colours have to stand out from.
    public init(_ depth: ColourDepth, styles: Bool, background: Background = .dark) {
        self.depth = depth
        hasStyles = styles || depth != .none
        self.background = background
    }

    /// Left-to-right mark. Between words that run from right to left it keeps a terminal that
    /// reorders text from swapping neighbouring cells; the letters within a word are its own
    /// business. Older terminals ignore it, unlike the isolates.
    private static let leftToRight = "\u{200E}"

    /// Lines of text, each ended by a newline, without blanks at their ends.
    public func encode(_ surface: Surface) -> String {
        var text = ""
        for row in 0..<surface.height { encode(surface.row(row), to: &text) }
        return text
    }

    private func encode(_ cells: ArraySlice<Surface.Cell>, to text: inout String) {
        let reorders = cells.contains { $0.text.isRightToLeft }
        if reorders { text += Self.leftToRight }
        var isInWord = false
        var codes = ""
        // Blanks are held back until something follows.
        var blanks = 0
        var last: (cell: Surface.Cell, look: Look)?
        for cell in cells where cell.columns > 0 {
            let look = last.flatMap { $0.cell == cell ? $0.look : nil } ?? self.look(of: cell)
            last = (cell, look)
            let isWord = reorders && look.text.isRightToLeft
            if isInWord && !isWord { text += Self.leftToRight }
            isInWord = isWord
            if look.text == " " && look.codes.isEmpty {
                blanks += 1
                if codes.isEmpty { continue }
            } else if blanks > 0 {
                text += String(repeating: " ", count: blanks)
                blanks = 0
            }
            if look.codes != codes {
                text += codes.isEmpty ? "" : "\u{1B}[0m"
                text += look.codes.isEmpty ? "" : "\u{1B}[\(look.codes)m"
                codes = look.codes
            }
            if blanks > 0 { continue }
            text += look.text
        }
        if isInWord { text += Self.leftToRight }
        text += codes.isEmpty ? "\n" : "\u{1B}[0m\n"
    }

    // MARK: - One cell

    private struct Look {
        let text: String
        /// The parameters of SGR (ECMA-48), joined by semicolons.
        let codes: String
    }

    private func look(of cell: Surface.Cell) -> Look {
        let style = cell.style
        switch depth {
        case .trueColour, .ansi256:
            return Look(text: cell.text, codes: codes(of: cell, colours(of: style)))
        case .ansi16:
            let shade = style.background.map { Shade16($0, on: background) }
            let bar = style.foreground.map { Shade16($0, on: background).solid }
            // A blank is dithered between two colours; behind text there is one of them.
            if cell.text == " ", let shade {
                return Look(text: shade.glyph, codes: codes(of: cell, shade.codes))
            }
            let front = bar.flatMap { $0 }.map { 30 + $0 } ?? shade?.ink
            let behind = shade?.behind.map { 40 + $0 }
            let colours = [front, behind].compactMap { $0 }.map { String($0) }
            return Look(text: cell.text, codes: codes(of: cell, colours))
        case .none:
            let tone = cell.text == "▀" ? style.foreground : style.background
            let isBlank = cell.text == " " || cell.text == "▀"
            let text = isBlank ? tone?.character ?? cell.text : cell.text
            return Look(text: text, codes: codes(of: cell, [], isBlank: text == " "))
        }
    }

    private func codes(
        of cell: Surface.Cell, _ colours: [String], isBlank: Bool? = nil
    ) -> String {
        guard hasStyles else { return "" }
        let style = cell.style
        let isBlank = isBlank ?? (cell.text == " ")
        var codes: [String] = []
        if style.isBold && !isBlank { codes.append("1") }
        if style.isDim && !isBlank { codes.append("2") }
        if style.isUnderlined { codes.append("4") }
        if style.isReversed { codes.append("7") }
        return (codes + colours).joined(separator: ";")
    }

    private func colours(of style: Style) -> [String] {
        var codes: [String] = []
        if let tone = style.foreground {
            codes.append(code(tone, layer: 38))
        } else if let tone = style.background {
            codes.append(ink(on: tone))
        }
        if let tone = style.background { codes.append(code(tone, layer: 48)) }
        return codes
    }

    /// - Parameter layer: 38 for the foreground, 48 for the background.
    private func code(_ tone: Tone, layer: Int) -> String {
        if depth == .ansi256 { return "\(layer);5;\(tone.index256(on: background))" }
        let colour = tone.colour(on: background)
        return "\(layer);2;\(colour.red);\(colour.green);\(colour.blue)"
    }

    private func ink(on tone: Tone) -> String {
        if depth == .ansi256 {
            let ink = RGB(index256: tone.index256(on: background)).ink
            return ink == .white ? "38;5;231" : "38;5;16"
        }
        let ink = tone.colour(on: background).ink
        return "38;2;\(ink.red);\(ink.green);\(ink.blue)"
    }
}

extension Tone {
    /// From light to dense; without the signs on a map that has signs.
    private static let characters = " .:-=+*#%@".map(String.init)
    private static let signedCharacters = " .:=*#%@".map(String.init)

    /// What stands for it where there is no colour.
    var character: String {
        let ramp = map.isDiverging ? Self.signedCharacters : Self.characters
        return ramp[min(Int(strength * Double(ramp.count)), ramp.count - 1)]
    }
}
