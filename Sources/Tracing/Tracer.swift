import Tensors

/// Runs operations and tells a sink about each: the only way that a value comes to be.
public final class Tracer {
    private let sink: (any Sink)?
    /// By the path that they change, in their order.
    private let edits: [String: [Edit]]
    private var nextID: Int
    /// Whether values are computed; else only their shapes are right.
    private var computes: Bool

    /// - Parameters:
    ///   - sink: who is told; nil when only the values matter.
    ///   - edits: changes to make to values as they are computed.
    public init(sink: (any Sink)? = nil, edits: [Edit] = []) {
        self.sink = sink
        self.edits = Dictionary(grouping: edits, by: \.path)
        nextID = 0
        computes = true
    }

    /// Computes nothing: every value is zeros of the right shape. To find out what a model would do
    /// without the memory or the time for it.
    public init(shapesOnlyFor sink: (any Sink)?) {
        self.sink = sink
        edits = [:]
        nextID = 0
        computes = false
    }

    /// Continues a recorded computation.
    init(continuing trace: Trace, sink: (any Sink)?) {
        self.sink = sink
        edits = [:]
        nextID = trace.events.count
        computes = true
    }

    /// Computes one event.
    ///
    /// - Parameters:
    ///   - inputs: what the op reads, in its order.
    ///   - path: the event's name.
    ///   - axes: the axes of the value where the op alone cannot know their names.
    @discardableResult
    public func emit(
        _ op: any Op, _ inputs: [Traced], at path: String, axes: [Axis]? = nil
    ) -> Traced {
        let op = edits.isEmpty ? op : op.editing(edits[path] ?? [])
        let axes = axes ?? op.axes(inputs.map(\.axes))
        if let sink, !sink.wantsValues { computes = false }
        let value =
            computes ? op.forward(inputs.map(\.value)) : Tensor(placeholder: axes.map(\.size))
        let event = Event(
            id: nextID, path: path, op: op, inputs: inputs.map(\.event.id), axes: axes)
        assert(event.shape == value.shape, "\(path): axes \(event.shape), value \(value.shape)")
        nextID += 1
        let traced = Traced(event: event, value: value)
        sink?.receive(traced)
        return traced
    }

    /// Emits a learned parameter.
    public func parameter(_ value: Tensor, at path: String, axes: [Axis]) -> Traced {
        emit(Parameter(value), [], at: path, axes: axes)
    }
}
