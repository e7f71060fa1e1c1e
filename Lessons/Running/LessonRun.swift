/// A learner's way through a lesson: where they are, what they answered, what they may see.
///
/// A lesson is a row of *stops*. A stop ends at a question, an exercise, a rest (`---`), a second
/// picture or the end of a page; the learner says when it goes on. A question is first asked, then
/// an answer is committed, then the right one is shown; only then the way is open. A screen draws
/// `moment` and passes on what the learner does; everything is decided here.
public struct LessonRun: Sendable {
    public let lesson: Lesson
    let laboratory: Laboratory
    let stops: [Stop]
    /// The stop that is shown.
    var index = 0
    /// The last stop that was reached.
    var furthest = 0
    var tasks: [TaskState]
    /// Whether the learner shows that they know it already: questions only, one try each.
    public internal(set) var isTest = false
    /// How the lesson was finished, if it was.
    public internal(set) var result: LessonResult?

    /// - Throws: `LessonProblems` if the lesson cannot be computed.
    public init(_ lesson: Lesson, laboratory: Laboratory) throws {
        self.lesson = lesson
        self.laboratory = laboratory
        do {
            stops = Stop.stops(of: try Unfolding(lesson, in: laboratory, isStrict: true))
        } catch let fault as Fault {
            throw LessonProblems([fault.problem(in: lesson.file)])
        }
        tasks = [TaskState](repeating: TaskState(), count: stops.count)
    }

    /// Where the numbers come from; nil for a lesson that takes no models.
    public var origins: ModelOrigins? { laboratory.given.origins(of: lesson.header) }

    var stop: Stop { stops[index] }
    /// The state of the task of the present stop.
    public var task: TaskState { tasks[index] }

    /// Gives the errors of computing the lesson's file.
    func naming<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let fault as Fault {
            throw LessonProblems([fault.problem(in: lesson.file)])
        }
    }
}

/// How a lesson was finished.
public enum LessonResult: String, Sendable, Codable {
    /// Read to its end.
    case read
    /// All questions answered at the first try, without reading.
    case testedOut
}

/// How far the learner is with one question or exercise.
public struct TaskState: Sendable, Hashable, Codable {
    /// How many hints are open.
    public internal(set) var hints = 0
    /// All answers that were committed, the last one last.
    public internal(set) var answers: [Answer] = []
    /// Whether the last answer, or the last check of an exercise, was right.
    public internal(set) var isRight = false
    /// Whether the last answer is committed, and its verdict on the screen.
    public internal(set) var isCommitted = false
    /// Whether the learner asked for the right answer.
    public internal(set) var isRevealed = false
    /// The learner's changes in an exercise, as a lesson would write them.
    public internal(set) var changes: [String] = []

    /// Whether the way on is open.
    public var isSettled: Bool { isRight || isRevealed }
}

// MARK: - Where the learner is

extension LessonRun {
    /// The number of pages, and the one that is shown, from 0.
    public var pageCount: Int { lesson.pages.count }
    public var page: Int { stop.page }
    /// The number of stops, and the one that is shown, from 0.
    public var stopCount: Int { stops.count }
    public var position: Int { index }
    public var isAtEnd: Bool { index == stops.count - 1 }

    /// Whether `next` would go on: not before the question here is settled.
    public var canGoOn: Bool { stop.task == nil || task.isSettled || (isTest && task.isCommitted) }

    /// Goes on, because the learner asked to. At the end the lesson is finished.
    ///
    /// - Returns: whether something changed.
    @discardableResult
    public mutating func next() -> Bool {
        guard canGoOn else { return false }
        let following = (index + 1..<stops.count).first { !isTest || stops[$0].isQuestion }
        guard let following else { return finish() }
        index = following
        if !isTest { furthest = max(furthest, index) }
        return true
    }

    /// Goes back, to read again. What was answered stays.
    ///
    /// - Returns: whether something changed.
    @discardableResult
    public mutating func back() -> Bool {
        guard !isTest, index > 0 else { return false }
        index -= 1
        return true
    }

    /// Goes to any stop, for a speaker: nothing has to be answered, and nothing counts as reached.
    public mutating func jump(toStop stop: Int) {
        guard !isTest, stops.indices ~= stop else { return }
        index = stop
    }

    private mutating func finish() -> Bool {
        if isTest {
            let questions = stops.indices.filter { stops[$0].isQuestion }
            let isPassed = questions.allSatisfy { tasks[$0].isRight }
            if isPassed { result = .testedOut }
            endTest()
            return true
        }
        guard result == nil else { return false }
        result = .read
        return true
    }
}
