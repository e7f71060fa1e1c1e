import Drawing
import Tensors
import Tracing

/// How the row that is looked at was worked out, step by step, where a step works on whole rows:
/// a softmax, a normalisation, a lookup of words.
struct RowWork: Sendable {
    let columns: [String]
    let lines: [WorkTable.Line]
    let total: WorkTable.Line?
    /// The line of the cell that is looked at.
    let marked: Int
    /// What the last column shows.
    let last: [Float]

    /// Whether an event works on whole rows.
    static func suits(_ event: Event) -> Bool {
        switch event.op.unedited {
        case is Softmax, is Normalise, is CrossEntropy, is TokenIDs, is ShiftRight:
            !event.axes.isEmpty
        default: false
        }
    }

    /// Nil for an event that does not work on rows.
    init?(of cell: Cell, in trace: Trace) {
        let event = trace.events[cell.event]
        guard let axis = event.axes.last, let marked = cell.index.last else { return nil }
        let row: [Int] = cell.index.dropLast()
        func values(_ event: Int) -> [Float] { trace.value(of: event).row(at: row) }
        let labels = (0..<axis.size).map { axis.labels?[$0] ?? String($0) }
        self.marked = marked
        switch event.op.unedited {
        case is Softmax:
            let scores = values(event.inputs[0])
            let derivation = event.op.derive(cell.index, from: [trace.value(of: event.inputs[0])])
            // The exponentials as the op took them, in the order of the row.
            var exponentials = [Float](repeating: 0, count: axis.size)
            for term in derivation.terms {
                guard let place = term.factors.first?.cell.last, let part = term.part else {
                    continue
                }
                exponentials[place] = part
            }
            let result = values(event.id)
            last = result
            columns = [axis.name, "score", "exp(score − max)", "÷ sum"]
            lines = labels.indices.map {
                WorkTable.Line(labels[$0], [scores[$0], exponentials[$0], result[$0]])
            }
            total = WorkTable.Line(
                "sum", [.nan, exponentials.reduce(0, +), result.reduce(0, +)], hasBar: false)
        case is Normalise:
            let inputs = values(event.inputs[0])
            let mean = trace.value(of: event.inputs[1])[row]
            let result = values(event.id)
            last = result
            columns = [axis.name, "x", "x − mean", "÷ √(variance + ε)"]
            lines = labels.indices.map {
                WorkTable.Line(labels[$0], [inputs[$0], inputs[$0] - mean, result[$0]])
            }
            total = nil
        case is CrossEntropy:
            let probabilities = trace.value(of: event.inputs[0]).softmax()
            let targets = trace.events[event.inputs[1]]
            let ids = trace.value(of: targets.id)
            let result = values(event.id)
            last = result
            columns = ["right word", "its probability", "surprise"]
            lines = labels.indices.map {
                WorkTable.Line(
                    targets.axes.last?.labels?[$0] ?? labels[$0],
                    [probabilities[$0, Int(ids[$0])], result[$0]])
            }
            total = WorkTable.Line("sum", [.nan, result.reduce(0, +)], hasBar: false)
        case is TokenIDs, is ShiftRight:
            let result = values(event.id)
            last = result
            columns = ["token", "position", "number in the vocabulary"]
            lines = labels.indices.map {
                WorkTable.Line([labels[$0], String($0), String(Int(result[$0]))])
            }
            total = nil
        default: return nil
        }
    }
}
