import Tensors

/// A trace computed again after changes.
public struct Replay: Sendable {
    /// The whole trace; what the edits do not touch is shared with the original.
    public let trace: Trace
    /// The events that were computed again, in order.
    public let recomputed: [Int]
}

extension Trace {
    /// Applies edits and computes again only what depends on them. The result has the same bits as
    /// a fresh run with the same edits.
    public func replaying(_ edits: [Edit]) -> Replay {
        var changed = [Bool](repeating: false, count: events.count)
        var recomputed: [Int] = []
        let relabelling = Relabelling(edits, in: self)
        var result = Trace()
        for event in events {
            let ownEdits = edits.filter { $0.path == event.path }
            changed[event.id] = !ownEdits.isEmpty || event.inputs.contains { changed[$0] }
            if changed[event.id] {
                recomputed.append(event.id)
                var value = event.op.forward(event.inputs.map { result.value(of: $0) })
                for edit in ownEdits { value = edit.applied(to: value) }
                result.append(Traced(event: relabelling.applied(to: event), value: value))
            } else if let value = heldValue(of: event.id) {
                result.append(Traced(event: relabelling.applied(to: event), value: value))
            } else {
                result.appendDropped(relabelling.applied(to: event))
            }
        }
        return Replay(trace: result, recomputed: recomputed)
    }
}

/// The labels that change with an edited token.
private struct Relabelling {
    private var replacements: [[String]: [String]] = [:]

    init(_ edits: [Edit], in trace: Trace) {
        for edit in edits {
            guard case .tokens(_, let labels) = edit.change,
                let old = trace.events.first(where: { $0.path == edit.path })?.axes.last?.labels
            else { continue }
            replacements[old] = labels
        }
    }

    func applied(to event: Event) -> Event {
        guard !replacements.isEmpty else { return event }
        let axes = event.axes.map { axis in
            guard let labels = axis.labels, let new = replacements[labels] else { return axis }
            return Axis(axis.name, labels: new)
        }
        return Event(
            id: event.id, path: event.path, op: event.op, inputs: event.inputs, axes: axes)
    }
}
