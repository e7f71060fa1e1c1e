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
        let editsByPath = Dictionary(grouping: edits, by: \.path)
        var changed = [Bool](repeating: false, count: events.count)
        var recomputed: [Int] = []
        var relabelling = Relabelling(edits, in: self)
        var result = Trace()
        for event in events {
            let ownEdits = editsByPath[event.path] ?? []
            changed[event.id] = !ownEdits.isEmpty || event.inputs.contains { changed[$0] }
            let event = relabelling.applied(to: event, of: self).editing(ownEdits)
            if changed[event.id] {
                recomputed.append(event.id)
                let value = event.op.forward(event.inputs.map { result.value(of: $0) })
                result.append(Traced(event: event, value: value))
            } else if let value = heldValue(of: event.id) {
                result.append(Traced(event: event, value: value))
            } else {
                result.appendDropped(event)
            }
        }
        return Replay(trace: result, recomputed: recomputed)
    }
}

extension Event {
    fileprivate func editing(_ edits: [Edit]) -> Event {
        if edits.isEmpty { return self }
        return Event(id: id, path: path, op: op.editing(edits), inputs: inputs, axes: axes)
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

    /// To be called in the order of the events: a shifted sequence has shifted labels.
    mutating func applied(to event: Event, of trace: Trace) -> Event {
        guard !replacements.isEmpty else { return event }
        if event.op is ShiftRight, let shifted = event.axes.last?.labels,
            let new = trace.events[event.inputs[0]].axes.last?.labels.flatMap({ replacements[$0] })
        {
            replacements[shifted] = shifted.prefix(1) + new.dropLast()
        }
        let axes = event.axes.map { axis in
            guard let labels = axis.labels, let new = replacements[labels] else { return axis }
            return Axis(axis.name, labels: new)
        }
        return Event(
            id: event.id, path: event.path, op: event.op, inputs: event.inputs, axes: axes)
    }
}
