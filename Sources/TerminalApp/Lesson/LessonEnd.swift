import Drawing
import Lessons

/// The end of a lesson: how it was finished, and what comes next.
struct LessonEnd {
    let player: LessonPlayer

    func surface(width: Int) -> Surface {
        let title = player.run.lesson.header.title
        let done =
            player.run.result == .testedOut
            ? "✓ You know this already: all questions right at the first try."
            : "✓ This lesson is done."
        let next =
            player.services.next.map { "The next one: **heed lesson \($0)**" }
            ?? "**heed lesson** lists all of them."
        return .stacked(
            ["**\(title)**", done, next].map {
                ShownProse(kind: .paragraph, text: $0).surface(width: min(width, 72))
            }, gap: 1)
    }
}
