import Drawing
import Guide
import Tracing

/// The step in two runs, on the words that both have, and the difference.
struct ContrastStage: Picture {
    let walk: Walk
    let contrast: Contrast

    func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let comparison = Comparison(before: contrast.before, after: contrast.after)
        guard let values = comparison.values(at: walk.event.path) else {
            return Surface(
                lines: wrapped("The two runs have no cell of this step in common.", width: width),
                style: .dim)
        }
        let names = Surface(
            lines: wrapped(
                "\(contrast.beforeName) → \(contrast.afterName): "
                    + (values.relativeChange == 0
                        ? "nothing differs in this step"
                        : "changed by \(Float(values.relativeChange * 100).short) % of its length"),
                width: width), style: .dim)
        let picture = self.picture(of: values).surface(
            width: width, height: height.map { $0 - names.height }, depth: depth)
        return .stacked([names, picture])
    }

    /// The matrix in which the cell lies.
    private func picture(of values: ComparedValues) -> BeforeAfter {
        let axes = values.axes
        let index = zip(axes, walk.gaze.cell.index).map { min($0.size - 1, $1) }
        let leading = index.dropLast(2)
        let size = axes.suffix(2).reduce(1) { $0 * $1.size }
        let start = zip(leading, axes).reduce(0) { $0 * $1.1.size + $1.0 } * size
        func matrix(_ elements: [Float]) -> Matrix {
            Matrix(
                rows: axes.count > 1 ? axes[axes.count - 2].size : 1,
                columns: axes.last?.size ?? 1, values: Array(elements[start..<start + size]))
        }
        let rows = axes.count > 1 ? axes[axes.count - 2] : nil
        let cursor = Matrix.Cell(
            row: index.count > 1 ? index[index.count - 2] : 0, column: index.last ?? 0)
        return BeforeAfter(
            before: matrix(values.before.elements), after: matrix(values.after.elements),
            rows: rows.map { Side($0.name, labels: $0.labels) } ?? Side(""),
            columns: axes.last.map { Side($0.name, labels: $0.labels) } ?? Side(""),
            theme: walk.look.theme, showsNumbers: walk.look.showsNumbers,
            focus: Drawing.Focus(cursor: cursor),
            fit: .window(Viewport()))
    }
}
