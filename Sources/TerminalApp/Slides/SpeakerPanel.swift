import Drawing
import Lessons

/// What the speaker sees at the bottom: the place and the time, the notes, what comes next.
struct SpeakerPanel {
    let show: SlideShow

    func surface(in place: Place) -> Surface {
        var rule = Surface(width: place.width, height: 1)
        rule.put(String(repeating: "─", count: place.width), column: 0, row: 0, style: .dim)
        let facts =
            "slide \(show.current + 1)/\(show.slides.count)   \(Self.text(of: show.elapsed))"
        var head = Surface(width: place.width, height: 1)
        let behind = head.put(facts, column: 0, row: 0, style: .bold)
        head.put(
            ("   next: " + next).truncated(to: place.width - behind), column: behind, row: 0,
            style: .dim)
        let notes = show.slide.notes.isEmpty ? ["*No note for this slide.*"] : show.slide.notes
        let words = notes.map {
            ShownProse(kind: .paragraph, text: $0).surface(width: min(place.width - 1, 100))
        }
        return .stacked([rule, head] + words).cropped(
            width: place.width, height: max(place.height / 3, 4))
    }

    /// Minutes and seconds.
    static func text(of time: Duration) -> String {
        let seconds = time.components.seconds
        let minutes = seconds / 60
        let rest = String(seconds % 60)
        return "\(minutes):\(rest.count < 2 ? "0" : "")\(rest)"
    }

    /// What the next press of → brings.
    private var next: String {
        if show.slide.hasAnswer, !show.showsAnswer { return "the answer" }
        guard show.current + 1 < show.slides.count else { return "the end" }
        let slide = show.slides[show.current + 1]
        return switch slide.content {
        case .opening: "the title"
        case .words(let blocks): "words: \(Self.beginning(of: blocks))"
        case .picture(let block):
            "picture: \(block.views.first?.part.selection.name ?? slide.title)"
        case .question(let question): "question: \(Inline.plain(question.text))"
        case .exercise(let exercise): "exercise: \(Inline.plain(exercise.text))"
        }
    }

    private static func beginning(of blocks: [ShownBlock]) -> String {
        for case .prose(let prose) in blocks { return Inline.plain(prose.text) }
        return "what is changed"
    }
}
