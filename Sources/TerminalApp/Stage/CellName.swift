import Tracing

/// A cell named as short as its block allows: `scores[it, animal]`.
enum CellName {
    /// - Parameter block: the block whose name need not be said.
    static func short(_ cell: Cell, in trace: Trace, within block: String = "") -> String {
        let event = trace.events[cell.event]
        let path =
            event.path.hasPrefix(block + ".")
            ? String(event.path.dropFirst(block.count + 1)) : event.path
        guard !cell.index.isEmpty else { return path }
        let places = zip(event.axes, cell.index).map { axis, index in
            let name = axis.name(of: index)
            return axis.labels == nil ? "\(axis.name) \(name)" : name
        }
        return "\(path)[\(places.joined(separator: ", "))]"
    }
}
