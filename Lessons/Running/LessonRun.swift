import Decoding
import Guide
import Tracing

/// A learner's way through a lesson: where they are, what they answered, what they may see.
///
/// A lesson is a row of *stops*. A stop ends at a question, an exercise, a rest (`---`), a second
/// picture or the end of a page; the learner says when it goes on. A question is first asked, then
/// an answer is committed, then the right one is shown; only then the way is open. A screen draws
/// `moment` and passes on what the learner does; everything is decided here.
public struct LessonRun: Sendable {
    public let lesson: Lesson
    private let laboratory: Laboratory
    private let stops: [Stop]
    /// The stop that is shown.
    private(set) var index = 0
    /// The last stop that was reached.
    private(set) var furthest = 0
    private(set) var tasks: [TaskState]
    /// Whether the learner shows that they know it already: questions only, one try each.
    public private(set) var isTest = false
    /// How the lesson was finished, if it was.
    public private(set) var result: LessonResult?

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

    private var stop: Stop { stops[index] }
    /// The state of the task of the present stop.
    public var task: TaskState { tasks[index] }

    /// Gives the errors of computing the lesson's file.
    private func naming<T>(_ body: () throws -> T) throws -> T {
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

    /// Goes to the beginning of a page that was reached before, or, for a speaker, of any.
    ///
    /// - Returns: whether something changed.
    @discardableResult
    public mutating func jump(toPage page: Int, asSpeaker: Bool = false) -> Bool {
        guard !isTest, let target = stops.firstIndex(where: { $0.page == page }),
            asSpeaker || target <= furthest
        else { return false }
        index = target
        return true
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

extension LessonRun {
    mutating func restore(result: LessonResult?) { self.result = result }

    /// - Precondition: the record is of this text.
    mutating func restore(_ record: LessonRecord) {
        index = record.index
        furthest = record.furthest
        tasks = record.tasks
        isTest = record.isTest
    }
}

// MARK: - Testing out

extension LessonRun {
    /// Whether there is a question to show what one knows with.
    public var canTestOut: Bool { stops.contains(where: \.isQuestion) && !isTest }

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

// MARK: - Questions

extension LessonRun {
    /// Commits an answer. It is judged at once; the right one is not shown.
    ///
    /// - Returns: what to say; nil where no answer is asked for.
    /// - Throws: `LessonProblems`.
    @discardableResult
    public mutating func commit(_ answer: Answer) throws -> Verdict? {
        guard case .question(let question)? = stop.task, !task.isCommitted, !task.isSettled else {
            return nil
        }
        let verdict = try naming { try evaluator.verdict(on: answer, to: question) }
        tasks[index].answers.append(answer)
        tasks[index].isCommitted = true
        tasks[index].isRight = verdict.isRight
        return verdict
    }

    /// Takes up a question again after a wrong answer.
    public mutating func tryAgain() {
        guard task.isCommitted, !task.isSettled, !isTest else { return }
        tasks[index].isCommitted = false
    }

    /// Opens the next hint.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public mutating func hint() -> Bool {
        guard !isTest, !task.isSettled, task.hints < stop.hintCount else { return false }
        tasks[index].hints += 1
        return true
    }

    /// Shows the right answer or the solution, after at least one answer or all hints: who only
    /// looks does not predict.
    ///
    /// - Returns: whether it is shown now.
    @discardableResult
    public mutating func reveal() -> Bool {
        guard canReveal else { return false }
        tasks[index].isRevealed = true
        return true
    }

    public var canReveal: Bool {
        guard stop.task != nil, !isTest, !task.isSettled else { return false }
        return !task.answers.isEmpty || task.hints == stop.hintCount
    }
}

// MARK: - Exercises

extension LessonRun {
    /// Checks what the learner did in the stage.
    ///
    /// - Parameters:
    ///   - changes: all changes to the run, those that the exercise began with too.
    ///   - gaze: the cell that is looked at, of an event of the run with those changes.
    /// - Returns: what to say; nil where no exercise is open.
    /// - Throws: `LessonProblems`.
    @discardableResult
    public mutating func check(changes: [WhatIf], gaze: Cell?) throws -> Verdict? {
        guard case .exercise(let exercise)? = stop.task, !task.isSettled else { return nil }
        tasks[index].changes = changes.map(\.source)
        let verdict = try naming {
            try evaluator.with(changes).verdict(on: gaze, in: exercise)
        }
        tasks[index].isRight = verdict.isRight
        return verdict
    }

    /// The learner's changes when they left, to go on with; nil where none were kept.
    ///
    /// - Throws: `LessonProblems` if they do not fit the run any more.
    public func keptChanges() throws -> [WhatIf]? {
        guard case .exercise? = stop.task, !task.changes.isEmpty else { return nil }
        return try naming { try evaluator.changes(fromSource: task.changes) }
    }

    /// Keeps the learner's changes, so that they are there on another day.
    public mutating func keep(_ changes: [WhatIf]) {
        guard case .exercise? = stop.task else { return }
        tasks[index].changes = changes.map(\.source)
    }
}

extension Evaluator {
    fileprivate func verdict(on gaze: Cell?, in exercise: Exercise) throws -> Verdict {
        let isDone: Bool
        if let claim = exercise.check {
            // What the check speaks of may not be there yet.
            isDone = (try? truth(claim)) ?? false
        } else {
            isDone = try exercise.places.contains { place in
                let selection = try view(of: place).selection
                return gaze.map { $0.event == selection.event.id && selection.covers($0.index) }
                    ?? false
            }
        }
        let own = isDone ? try exercise.whenDone.map(text) : nil
        return Verdict(
            isRight: isDone,
            text: own ?? (isDone ? "Done." : "Not yet. The check is not fulfilled."))
    }

    /// Changes as they were kept, each on top of those before it.
    fileprivate func changes(fromSource sources: [String]) throws -> [WhatIf] {
        try sources.reduce(with([])) { evaluator, source in
            let place = SourcePlace(line: 1, column: 1)
            let mapping = try YAMLText(lines: ["edit:", "- " + source], firstLine: 1).mapping()
            let requests = try mapping.required("edit").list().map { try ChangeRequest($0) }
            return try evaluator.changing(by: requests, at: place)
        }.context.current.changes
    }
}

// MARK: - What to show

/// Everything that a screen draws at one moment of a lesson.
public struct LessonMoment: Sendable {
    /// The page's title, without marks.
    public let title: String
    /// What stands at this stop, in order, the question or exercise last.
    public let blocks: [ShownBlock]
    /// What the stage shows: the last picture of the page so far, with its marks.
    public let stage: ShownBlock?
    /// The run at this stop.
    public let situation: Situation
    /// What there is to say to the last answer.
    public let verdict: Verdict?
}

extension LessonRun {
    private var evaluator: Evaluator {
        Evaluator(laboratory: laboratory, context: stop.context)
    }

    /// What to show now.
    ///
    /// - Throws: `LessonProblems`.
    public func moment() throws -> LessonMoment {
        try naming {
            let own = try shown(stop)
            let earlier = try stops[..<index].filter { $0.page == stop.page }.flatMap(shown)
            return LessonMoment(
                title: Inline.plain(lesson.pages[stop.page].title), blocks: own,
                stage: (earlier + own).stage, situation: stop.context.current,
                verdict: try lastVerdict())
        }
    }

    /// The situation at this stop with other changes in the place of the lesson's own: what a
    /// learner makes of it. Changes may be made to the lesson's tables too.
    public func situation(with changes: [WhatIf]) -> Situation {
        evaluator.with(changes).context.current
    }

    /// What the model writes in a situation, after a search of its own.
    ///
    /// - Throws: `LessonProblems`, also where there is no sentence.
    public func translation(in situation: Situation) throws -> Translation {
        try naming {
            try laboratory.translation(in: situation, at: SourcePlace(line: 1, column: 1))
        }
    }

    /// The trace of a situation, with the lesson's tables: what the stage walks through.
    ///
    /// - Throws: `LessonProblems`.
    public func trace(of situation: Situation) throws -> Trace {
        try naming {
            try laboratory.reading(of: situation, at: SourcePlace(line: 1, column: 1)).trace
        }
    }

    private func shown(_ stop: Stop) throws -> [ShownBlock] {
        try stop.pieces.compactMap { piece in
            try Evaluator(laboratory: laboratory, context: piece.context).shown(piece.block)
        }
    }

    private func lastVerdict() throws -> Verdict? {
        guard case .question(let question)? = stop.task, task.isCommitted,
            let answer = task.answers.last
        else { return nil }
        return try evaluator.verdict(on: answer, to: question)
    }
}

extension [ShownBlock] {
    /// The last picture with the marks behind it.
    fileprivate var stage: ShownBlock? {
        var stage: ShownBlock?
        for block in self {
            switch block {
            case .pictures(let new):
                if new.parts.isEmpty, case .pictures(let old)? = stage {
                    stage = .pictures(
                        ShownPictures(
                            parts: old.parts, look: old.look, caption: old.caption,
                            marks: old.marks + new.marks))
                } else {
                    stage = block
                }
            case .comparison, .animation: stage = block
            case .prose, .changes, .question, .exercise, .note: break
            }
        }
        return stage
    }
}
