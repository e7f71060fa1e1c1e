import Drawing
import Guide
import Lessons

/// The words of a stop one below the other: prose, the task, hints, and what is said to the answer.
struct LessonFlow {
    let surface: Surface
    /// The line of the cursor in the answer that is being made.
    let cursorLine: Int?

    init(of player: LessonPlayer, width: Int) {
        var parts: [Surface] = []
        var cursorLine: Int?
        func add(_ part: Surface, cursor: Int? = nil) {
            guard part.height > 0 else { return }
            let lines = parts.reduce(0) { $0 + $1.height + 1 }
            if let cursor { cursorLine = lines + cursor }
            parts.append(part)
        }
        let words = LessonFlowWords(player: player, width: width)
        for group in player.moment.blocks.groupedItems {
            add(.stacked(group.map(words.surface)))
        }
        if case .question(let question)? = player.task {
            let reply = ReplyView(player: player, question: question, width: width)
            add(reply.surface, cursor: reply.cursorLine)
        }
        for line in words.talk { add(words.paragraph(line)) }
        surface = .stacked(parts, gap: 1)
        self.cursorLine = cursorLine
    }
}

/// The pieces of the flow.
struct LessonFlowWords {
    let player: LessonPlayer
    let width: Int

    func paragraph(_ text: String) -> Surface {
        ShownProse(kind: .paragraph, text: text).surface(width: width)
    }

    /// A block in words; pictures stand beside them, and notes are for the speaker.
    func surface(_ block: ShownBlock) -> Surface {
        switch block {
        case .prose(let prose): return prose.surface(width: width)
        case .changes(let changes, _): return paragraph(Self.words(of: changes))
        case .question(let question): return paragraph("**Predict:** " + question.text)
        case .exercise(let exercise): return paragraph("**Try it:** " + exercise.text)
        case .pictures, .comparison, .animation, .note: return Surface(width: 0, height: 0)
        }
    }

    /// The open hints, the verdict and the answer, as far as the learner may see them.
    var talk: [String] {
        let state = player.run.task
        switch player.task {
        case .question(let question)?:
            let verdict = player.moment.verdict.map { Self.spoken($0, isLast: player.run.isTest) }
            // A right answer is explained by its verdict.
            let answer =
                state.isRevealed
                ? ["**The answer:** " + question.answer, question.explanation].compactMap { $0 }
                : []
            return Self.hints(question.hints, open: state.hints)
                + [verdict].compactMap { $0 } + answer
        case .exercise(let exercise)?:
            return Self.hints(exercise.hints, open: state.hints)
                + ending(of: exercise, state)
        default: return []
        }
    }

    private func ending(of exercise: ShownExercise, _ state: TaskState) -> [String] {
        if state.isRight {
            return [
                player.checked.map { Self.spoken($0, isLast: false) }
                    ?? ["**✓ Done.**", exercise.explanation].compactMap { $0 }
                    .joined(separator: " ")
            ]
        }
        if state.isRevealed {
            return [
                "**One way:** " + exercise.solution.map { "`\($0)`" }.joined(separator: ", "),
                exercise.explanation,
            ].compactMap { $0 }
        }
        return [state.changes.isEmpty ? "Enter opens the stage." : "Enter opens the stage again."]
    }

    static func words(of changes: [WhatIf]) -> String {
        changes.isEmpty
            ? "*From here on the model is as it was trained.*"
            : "**Changed:** " + changes.map(\.name).joined(separator: "; ")
    }

    static func hints(_ hints: [String], open: Int) -> [String] {
        hints.prefix(open).enumerated().map { "**Hint \($0 + 1) of \(hints.count):** " + $1 }
    }

    /// - Parameter isLast: whether there is no other try.
    static func spoken(_ verdict: Verdict, isLast: Bool) -> String {
        let judgement = verdict.isRight ? "✓ Right." : isLast ? "✗ No." : "✗ Not yet."
        return "**\(judgement)** " + verdict.text
    }
}
