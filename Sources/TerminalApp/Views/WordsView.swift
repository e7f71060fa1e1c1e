import Drawing
import Guide

/// What happens in this step, why, and what to notice.
struct WordsView {
    let walk: Walk

    func surface(width: Int, height: Int) -> Surface {
        Surface(lines: Array(wrapped(walk.event.op.formula, width: width).prefix(height)))
    }
}
