extension Markup {
    /// A page of its own that follows the reader's choice of a light or a dark background: the
    /// colours of every value are there for both.
    public static func html(_ surface: Surface, title: String) -> String {
        var looks = Looks()
        var body = ""
        for row in 0..<surface.height {
            for run in runs(of: surface.row(row)) { body += span(run, &looks) }
            body += "\n"
        }
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(escaped(title))</title>
            <style>
            \(looks.sheet)</style>
            </head>
            <body>
            <pre dir="ltr">
            \(body)</pre>
            </body>
            </html>

            """
    }

    private static func span(_ run: Run, _ looks: inout Looks) -> String {
        let name = looks.name(of: run)
        let isPlain = name == nil && run.form == .text
        if isPlain { return escaped(run.text) }
        let kind = name.map { " class=\"\($0)\"" } ?? ""
        // A box of its own width holds the grid together where a font has no such character, and
        // keeps words that run from right to left from moving their neighbours.
        let tag = run.text.isRightToLeft ? "bdi" : "span"
        return "<\(tag)\(kind) style=\"width:\(run.columns)ch\">\(escaped(run.text))</\(tag)>"
    }
}

/// The classes of a page's style sheet, one for each look.
private struct Looks {
    private var names: [Key: String] = [:]
    private var light = ""
    private var dark = ""

    private struct Key: Hashable {
        let style: Style
        let block: String?
    }

    /// Nil for text without a look of its own.
    mutating func name(of run: Markup.Run) -> String? {
        var block: Block?
        if case .block(let shape) = run.form { block = shape }
        if run.style == .plain && block == nil { return nil }
        let key = Key(style: run.style, block: block.map { _ in String(run.text.prefix(1)) })
        if let name = names[key] { return name }
        let name = "c\(names.count)"
        names[key] = name
        light += rule(name, run.style, block, .light)
        dark += rule(name, run.style, block, .dark)
        return name
    }

    private func rule(
        _ name: String, _ style: Style, _ block: Block?, _ background: Background
    ) -> String {
        let look = Page(background).look(of: style)
        var rules: [String] = []
        if let block {
            // The character is there to be copied; what is seen is a gradient with a hard edge.
            rules.append("color:transparent")
            let paper = look.paper?.hex ?? "transparent"
            let isUpright = block.width < 1
            let start = 100 * (isUpright ? block.left : block.top)
            let end = start + 100 * (isUpright ? block.width : block.height)
            rules.append(
                "background:linear-gradient(\(isUpright ? "to right" : "to bottom"),"
                    + "\(paper) \(start)%,\(look.ink.hex) \(start)% \(end)%,\(paper) \(end)%)"
                    + " 0 0/1ch 100%")
        } else {
            rules.append("color:\(look.ink.hex)")
            if let paper = look.paper { rules.append("background:\(paper.hex)") }
        }
        if style.isBold { rules.append("font-weight:bold") }
        if style.isUnderlined { rules.append("text-decoration:underline") }
        return ".\(name){\(rules.joined(separator: ";"))}\n"
    }

    var sheet: String {
        func page(_ background: Background) -> String {
            let page = Page(background)
            return "body{background:\(page.paper.hex);color:\(page.look(of: .plain).ink.hex)}\n"
        }
        return """
            :root{color-scheme:light dark}
            pre{font:15px/1.25 \(Markup.font);overflow-x:auto}
            span,bdi{display:inline-block;height:1.25em;vertical-align:top;white-space:pre}
            \(page(.light))\(light)@media (prefers-color-scheme:dark){
            \(page(.dark))\(dark)}

            """
    }
}
