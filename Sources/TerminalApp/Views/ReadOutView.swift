import Drawing
import Tracing

/// The arithmetic of the cell that is looked at.
struct ReadOutView {
    let walk: Walk

    func surface(width: Int, height: Int) -> Surface {
        let text = comparison ?? arithmetic(most: width > 120 ? 3 : 2)
        return Surface(lines: Array(wrapped(text, width: width).prefix(height)))
    }

    private func arithmetic(most: Int) -> String {
        ReadOut(
            of: walk.gaze.cell, in: walk.trace,
            within: walk.outline.blocks[walk.block].path, most: most
        ).text
    }

    /// Where two runs are in sight, what the number is in each.
    private var comparison: String? {
        guard walk.version == .difference, let contrast = walk.contrast else { return nil }
        return ContrastStage(walk: walk, contrast: contrast).readOut
    }
}
