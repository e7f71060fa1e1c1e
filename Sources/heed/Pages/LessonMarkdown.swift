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
        let note = handout.origins?.note.map { ["> " + $0] } ?? []
        let parts = ["# " + handout.lesson.heading, "*\(handout.facts)*"] + note + pages
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
            let surface = picture.pictures(of: block, width: width)
            let drawn = surface.height == 0 ? [] : [drawn(surface)]
            return (drawn + block.remarks).joined(separator: "\n\n")
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
