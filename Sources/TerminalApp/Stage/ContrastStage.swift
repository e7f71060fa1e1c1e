import Drawing
import Guide
import Tracing

/// The step in two runs, on the words that both have, and the difference.
struct ContrastStage: Picture {
    let walk: Walk
    let contrast: Contrast

    func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        guard let values else {
            return Surface(
                lines: wrapped("The two runs have no cell of this step in common.", width: width),
                style: .dim)
        }
        let names = Surface(
            lines: wrapped(
                "\(contrast.beforeName) → \(contrast.afterName): "
                    + size(of: values.relativeChange), width: width), style: .dim)
        let picture = self.picture(of: values).surface(
            width: width, height: height.map { $0 - names.height }, depth: depth)
        return .stacked([names, picture])
    }

    /// The number that is looked at, in both runs.
    var readOut: String? {
        guard let values else { return nil }
        let index = self.index(on: values.axes)
        let (before, after) = (values.before[index], values.after[index])
        let change = before == after ? 0 : after - before
        return walk.event.name + CellName.place(index, on: values.axes)
            + ": \(before.short) → \(after.short), a difference of \(change.short)"
    }

    private var values: ComparedValues? {
        Comparison(before: contrast.before, after: contrast.after).values(at: walk.event.path)
    }

    private func size(of change: Double) -> String {
        if change == 0 { return "nothing differs in this step" }
        // Beside minus infinity there are no shares.
        if !change.isFinite { return "changed" }
        return "changed by \(Float(change * 100).short) % of its length"
    }

    /// The cell that is looked at, or one near it where the runs do not share it.
    private func index(on axes: [Axis]) -> [Int] {
        zip(axes, walk.gaze.cell.index).map { min($0.size - 1, $1) }
    }

    /// The matrix in which the cell lies.
    private func picture(of values: ComparedValues) -> BeforeAfter {
        let axes = values.axes
        let index = self.index(on: axes)
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
