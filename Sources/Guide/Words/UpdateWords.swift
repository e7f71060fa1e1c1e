import Tracing

/// The words for a parameter after a step of training.
enum UpdateWords {
    /// Nil if the event is no update.
    static func phrase(for event: Event, in trace: Trace) -> Phrase? {
        guard Pass(of: event.path) == .update, event.inputs.count == 2 else { return nil }
        let before = trace.events[event.inputs[0]]
        let name =
            Phrase.forPath(before.path, in: trace)?.filled(with: Facts(of: before, in: trace))?.name
            ?? OpWords.phrase(for: before.op).name
        let block = BlockWords.name(of: Outline.block(of: before.path), in: trace)
        return Phrase(
            "update of the \(name)", "",
            what: """
                Every number of the \(name) of \(block) moves a little against its gradient: where \
                the gradient is positive it becomes smaller, where it is negative it becomes larger. \
                The rate says how far.
                """,
            why: """
                The gradient says in which direction the loss rises. The other way it falls, at \
                least for a small step; the second run will show it.
                """, formula: event.op.formula,
            [
                Symbol("w", "the \(name) before"), Symbol("g", "its gradient"),
                Symbol("y", "the \(name) after"),
            ])
    }
}
