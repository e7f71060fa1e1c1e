import Drawing

/// A piece of a line of prose in one look.
public struct Inline: Sendable, Hashable {
    public let text: String
    public let isBold: Bool
    public let isItalic: Bool
    public let isCode: Bool

    /// The pieces of a text with `**bold**`, `*italic*` and `code` in backticks. A mark without its
    /// partner is a character like others.
    public static func pieces(of text: String) -> [Inline] {
        var pieces: [Inline] = []
        var rest = Array(text)[...]
        var (isBold, isItalic, isCode) = (false, false, false)
        var run = ""
        func close() {
            guard !run.isEmpty else { return }
            pieces.append(Inline(text: run, isBold: isBold, isItalic: isItalic, isCode: isCode))
            run = ""
        }
        while let first = rest.first {
            if first == "`", isCode || rest.dropFirst().contains("`") {
                close()
                isCode.toggle()
                rest = rest.dropFirst()
            } else if !isCode, opensOrCloses("**", rest, isOpen: isBold, after: run.last) {
                close()
                isBold.toggle()
                rest = rest.dropFirst(2)
            } else if !isCode, opensOrCloses("*", rest, isOpen: isItalic, after: run.last) {
                close()
                isItalic.toggle()
                rest = rest.dropFirst()
            } else {
                run.append(first)
                rest = rest.dropFirst()
            }
        }
        close()
        return pieces
    }

    /// Without the marks.
    public static func plain(_ text: String) -> String { pieces(of: text).map(\.text).joined() }

    /// Without the marks, and with “quotation marks” around what is set off.
    public static func quoted(_ text: String) -> String {
        pieces(of: text).map { $0.isItalic ? "“\($0.text)”" : $0.text }.joined()
    }

    private static func opensOrCloses(
        _ mark: String, _ rest: ArraySlice<Character>, isOpen: Bool, after last: Character?
    ) -> Bool {
        guard rest.starts(with: mark) else { return false }
        let behind = rest.dropFirst(mark.count)
        if isOpen { return last != " " }
        guard let next = behind.first, next != " ", next != "*" else { return false }
        return String(behind).contains(mark)
    }

    var style: Style { Style(bold: isBold, dim: isCode, underlined: isItalic) }
}

extension ShownProse {
    /// The words in lines, with their looks.
    ///
    /// - Parameter isStyled: whether the encoder will write looks. If not, what is set off stands in
    ///   quotation marks.
    public func surface(width: Int, isStyled: Bool = true) -> Surface {
        let text = isStyled || kind == .preformatted ? text : Inline.quoted(text)
        return surface(of: text, width: width)
    }

    private func surface(of text: String, width: Int) -> Surface {
        switch kind {
        case .preformatted:
            return Surface(
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map {
                    "  " + String($0).truncated(to: max(width - 2, 2))
                })
        case .heading:
            return Surface(lines: wrapped(Inline.plain(text), width: width), style: .bold)
        case .paragraph: return Self.flowing(text, width: width)
        case .quotation: return Self.hanging("│", Self.flowing(text, width: width - 2))
        case .item(let mark):
            return Self.hanging(mark, Self.flowing(text, width: width - mark.count - 1))
        }
    }

    /// Text that was wrapped, behind a mark.
    private static func hanging(_ mark: String, _ text: Surface) -> Surface {
        var surface = Surface(width: text.width + mark.count + 1, height: max(text.height, 1))
        for row in 0..<(mark == "│" ? surface.height : 1) {
            surface.put(mark, column: 0, row: row)
        }
        surface.draw(text, column: mark.count + 1, row: 0)
        return surface
    }

    /// Wraps at spaces; a look may change inside a word.
    static func flowing(_ text: String, width: Int) -> Surface {
        let width = max(width, 4)
        var lines: [[(text: String, style: Style)]] = [[]]
        var used = 0
        for word in words(of: text) {
            let size = word.reduce(0) { $0 + $1.text.displayWidth }
            if used > 0, used + 1 + size > width {
                lines.append([])
                used = 0
            }
            if used > 0 {
                lines[lines.count - 1].append((" ", .plain))
                used += 1
            }
            for piece in word {
                // A word that is longer than the line is broken.
                let isLong = piece.text.displayWidth > width
                for part in isLong ? wrapped(piece.text, width: width) : [piece.text] {
                    if used + part.displayWidth > width, used > 0 {
                        lines.append([])
                        used = 0
                    }
                    lines[lines.count - 1].append((part, piece.style))
                    used += part.displayWidth
                }
            }
        }
        let widths = lines.map { $0.reduce(0) { $0 + $1.text.displayWidth } }
        var surface = Surface(width: widths.max() ?? 0, height: lines.count)
        for (row, line) in lines.enumerated() {
            var column = 0
            for piece in line {
                column = surface.put(piece.text, column: column, row: row, style: piece.style)
            }
        }
        return surface
    }

    /// What is divided only where a line ends; a percent sign stays with its number.
    private static func words(of text: String) -> [[(text: String, style: Style)]] {
        var words: [[(text: String, style: Style)]] = [[]]
        for inline in Inline.pieces(of: text) {
            let parts = inline.text.split(
                omittingEmptySubsequences: false, whereSeparator: { $0 == " " || $0 == "\n" })
            for (number, part) in parts.enumerated() {
                let stays = part.first == "%" && words.last?.isEmpty == false
                if number > 0 && stays {
                    words[words.count - 1].append((" ", .plain))
                } else if number > 0 {
                    words.append([])
                }
                if !part.isEmpty { words[words.count - 1].append((String(part), inline.style)) }
            }
        }
        return words.filter { !$0.isEmpty }
    }
}
