extension Markup {
    private static let cellWidth = 9.0
    private static let cellHeight = 18.0

    /// A scalable picture with its own background; its text can be selected.
    public static func svg(
        _ surface: Surface, title: String, background: Background = .light
    ) -> String {
        let page = Page(background)
        let width = Double(surface.width) * cellWidth
        let height = Double(surface.height) * cellHeight
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width.text)" height="\(height.text)" \
            viewBox="0 0 \(width.text) \(height.text)" font-family="\(font)" font-size="15" \
            direction="ltr">
            <title>\(escaped(title))</title>
            <style>text { white-space: pre } rect { shape-rendering: crispEdges }</style>
            <rect width="100%" height="100%" fill="\(page.paper.hex)"/>

            """
        for row in 0..<surface.height {
            let runs = runs(of: surface.row(row))
            for run in runs { text += shapes(of: run, row: row, page) }
            for run in runs { text += words(of: run, row: row, page) }
        }
        return text + "</svg>\n"
    }

    /// The background of a run, and its block characters.
    private static func shapes(of run: Run, row: Int, _ page: Page) -> String {
        let look = page.look(of: run.style)
        func rectangle(
            _ left: Double, _ top: Double, _ width: Double, _ height: Double, _ fill: RGB
        ) -> String {
            "<rect x=\"\(((Double(run.column) + left) * cellWidth).text)\""
                + " y=\"\(((Double(row) + top) * cellHeight).text)\""
                + " width=\"\((width * cellWidth).text)\" height=\"\((height * cellHeight).text)\""
                + " fill=\"\(fill.hex)\"/>\n"
        }
        let columns = Double(run.columns)
        var text = look.paper.map { rectangle(0, 0, columns, 1, $0) } ?? ""
        guard case .block(let block) = run.form else { return text }
        // Blocks that reach both sides of their cells are one shape.
        let pieces = block.width == 1 ? 1 : run.columns
        for piece in 0..<pieces {
            text += rectangle(
                Double(piece) + block.left, block.top, block.width == 1 ? columns : block.width,
                block.height, look.ink)
        }
        return text
    }

    private static func words(of run: Run, row: Int, _ page: Page) -> String {
        if case .block = run.form { return "" }
        let y = Double(row) * cellHeight + 13
        let weight = run.style.isBold ? " font-weight=\"bold\"" : ""
        let line = run.style.isUnderlined ? " text-decoration=\"underline\"" : ""
        let ink = page.look(of: run.style).ink.hex
        return phrases(of: run).reduce(into: "") { text, phrase in
            let x = Double(phrase.column) * cellWidth
            let length = Double(phrase.text.displayWidth) * cellWidth
            text +=
                "<text x=\"\(x.text)\" y=\"\(y.text)\" textLength=\"\(length.text)\""
                + " xml:space=\"preserve\" fill=\"\(ink)\"\(weight)\(line)>"
                + "\(escaped(phrase.text))</text>\n"
        }
    }

    /// The text between gaps of two and more blanks, each piece with its own place, so that the
    /// grid holds also where a font is not what was asked for.
    private static func phrases(of run: Run) -> [(column: Int, text: String)] {
        var phrases: [(column: Int, text: String)] = []
        var column = run.column
        var blanks = 2
        for glyph in Glyphs(run.text) {
            if glyph.text == " " && !run.style.isUnderlined {
                blanks += 1
            } else {
                if blanks > 1 || phrases.isEmpty {
                    phrases.append((column, ""))
                } else if blanks == 1 {
                    phrases[phrases.count - 1].text += " "
                }
                phrases[phrases.count - 1].text += glyph.text
                blanks = 0
            }
            column += glyph.columns
        }
        return phrases
    }
}

/// The colours of a page and of what stands on it.
struct Page {
    private let background: Background
    let paper: RGB
    private let ink: RGB
    private let dimInk: RGB

    init(_ background: Background) {
        self.background = background
        paper = background == .light ? RGB(0xFFFFFF) : RGB(0x101010)
        ink = background == .light ? RGB(0x1A1A1A) : RGB(0xE6E6E6)
        dimInk = background == .light ? RGB(0x666666) : RGB(0x9A9A9A)
    }

    /// - Returns: the colour of the characters and, if it is not the page's, of what is behind them.
    func look(of style: Style) -> (ink: RGB, paper: RGB?) {
        let behind = style.background?.colour(on: background)
        let front =
            style.foreground?.colour(on: background) ?? behind?.ink
            ?? (style.isDim ? dimInk : ink)
        return style.isReversed ? (behind ?? paper, front) : (front, behind)
    }
}

extension Double {
    /// Without needless zeros: `9`, `13.5`.
    fileprivate var text: String { Float(self).formatted(decimals: 3).withoutTrailingZeros }
}
