extension Trace {
    /// The trace with more events behind it, computed from those that are there.
    ///
    /// - Parameter body: emits the new events; it reads earlier ones as `trace[path]`.
    public func continued(_ body: (Tracer) throws -> Void) rethrows -> Trace {
        let recorder = Recorder(continuing: self)
        try body(Tracer(continuing: self, sink: recorder))
        return recorder.trace
    }
}
