import Models

extension TrainingRun {
    /// The number of weights.
    public var weights: Int { parameters.count }

    /// How long the whole training takes on this machine, measured on a few steps of a copy.
    public func estimatedSeconds() -> Double {
        var copy = self
        // The first step pays for memory that the others find ready.
        _ = copy.advance()
        var stopwatch = Stopwatch()
        for _ in 0..<8 {
            let report = stopwatch.time { copy.advance() }
            stopwatch.count(report)
        }
        return stopwatch.pace(stepsLeft: recipe.steps - step).secondsLeft
    }
}
