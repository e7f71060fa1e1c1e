/// Counts the time that training takes, without the pauses.
struct Stopwatch: Sendable {
    private let clock = ContinuousClock()
    private var seconds = 0.0
    private var steps = 0
    private var words = 0

    /// Runs `body` and counts its time.
    mutating func time<Result>(_ body: () -> Result) -> Result {
        let start = clock.now
        defer { seconds += (clock.now - start) / .seconds(1) }
        return body()
    }

    /// Counts what was done in the time.
    mutating func count(_ report: StepReport) {
        steps += 1
        words += report.words
    }

    func pace(stepsLeft: Int) -> Pace {
        guard steps > 0, seconds > 0 else { return Pace(tokensPerSecond: 0, secondsLeft: 0) }
        return Pace(
            tokensPerSecond: Double(words) / seconds,
            secondsLeft: seconds / Double(steps) * Double(stepsLeft))
    }
}
