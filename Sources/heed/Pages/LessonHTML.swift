import Drawing
import Lessons

/// A whole lesson as a web page: flowing text, every picture scalable.
struct LessonHTML {
    let handout: Handout
    let picture: LessonPicture
    let words: LessonWords

    func text(width: Int) -> String {
        let title = Markup.escaped(handout.lesson.heading)
        let pages = handout.pages.map { page in
            "<section>\n<h2>\(Self.inline(page.title))</h2>\n"
                + page.blocks.groupedItems.map { html($0, width: width) + "\n" }.joined()
                + "</section>\n"
        }
        let note =
            handout.origins?.note.map { "<blockquote>\(Markup.escaped($0))</blockquote>\n" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(title)</title>
            <style>\(Self.sheet)</style>
            </head>
            <body>
            <h1>\(title)</h1>
            <p class="facts">\(Markup.escaped(handout.facts))</p>
            \(note)\(pages.joined())</body>
            </html>

            """
    }

    /// Light and dark as the reader has chosen; each picture is there for both.
    private static let sheet = """
        :root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--faint:#666;--tint:#f2f2f5}
        body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.5 Georgia,serif;\
        color:var(--ink);background:var(--paper)}
        h1,h2,h3{line-height:1.2}h2{margin-top:2em}.facts,figcaption{color:var(--faint)}
        figure{margin:1.5em 0;overflow-x:auto}svg{max-width:100%;height:auto;display:block}
        figcaption{font-size:.9em;margin-top:.4em}figcaption p{margin:.2em 0}
        pre,code{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:.85em}
        pre{overflow-x:auto}li{margin:.3em 0}
        aside{background:var(--tint);border-radius:.4em;padding:.6em 1.1em;margin:1.5em 0}
        aside p{margin:.4em 0}aside ul{list-style:none;padding-left:1em;margin:.4em 0}
        summary{cursor:pointer;color:var(--faint)}
        .dark{display:none}
        @media (prefers-color-scheme:dark){
        :root{--ink:#e6e6e6;--paper:#101010;--faint:#a0a0a0;--tint:#1f1f24}
        .light{display:none}.dark{display:block}}
        @media print{section{break-inside:avoid-page}
        details::details-content{content-visibility:visible;display:block}}
        """

    /// A block, or the items of a list.
    private func html(_ blocks: [ShownBlock], width: Int) -> String {
        guard case .prose(let first)? = blocks.first, case .item(let mark) = first.kind else {
            return blocks.map { html($0, width: width) }.joined()
        }
        let items = blocks.map { html($0, width: width) }.joined(separator: "\n")
        return mark == "•"
            ? "<ul>\n\(items)\n</ul>" : "<ol start=\"\(mark.dropLast())\">\n\(items)\n</ol>"
    }

    private func html(_ block: ShownBlock, width: Int) -> String {
        switch block {
        case .prose(let prose): html(prose)
        case .pictures, .comparison, .animation: figure(block, width: width)
        case .question, .exercise, .changes, .note: aside(block)
        }
    }

    private func figure(_ block: ShownBlock, width: Int) -> String {
        let surface = picture.pictures(of: block, width: width)
        let title = handout.lesson.header.title
        let drawn =
            surface.height == 0
            ? ""
            : "<div class=\"light\">\(Markup.svg(surface, title: title))</div>\n"
                + "<div class=\"dark\">"
                + Markup.svg(surface, title: title, background: .dark) + "</div>\n"
        let remarks = Self.paragraphs(block.remarks)
        return "<figure>\n\(drawn)"
            + (remarks.isEmpty ? "" : "<figcaption>\(remarks)</figcaption>") + "</figure>"
    }

    /// A task; its answer opens when the reader asks for it.
    private func aside(_ block: ShownBlock) -> String {
        guard let task = words.task(of: block) else { return "" }
        let choices = words.choices(of: block).map { "<li>\(Self.inline($0))</li>" }.joined()
        let answer = Self.paragraphs(words.answer(to: block))
        return "<aside>\(Self.paragraphs([task]))"
            + (choices.isEmpty ? "" : "<ul>\(choices)</ul>")
            + (answer.isEmpty ? "" : "<details><summary>Look it up</summary>\(answer)</details>")
            + "</aside>"
    }

    private static func paragraphs(_ texts: [String]) -> String {
        texts.map { "<p>\(inline($0))</p>" }.joined(separator: "\n")
    }

    private func html(_ prose: ShownProse) -> String {
        let text = Self.inline(prose.text)
        return switch prose.kind {
        case .paragraph: "<p>\(text)</p>"
        case .heading: "<h3>\(text)</h3>"
        case .item: "<li>\(text)</li>"
        case .quotation: "<blockquote>\(text)</blockquote>"
        case .preformatted:
            "<pre>"
                + prose.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { Markup.escaped(String($0)) }.joined(separator: "\n") + "</pre>"
        }
    }

    private static func inline(_ text: String) -> String {
        Inline.pieces(of: text).map { piece in
            var html = Markup.escaped(piece.text)
            if piece.isCode { html = "<code>\(html)</code>" }
            if piece.isItalic { html = "<em>\(html)</em>" }
            if piece.isBold { html = "<strong>\(html)</strong>" }
            return html
        }.joined()
    }
}
