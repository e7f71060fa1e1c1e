/// What a learner can ask of a lesson.
enum LessonCommand: Sendable, Hashable, CaseIterable {
    case on, back, right, left, up, down, pageUp, pageDown, first, last
    case take, previousPicture, nextPicture
    case hint, reveal, test
    case check, leave, help, quit
}

/// Which keys ask for what. Where the walkthrough has a key too, it means the same there.
enum LessonKeys {
    typealias Entry = KeyEntry<LessonCommand>

    static let entries = [
        Entry(.on, [.enter], "Enter", "go on; give the answer; open the stage of an exercise"),
        Entry(.right, [.right, .character("l")], "→ l", "on; when pointing, right"),
        Entry(.left, [.left, .character("h")], "← h", "back; when pointing, left"),
        Entry(.up, [.up, .character("k")], "↑ k", "up: scroll, or choose"),
        Entry(.down, [.down, .character("j")], "↓ j", "down: scroll, or choose"),
        Entry(.back, [.backspace, .character("b")], "Backspace b", "back to what was before"),
        Entry(.pageUp, [.pageUp], "PgUp", "scroll up by a page"),
        Entry(.pageDown, [.pageDown], "PgDn", "scroll down by a page"),
        Entry(.first, [.home, .character("g")], "Home g", "the first line"),
        Entry(.last, [.end, .character("G")], "End G", "the last line"),
        Entry(.take, [.character(" ")], "Space", "take an item, or put it down"),
        Entry(.previousPicture, [.character("[")], "[", "the picture before"),
        Entry(.nextPicture, [.character("]"), .tab], "] Tab", "the next picture"),
        Entry(.hint, [.character("i"), .function(3)], "i F3", "a hint"),
        Entry(.reveal, [.character("r"), .function(4)], "r F4", "show the right answer"),
        Entry(.check, [.character("C"), .function(2)], "C F2", "check what was done in the stage"),
        Entry(.test, [.character("T")], "T", "test out: only the questions, one try each"),
        Entry(.leave, [.escape], "Esc", "leave the stage, or a test, for the lesson"),
        Entry(.help, [.character("?"), .function(1)], "? F1", "which keys work here"),
        Entry(.quit, [.character("q"), .character("Q")], "q", "quit; the place is kept"),
    ]

    private static let commands: [Key: LessonCommand] = Dictionary(
        uniqueKeysWithValues: entries.flatMap { entry in entry.keys.map { ($0, entry.command) } })

    static func command(for key: Key) -> LessonCommand? { commands[key] }
}

extension LessonPlayer {
    /// Whether a key does something at this stop.
    func isUseful(_ command: LessonCommand) -> Bool {
        switch command {
        case .take: if case .order = reply { true } else { false }
        case .previousPicture, .nextPicture: (moment.stage?.views.count ?? 0) > 1
        case .hint: hasHint
        case .reveal: run.canReveal
        case .check: if case .exercise? = task { !run.task.isSettled } else { false }
        case .test: run.canTestOut && run.result == nil
        case .back: !run.isTest && run.position > 0
        default: true
        }
    }

    /// Whether another hint can be opened.
    var hasHint: Bool {
        guard !run.task.isSettled, !run.isTest else { return false }
        switch task {
        case .question(let question)?: return run.task.hints < question.hints.count
        case .exercise(let exercise)?: return run.task.hints < exercise.hints.count
        default: return false
        }
    }
}
