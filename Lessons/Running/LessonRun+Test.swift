// Showing what one knows already.

extension LessonRun {
    /// Whether there is a question to show what one knows with.
    public var canTestOut: Bool { stops.contains(where: \.isQuestion) && !isTest }

    /// Which of how many questions of a test is asked, from 1; nil outside of a test.
    public var testPlace: (number: Int, count: Int)? {
        guard isTest else { return nil }
        let number = stops[...index].count(where: \.isQuestion)
        return (number, stops.count(where: \.isQuestion))
    }

    /// Begins with the questions alone: one try each, no hints. All right at the first try, and the
    /// lesson is done. The answers given before are forgotten.
    public mutating func beginTest() {
        guard canTestOut, let first = stops.firstIndex(where: \.isQuestion) else { return }
        isTest = true
        tasks = [TaskState](repeating: TaskState(), count: stops.count)
        index = first
    }

    /// Ends the test. Where it was not passed, the learner stands before the first page with a
    /// question that was not answered rightly, and may answer it again.
    public mutating func endTest() {
        guard isTest else { return }
        isTest = false
        let missed = stops.indices.first { stops[$0].isQuestion && !tasks[$0].isRight }
        for place in tasks.indices where !tasks[place].isRight { tasks[place] = TaskState() }
        let page = missed.map { stops[$0].page }
        index = page.flatMap { page in stops.firstIndex { $0.page == page } } ?? stops.count - 1
        furthest = max(furthest, index)
    }
}
