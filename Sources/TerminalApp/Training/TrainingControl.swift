import Training

/// What steers a training that runs beside the screen.
struct TrainingControl: Sendable {
    var go: @Sendable () -> Void
    var pause: @Sendable () -> Void
    var step: @Sendable () -> Void
    /// Steps a second at most; nil for as many as the machine makes.
    var limit: @Sendable (Double?) -> Void
    /// Saves the state and stops; the training then says that it has ended.
    var end: @Sendable () -> Void

    init(
        go: @escaping @Sendable () -> Void, pause: @escaping @Sendable () -> Void,
        step: @escaping @Sendable () -> Void, limit: @escaping @Sendable (Double?) -> Void,
        end: @escaping @Sendable () -> Void
    ) {
        self.go = go
        self.pause = pause
        self.step = step
        self.limit = limit
        self.end = end
    }

    init(_ worker: TrainingWorker) {
        self.init(
            go: { worker.go() }, pause: { worker.pause() }, step: { worker.step() },
            limit: { worker.limit(stepsPerSecond: $0) }, end: { worker.end() })
    }
}
