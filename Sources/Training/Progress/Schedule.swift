/// After which steps a training is looked at. The same for a recipe in every run, so that a run that
/// was interrupted leaves the same history as one that was not.
struct Schedule: Sendable {
    let steps: Int

    /// A hundred readings in a run: as many points as a curve can show.
    func isReading(_ step: Int) -> Bool { isDue(step, times: 100) }

    /// Twenty of them translate held-out pairs too, which takes as long as a few steps.
    func isMeasured(_ step: Int) -> Bool { isDue(step, times: 20) }

    /// Ten moments in each tenfold of steps, because most happens early; and the end.
    func isMoment(_ step: Int) -> Bool {
        if step < 10 || step == steps { return true }
        var leading = step
        while leading >= 100 && leading.isMultiple(of: 10) { leading /= 10 }
        return Self.leading.contains(leading)
    }

    /// The preferred numbers of the series R10 (ISO 3), rounded.
    private static let leading: Set = [10, 13, 16, 20, 25, 32, 40, 50, 63, 80]

    private func isDue(_ step: Int, times: Int) -> Bool {
        step == steps || step > 0 && step.isMultiple(of: max(steps / times, 1))
    }
}
