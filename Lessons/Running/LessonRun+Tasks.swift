import Guide
import Tracing

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
        guard isDone else { return Verdict(isRight: false, text: missing(in: exercise)) }
        return Verdict(isRight: true, text: try exercise.whenDone.map(text) ?? "Done.")
    }

    /// What is not so yet.
    private func missing(in exercise: Exercise) -> String {
        guard let claim = exercise.check else { return "This is another place." }
        return gap(in: claim.expression) ?? "This is not what was asked for."
    }

    /// The first comparison that is not so, in words; nil for a claim of another kind.
    private func gap(in claim: Expression) -> String? {
        guard case .binary(let sign, let a, let b, _) = claim else { return nil }
        if sign == .and { return gap(in: a) ?? gap(in: b) }
        guard let wish = sign.wish, let left = try? value(a), let right = try? value(b),
            (try? value(claim)) != .truth(true), let now = ValueFormat.short.text(of: left),
            let wanted = ValueFormat.short.text(of: right)
        else { return nil }
        return "What is asked for is now `\(now)`; it should be \(wish)`\(wanted)`."
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

extension Expression.Operator {
    /// What a comparison asks of its left side, before its right side; nil for what compares nothing.
    fileprivate var wish: String? {
        switch self {
        case .less: "less than "
        case .atMost: "at most "
        case .more: "more than "
        case .atLeast: "at least "
        case .equal: ""
        case .different: "anything but "
        default: nil
        }
    }
}
