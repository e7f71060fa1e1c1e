import Drawing
import Guide

/// What happens in this step, why, and what to notice in its numbers.
struct WordsView {
    let walk: Walk

    /// The title and as many paragraphs as there is room for, the most needed first.
    func surface(width: Int, height: Int) -> Surface {
        let words = StepWords(of: walk.event.id, in: walk.trace)
        var lines: [(text: String, style: Style)] = [(words.title, .bold)]
        lines += wrapped(words.what, width: width).map { ($0, .plain) }
        var surface = Surface(width: width, height: height)
        let more =
            [words.formula] + wrapped(words.why, width: width)
            + wrapped(
                words.symbols.map { "\($0.letter): \($0.meaning)" }.joined(separator: "; "),
                width: width)
        let room = height - lines.count
        lines += more.prefix(max(room, 0)).map { ($0, .dim) }
        for (row, line) in lines.prefix(height).enumerated() {
            surface.put(line.text, column: 0, row: row, style: line.style)
        }
        return surface
    }
}
