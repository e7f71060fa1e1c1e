import Tensors

/// What one number does to a cell that reads it.
public struct Effect: Sendable {
    /// The cell that reads it.
    public let cell: Cell
    public let value: Float
    /// By how much the value is higher than it would be if the number were 0.
    public let change: Float
}

extension Trace {
    /// Where a number goes: the cells of the next events that would change if it were 0, measured by
    /// computing those events once more.
    ///
    /// - Parameter most: how many cells are given, those that would change most first.
    public func effects(of cell: Cell, most: Int) -> [Effect] {
        let zeroed = Edit(events[cell.event].path, cells: cell.index, .set(0))
            .applied(to: value(of: cell.event), inputs: [])
        let effects = readers(of: cell.event).flatMap { reader -> [Effect] in
            let event = events[reader]
            let before = value(of: reader)
            let after = event.op.forward(
                event.inputs.map { $0 == cell.event ? zeroed : value(of: $0) })
            var changed: [Effect] = []
            forEachCell(of: before.shape) { _, index in
                let (old, new) = (before[index], after[index])
                guard old != new else { return }
                changed.append(
                    Effect(
                        cell: Cell(event: reader, index: index), value: old, change: old - new))
            }
            return changed
        }
        return Array(effects.sorted { $0.change.magnitude > $1.change.magnitude }.prefix(most))
    }
}
