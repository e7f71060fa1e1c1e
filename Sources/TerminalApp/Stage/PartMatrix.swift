import Drawing
import Tensors
import Tracing

/// What a part of a scene shows: its numbers, and what its rows and columns are.
struct PartMatrix: Sendable {
    let matrix: Matrix
    let rows: Side
    let columns: Side

    /// - Parameter order: the columns in the order in which they are shown; nil for their own.
    init(_ part: Scene.Part, in trace: Trace, order: [Int]? = nil) {
        let event = trace.events[part.event]
        let axes = zip(event.axes, part.fixed).compactMap { $1 == nil ? $0 : nil }
        // The fixed axes are the outermost.
        let value = Matrix(trace.value(of: event.id).matrix(at: part.fixed.compactMap { $0 }))
        let down = axes.count > 1 ? axes[0].picking(part.rows) : nil
        let across = axes.last
        let shown = part.rows.map { value.picking(rows: $0) } ?? value
        let sides = [down, across].map { axis in
            axis.map { Side($0.name, labels: $0.labels) } ?? Side("")
        }
        let whole = part.isTransposed ? shown.transposed : shown
        let side = sides[part.isTransposed ? 0 : 1]
        rows = sides[part.isTransposed ? 1 : 0]
        matrix = order.map { whole.picking(columns: $0) } ?? whole
        columns = order.map { side.picking($0) } ?? side
    }

    /// Whether the rows stand for the same positions, whatever they are called.
    func hasRows(of other: PartMatrix) -> Bool {
        matrix.rows == other.matrix.rows && rows.labels == other.rows.labels
    }
}

extension Axis {
    /// Some of its places; all of them for nil.
    fileprivate func picking(_ places: [Int]?) -> Axis {
        guard let places else { return self }
        return Axis(
            name, labels: places.map { labels?[$0] ?? String($0) })
    }
}
