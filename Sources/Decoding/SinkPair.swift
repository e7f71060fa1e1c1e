import Tracing

/// Tells two sinks.
final class SinkPair: Sink {
    private let first: any Sink
    private let second: any Sink

    init(_ first: any Sink, _ second: any Sink) {
        self.first = first
        self.second = second
    }

    var wantsValues: Bool { first.wantsValues && second.wantsValues }

    func receive(_ traced: Traced) {
        first.receive(traced)
        second.receive(traced)
    }
}
