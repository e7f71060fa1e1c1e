import Guide
import Tracing

/// A cell named as short as its block allows: `scores[it, animal]`.
enum CellName {
    /// - Parameter block: the block whose name need not be said.
    static func short(_ cell: Cell, in trace: Trace, within block: String = "") -> String {
        let event = trace.events[cell.event]
        let isInside = event.path.hasPrefix(block + ".")
        let end = isInside ? String(event.path.dropFirst(block.count + 1)) : event.path
        // Beside the values of the same part a gradient needs its name.
        let path = isInside && Pass(of: event.path) == .backward ? "gradient of " + end : end
        return path + place(cell.index, on: event.axes)
    }

    /// `[it, animal]`; empty for a single number.
    static func place(_ index: [Int], on axes: [Axis]) -> String {
        guard !index.isEmpty else { return "" }
        let places = zip(axes, index).map { axis, index in
            let name = axis.name(of: index)
            return axis.labels == nil ? "\(axis.name) \(name)" : name
        }
        return "[\(places.joined(separator: ", "))]"
    }
}
