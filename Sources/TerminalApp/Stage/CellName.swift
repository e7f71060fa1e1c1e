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
        guard !cell.index.isEmpty else { return path }
        let places = zip(event.axes, cell.index).map { axis, index in
            let name = axis.name(of: index)
            return axis.labels == nil ? "\(axis.name) \(name)" : name
        }
        return "\(path)[\(places.joined(separator: ", "))]"
    }
}
