import Drawing
import Guide
import Tensors
import Tracing

/// One step as an equation: what goes in, what is done, what comes out.
struct Scene: Sendable {
    /// A value that takes part: two of its axes, the others fixed.
    struct Part: Sendable, Hashable {
        /// The id of the event.
        let event: Int
        /// One index an axis; nil for the axes that are shown.
        let fixed: [Int?]
        /// Whether rows and columns are exchanged, as K is in Q Kᵀ.
        let isTransposed: Bool
        /// The last part of the path, as the operands of one step share the rest.
        let title: String
        /// The rows that are shown, of many; nil for all of them.
        var rows: [Int]?

        /// The same cells of another event.
        func of(_ event: Event) -> Part {
            Part(
                event: event.id, fixed: fixed, isTransposed: isTransposed, title: event.name,
                rows: rows)
        }

        /// The shown cell that stands for a cell of the event; nil where it is not shown.
        func place(of index: [Int]) -> Matrix.Cell? {
            let isShown = zip(fixed, index).allSatisfy { $0 == nil || $0 == $1 }
            guard isShown else { return nil }
            let open = zip(fixed, index).compactMap { $0 == nil ? $1 : nil }
            switch open.count {
            case 0: return Matrix.Cell(row: 0, column: 0)
            case 1:
                return isTransposed
                    ? Matrix.Cell(row: open[0], column: 0) : Matrix.Cell(row: 0, column: open[0])
            default:
                let place = isTransposed ? (open[1], open[0]) : (open[0], open[1])
                guard let row = rows.map({ $0.firstIndex(of: place.0) }) ?? place.0 else {
                    return nil
                }
                return Matrix.Cell(row: row, column: place.1)
            }
        }

        /// The cell of the event that is shown at a place.
        func index(row: Int, column: Int) -> [Int] {
            let row = rows?[row] ?? row
            var open = isTransposed ? [column, row] : [row, column]
            let count = fixed.count { $0 == nil }
            if count == 1 { open = [isTransposed ? row : column] }
            return fixed.map { $0 ?? open.removeFirst() }
        }
    }

    /// The operands, and last the result; of a value that is taken apart, all its matrices.
    let parts: [Part]
    /// What stands between them, one less.
    let signs: [String]
    /// The part that the cell lies in.
    let result: Part
    /// The cell that is looked at.
    private let cell: Cell
    private let isUpdate: Bool
    /// The cells that were read to compute it, by their event.
    private let read: [Int: Set<[Int]>]

    /// What to set apart in a part: in the result the cell and its row, in the operands what the cell
    /// was made of.
    func focus(of part: Part) -> Drawing.Focus {
        // Every number moves by itself, and all of them are meant.
        if isUpdate { return Drawing.Focus(cursor: part.place(of: cell.index)) }
        // A value and its gradient are looked at together.
        if part.event == cell.event || part.fixed == result.fixed && read[part.event] == nil,
            let place = part.place(of: cell.index)
        {
            return Drawing.Focus(cursor: place, lit: .lines(rows: [place.row], columns: []))
        }
        let cells = (read[part.event] ?? []).compactMap { part.place(of: $0) }
        return Drawing.Focus(lit: .cells(Set(cells)))
    }
}

extension Scene {
    /// The step that gave an event, at a cell: of values with more than two axes, the matrix that the
    /// cell lies in is shown, and what it was made of.
    init(of cell: Cell, in trace: Trace) {
        let event = trace.events[cell.event]
        let derivation = event.op.derive(cell.index, from: event.inputs.map { trace.value(of: $0) })
        let read = derivation.terms.flatMap(\.factors)
        self.cell = cell
        isUpdate = Pass(of: event.path) == .update
        self.read = Dictionary(grouping: read) { event.inputs[$0.input] }
            .mapValues { Set($0.map(\.cell)) }
        let result = Part(event, at: cell.index)
        var operands = event.inputs.indices.map { input in
            Part(
                trace.events[event.inputs[input]],
                at: read.first { $0.input == input }?.cell ?? [],
                isTransposed: event.op.unedited.transposes(input: input))
        }
        if event.op.unedited is Lookup {
            operands[1].showRows(fetchedBy: trace.value(of: event.inputs[0]))
        }
        self.result = result
        // Heads are taken apart and put together again side by side.
        switch event.op.unedited {
        case is SplitHeads:
            let heads = Scene.slices(of: event, like: result)
            parts = operands + heads
            signs = ["="] + heads.dropFirst().map { _ in "|" }
        case is ConcatenateHeads:
            let heads = Scene.slices(of: trace.events[event.inputs[0]], like: operands[0])
            parts = heads + [result]
            signs = heads.dropFirst().map { _ in "|" } + ["="]
        case is Descend, is FirstAdamStep:
            parts = [
                operands[0].titled("before"), operands[1].titled("gradient"),
                result.titled("after"),
            ]
            signs = event.op.unedited.signs(operands.count)
        default:
            parts = operands + [result]
            signs = event.op.unedited.signs(operands.count)
        }
    }

