import Drawing
import Tracing

/// The arithmetic of the cell that is looked at, in at most two lines.
struct ReadOutView {
    let walk: Walk

    func surface(width: Int, height: Int) -> Surface {
        let text = ReadOut(
            of: walk.gaze.cell, in: walk.trace,
            within: walk.outline.blocks[walk.block].path, most: width > 120 ? 3 : 2
        ).text
        return Surface(lines: Array(wrapped(text, width: width).prefix(height)))
    }
}
