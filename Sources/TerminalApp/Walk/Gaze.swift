import Guide
import Tensors
import Tracing

/// Where the learner looks: one event and one cell of it. Words and heads that were chosen stay
/// chosen from step to step, so that one question can be followed through the model.
struct Gaze: Sendable {
    /// What an axis stands for, whatever the event calls it: a query is a position that asks, and a
    /// key that has a row of its own is that row's position.
    private struct Place: Hashable {
        let name: String
        let labels: [String]?

        init(_ axis: Int, of axes: [Axis]) {
            let isRow = axis < axes.count - 1
            labels = axes[axis].labels
            switch axes[axis].name {
            case "query": name = "position"
            case "key" where isRow: name = "position"
            default: name = axes[axis].name
            }
        }
    }

    private(set) var cell: Cell
    private var chosen: [Place: Int] = [:]

    /// Looks at an event for the first time, at the row of `word` where there is one.
    init(at event: Int, of trace: Trace, word: String? = nil) {
        cell = Cell(event: event, index: [])
        for axes in trace.events.map(\.axes) {
            for axis in axes.indices where axes[axis].name == "query" {
                let labels = axes[axis].labels
                guard let row = labels?.firstIndex(where: { $0.lowercased() == word }) else {
                    continue
                }
                chosen[Place(axis, of: axes)] = row
            }
        }
        look(at: event, of: trace)
    }

    /// Moves to another event. In a row where nobody chose a column, the largest value is looked at.
    ///
    /// - Parameters:
    ///   - head: which head to look at if nobody chose one.
    ///   - row: which word to look at if nobody chose one.
    mutating func look(at event: Int, of trace: Trace, head: Int? = nil, row: Int? = nil) {
        let axes = trace.events[event].axes
        var index = axes.indices.map { axis in
            let place = Place(axis, of: axes)
            let suggested =
                place.name == "head" ? head : place.name == "position" ? row : nil
            return min(chosen[place] ?? suggested ?? 0, axes[axis].size - 1)
        }
        if let last = axes.last, chosen[Place(axes.count - 1, of: axes)] == nil {
            let row: [Int] = index.dropLast()
            let numbers = trace.value(of: event).row(at: row)
            // A feature or a gradient may be large on either side of 0; a score only above it.
            let isSigned =
                last.name == "feature" || Pass(of: trace.events[event].path) == .backward
            // Of what was moved, that counts which moved most.
            let isMoved = Pass(of: trace.events[event].path) == .update
            let before =
                isMoved ? trace.value(of: trace.events[event].inputs[0]).row(at: row) : nil
            func size(_ column: Int) -> Float {
                let number = numbers[column]
                if let before { return (number - before[column]).magnitude }
                return isSigned ? number.magnitude : number
            }
            index[axes.count - 1] = (0..<last.size).max { size($0) < size($1) } ?? 0
        }
        cell = Cell(event: event, index: index)
    }

    /// Moves to a cell and chooses its word, head and column.
    mutating func look(at cell: Cell, of trace: Trace) {
        self.cell = cell
        for axis in trace.events[cell.event].axes.indices { choose(axis, in: trace) }
    }

    /// Moves along one axis, counted from the outermost, and stops at its ends.
    mutating func move(axis: Int, by offset: Int, in trace: Trace) {
        let axes = trace.events[cell.event].axes
        guard axes.indices.contains(axis) else { return }
        var index = cell.index
        index[axis] = min(max(index[axis] + offset, 0), axes[axis].size - 1)
        cell = Cell(event: cell.event, index: index)
        choose(axis, in: trace)
    }

    private mutating func choose(_ axis: Int, in trace: Trace) {
        chosen[Place(axis, of: trace.events[cell.event].axes)] = cell.index[axis]
    }
}
