import Tensors

/// The record of one computation: a data-flow graph whose nodes are events.
public struct Trace: Sendable {
    /// In the order of the computation; the id of an event is its index.
    public private(set) var events: [Event] = []
    private var values: [Tensor?] = []
    /// What was dropped and computed again. Copies share it while they have the same events.
    private var recomputed = RecomputedValues()

    public init() {}

    /// With room for so many events: a small model has a few hundred.
    init(reserving count: Int) {
        events.reserveCapacity(count)
        values.reserveCapacity(count)
    }

    mutating func append(_ traced: Traced) {
        precondition(traced.event.id == events.count, "events are recorded in order")
        append(traced.event, traced.value)
    }

    mutating func appendDropped(_ event: Event) { append(event, nil) }

    private mutating func append(_ event: Event, _ value: Tensor?) {
        if !isKnownUniquelyReferenced(&recomputed) { recomputed = RecomputedValues() }
        events.append(event)
        values.append(value)
    }

    /// The event of that id with its value; a value that was dropped is computed again.
    public subscript(id: Int) -> Traced {
        Traced(event: events[id], value: value(of: id))
    }

    /// The event at that path, or nil.
    public subscript(path: String) -> Traced? {
        events.first { $0.path == path }.map { self[$0.id] }
    }

    /// The value of an event; one that was dropped is computed again, with the same bits.
    public func value(of id: Int) -> Tensor {
        if let value = known(id) { return value }
        // Everything that was dropped on the way, each computed once: residuals join what they
        // parted, so that following every path would take time without end.
        var missing: Set<Int> = []
        var found: [Int: Tensor] = [:]
        var waiting = [id]
        while let next = waiting.popLast() {
            if found[next] != nil || missing.contains(next) { continue }
            if let value = known(next) {
                found[next] = value
            } else {
                missing.insert(next)
                waiting += events[next].inputs
            }
        }
        for next in missing.sorted() {
            let value = events[next].op.forward(events[next].inputs.compactMap { found[$0] })
            found[next] = value
            recomputed.keep(value, of: next)
        }
        guard let value = found[id] else { preconditionFailure("it was asked for") }
        return value
    }

    private func known(_ id: Int) -> Tensor? { values[id] ?? recomputed[id] }

    /// The value of an event if it is in memory.
    public func heldValue(of id: Int) -> Tensor? { values[id] }

    /// Drops the values of the events that `isDropped` chooses, to save memory.
    public mutating func dropValues(where isDropped: (Event) -> Bool) {
        for event in events where isDropped(event) { values[event.id] = nil }
    }

    /// The ids of the events that read the event `id`.
    public func readers(of id: Int) -> [Int] {
        events.filter { $0.inputs.contains(id) }.map(\.id)
    }
}

extension Trace {
    /// Goes on with the computation: what `body` emits stands behind the events that there are.
    public func continuing<Result>(
        _ body: (Tracer) -> Result
    ) -> (trace: Trace, result: Result) {
        let recorder = Recorder(continuing: self)
        let result = body(Tracer(continuing: self, sink: recorder))
        return (recorder.trace, result)
    }
}

/// A sink that keeps every event, and every value or those of some events.
public final class Recorder: Sink {
    public private(set) var trace: Trace
    private let keepsValue: (Event) -> Bool

    /// Keeps every value.
    public convenience init() { self.init(keepingValues: { _ in true }) }

    /// - Parameter keepsValue: the events whose values are kept; the others are computed again when
    ///   they are looked at.
    public init(keepingValues keepsValue: @escaping (Event) -> Bool) {
        trace = Trace(reserving: 512)
        self.keepsValue = keepsValue
    }

    init(continuing trace: Trace) {
        self.trace = trace
        keepsValue = { _ in true }
    }

    public func receive(_ traced: Traced) {
        if keepsValue(traced.event) {
            trace.append(traced)
        } else {
            trace.appendDropped(traced.event)
        }
    }
}
