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
        let look = TerminalLook(cell, depth: depth, on: background)
        return Look(text: look.text, codes: codes(of: look))
    }

    private func codes(of look: TerminalLook) -> String {
        guard hasStyles else { return "" }
        var codes: [String] = []
        let isBlank = look.text == " "
        if look.isBold && !isBlank { codes.append("1") }
        if look.isDim && !isBlank { codes.append("2") }
        if look.isUnderlined { codes.append("4") }
        if look.isReversed { codes.append("7") }
        if let colour = look.foreground { codes.append(code(colour, layer: 30)) }
        if let colour = look.background { codes.append(code(colour, layer: 40)) }
        return codes.joined(separator: ";")
    }

    /// - Parameter layer: 30 for the foreground, 40 for the background.
    private func code(_ colour: TerminalColour, layer: Int) -> String {
        switch colour {
        case .index(let index) where depth == .ansi16: "\(layer + Int(index))"
        case .index(let index): "\(layer + 8);5;\(index)"
        case .rgb(let colour): "\(layer + 8);2;\(colour.red);\(colour.green);\(colour.blue)"
        }
    }
}
