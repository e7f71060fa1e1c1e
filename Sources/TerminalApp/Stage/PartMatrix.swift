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
        let values = PartMatrix.values(of: part, trace.value(of: event.id))
        let down = axes.count > 1 ? axes[0].picking(part.rows) : nil
        let across = axes.last
        let shown = Matrix(rows: down?.size ?? 1, columns: across?.size ?? 1, values: values)
        let sides = [down, across].map { axis in
            axis.map { Side($0.name, labels: $0.labels) } ?? Side("")
        }
        let whole = part.isTransposed ? shown.transposed : shown
        let side = sides[part.isTransposed ? 0 : 1]
        rows = sides[part.isTransposed ? 1 : 0]
        matrix = order.map { whole.picking(columns: $0) } ?? whole
        columns =
            order.map { order in
                let labels = side.labels ?? (0..<whole.columns).map(String.init)
                return Side(side.name, labels: order.map { labels[$0] })
            } ?? side
    }

    /// Whether the rows stand for the same positions, whatever they are called.
    func hasRows(of other: PartMatrix) -> Bool {
        matrix.rows == other.matrix.rows && rows.labels == other.rows.labels
    }

    /// The fixed axes are the outermost, so that what is shown lies in one piece.
    private static func values(of part: Scene.Part, _ value: Tensor) -> [Float] {
        let fixed = part.fixed.compactMap { $0 }
        let size = value.shape.dropFirst(fixed.count).reduce(1, *)
        let start = zip(fixed, value.shape).reduce(0) { $0 * $1.1 + $1.0 } * size
        guard let rows = part.rows, let width = value.shape.last else {
            return value.elements(in: start..<start + size)
        }
        return rows.flatMap { row in
            value.elements(in: start + row * width..<start + (row + 1) * width)
        }
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

extension Matrix {
    func picking(columns order: [Int]) -> Matrix {
        Matrix(
            rows: rows, columns: order.count,
            values: (0..<rows).flatMap { row in order.map { self[row, $0] } })
    }

    var transposed: Matrix {
        var turned: [Float] = []
        turned.reserveCapacity(values.count)
        for column in 0..<columns {
            for row in 0..<rows { turned.append(self[row, column]) }
        }
        return Matrix(rows: columns, columns: rows, values: turned)
    }
}
