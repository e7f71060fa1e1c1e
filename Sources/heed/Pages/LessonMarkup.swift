import Drawing
import Lessons

/// A whole lesson as a Markdown file: the prose as it is, every picture as text.
struct LessonMarkdown {
    let handout: Handout
    let picture: LessonPicture
    let words: LessonWords

    func text(width: Int) -> String {
        let pages = handout.pages.flatMap { page in
            ["## " + page.title]
                + page.blocks.groupedItems.map { group in
                    group.map { markdown($0, width: width) }.joined(separator: "\n")
                }
        }
        let parts = ["# " + handout.lesson.heading, "*\(handout.lesson.facts)*"] + pages
        return parts.filter { !$0.isEmpty }.map(\.visibleLines).joined(separator: "\n\n") + "\n"
    }

    private func markdown(_ block: ShownBlock, width: Int) -> String {
        switch block {
        case .prose(let prose):
            switch prose.kind {
            case .paragraph: return prose.text
            case .heading: return "### " + prose.text
            case .item(let mark): return (mark == "•" ? "- " : mark + " ") + prose.text
            case .quotation: return "> " + prose.text
            case .preformatted: return fenced(prose.text)
            }
        case .pictures, .comparison, .animation:
            return drawn(picture.surface(block, width: width))
        default:
            return words.lines(of: block).map { "> " + $0 }.joined(separator: "\n>\n")
        }
    }

    private func drawn(_ surface: Surface) -> String {
        fenced(TerminalEncoder(.none, styles: false).encode(surface))
    }

    private func fenced(_ text: String) -> String {
        "```text\n" + (text.last == "\n" ? String(text.dropLast()) : text) + "\n```"
    }
}

extension String {
    /// Visible, with its lines.
    fileprivate var visibleLines: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible }
            .joined(separator: "\n")
    }
}

/// A whole lesson as a web page: flowing text, every picture scalable.
struct LessonHTML {
    let handout: Handout
    let picture: LessonPicture
    let words: LessonWords

    func text(width: Int) -> String {
        let title = Markup.escaped(handout.lesson.heading)
        let pages = handout.pages.map { page in
            "<section>\n<h2>\(Self.inline(page.title))</h2>\n"
                + page.blocks.map { html($0, width: width) + "\n" }.joined() + "</section>\n"
        }
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
            <p class="facts">\(Markup.escaped(handout.lesson.facts))</p>
            \(pages.joined())</body>
            </html>

            """
    }

    private static let sheet = """
        body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.5 Georgia,serif;color:#1a1a1a}
        h1,h2,h3{line-height:1.2}.facts{color:#666}svg{max-width:100%;height:auto;margin:.5em 0}
        pre,code{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:.85em}
        aside{border-left:4px solid #888;padding:.1em 1em;margin:1em 0}
        @media print{section{break-inside:avoid-page}}
        """

    private func html(_ block: ShownBlock, width: Int) -> String {
        switch block {
        case .prose(let prose): return html(prose)
        case .pictures, .comparison, .animation:
            return drawn(picture.surface(block, width: width))
        default:
            let lines = words.lines(of: block).map { "<p>\(Self.inline($0))</p>" }
            return lines.isEmpty ? "" : "<aside>\(lines.joined(separator: "\n"))</aside>"
        }
    }

    private func html(_ prose: ShownProse) -> String {
        let text = Self.inline(prose.text)
        return switch prose.kind {
        case .paragraph: "<p>\(text)</p>"
        case .heading: "<h3>\(text)</h3>"
        case .item(let mark):
            mark == "•"
                ? "<ul><li>\(text)</li></ul>"
                : "<ol start=\"\(mark.dropLast())\"><li>\(text)</li></ol>"
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

    private func drawn(_ surface: Surface) -> String {
        Markup.svg(surface, title: handout.lesson.header.title)
    }
}
