import Drawing
import Guide

/// A block from outside: what it is for, and the steps inside as a table of contents.
struct BlockPage {
    let walk: Walk

    func surface(width: Int, height: Int) -> Surface {
        let width = min(width, 90)
        let block = walk.outline.blocks[walk.block]
        let words = BlockWords(block.path, in: walk.trace)
        let text = wrapped(words.text, width: width)
        let steps = block.events.map { event in
            (isHere: event == walk.event.id, title: StepWords(of: event, in: walk.trace).title)
        }
        var surface = Surface(width: width, height: height)
        var row = 0
        func put(_ line: String, _ style: Style) {
            surface.put(line.truncated(to: width), column: 0, row: row, style: style)
            row += 1
        }
        put(words.title, .bold)
        for line in text { put(line, .plain) }
        row += 1
        put(steps.count == 1 ? "1 step inside:" : "\(steps.count) steps inside:", .dim)
        let room = max(height - row, 1)
        let shown = steps.count > room ? room - 1 : steps.count
        for step in steps.prefix(shown) { put("  " + step.title, .plain) }
        if shown < steps.count { put("  and \(steps.count - shown) more", .dim) }
        return surface
    }
}