    /// All matrices along the first axis.
    private static func slices(of event: Event, like part: Part) -> [Part] {
        (0..<event.axes[0].size).map { slice in
            Part(
                event: event.id, fixed: [slice] + part.fixed.dropFirst(), isTransposed: false,
                title: "\(event.axes[0].name) \(slice)")
        }
    }
}

extension Scene.Part {
    /// The same under another title.
    fileprivate func titled(_ title: String) -> Scene.Part {
        Scene.Part(event: event, fixed: fixed, isTransposed: isTransposed, title: title)
    }

    /// Shows the last two axes, and the others at a cell's place. One number a position is a column,
    /// so that its rows are the rows of the matrix beside it.
    fileprivate init(_ event: Event, at index: [Int], isTransposed: Bool = false) {
        let axes = event.axes
        let fixed: [Int?] = axes.indices.map { axis in
            axis >= axes.count - 2 ? nil : index.indices.contains(axis) ? index[axis] : 0
        }
        let isColumn = axes.count == 1 && axes[0].name == "position"
        self.init(
            event: event.id, fixed: fixed, isTransposed: isTransposed || isColumn,
            title: (Pass(of: event.path) == .backward ? "gradient of " : "") + event.name
                + (isTransposed ? "ᵀ" : ""))
    }
}

extension Scene.Part {
    /// Of a table, only the rows that the tokens pick: few of very many, and far apart.
    fileprivate mutating func showRows(fetchedBy ids: Tensor) {
        let rows = Set(ids.elements.map { Int($0) }).sorted()
        self = Scene.Part(
            event: event, fixed: fixed, isTransposed: isTransposed,
            title: "\(title), the rows used", rows: rows)
    }
}

extension Event {
    /// The last part of the path that says what the value is: `query.heads`, `scores`, `weight`.
    var name: String {
        let parts = path.split(separator: ".").map(String.init)
        let isVague = ["heads", "weight", "bias", "table", "output", "matrix", "sum", "ids"]
            .contains(parts.last ?? "")
        return parts.suffix(isVague && parts.count > 1 ? 2 : 1).joined(separator: ".")
    }
}

extension Op {
    func transposes(input: Int) -> Bool {
        guard let product = self as? MatrixProduct else { return false }
        return product.transposeB && input == 1
    }

    /// What stands between the operands, and before the result.
    fileprivate func signs(_ operands: Int) -> [String] {
        let (between, last): ([String], String) =
            switch self {
            case is MatrixProduct: (["×", "+"], "=")
            case is Add: (["+"], "=")
            case let step as Descend: (["− \(step.rate) ·"], "=")
            case is FirstAdamStep: (["−"], "→")
            case let scale as Tracing.Scale: ([], "· \(scale.reason.replacing(" ", with: "")) =")
            case is Softmax: ([], "softmax →")
            case is Affine: (["·", "+"], "=")
            case is Multiply: (["·"], "=")
            case is Lookup: (["row of"], "=")
            case is Normalise: (["−", "/ √"], "=")
            case is Mean: ([], "mean →")
            case is Variance: (["around"], "→")
            case is ReLU: ([], "max(0,x) →")
            default: ([], "→")
            }
        return (0..<operands).map { operand in
            operand == operands - 1
                ? last : between.indices.contains(operand) ? between[operand] : ","
        }
    }
}
