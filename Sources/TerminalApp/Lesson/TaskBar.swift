import Drawing
import Lessons

/// What is to be done, above the stage in which it is done.
struct TaskBar {
    private let lines: [Surface]

    init(of player: LessonPlayer, width: Int) {
        guard let exercise = player.stage?.exercise else {
            lines = []
            return
        }
        let words = LessonFlowWords(player: player, width: max(width, 4))
        let state = player.run.task
        var talk = ["**Try it:** " + exercise.text]
        if let checked = player.checked {
            talk.append(LessonFlowWords.spoken(checked, isLast: false))
        } else if state.isSettled {
            talk += words.talk.suffix(1)
        } else if let hint = LessonFlowWords.hints(exercise.hints, open: state.hints).last {
            talk.append(hint)
        }
        lines = talk.map(words.paragraph) + [Self.keys(for: player, width: width)]
    }

    private static func keys(for player: LessonPlayer, width: Int) -> Surface {
        var keys: [(String, String)] = []
        if !player.run.task.isSettled { keys.append(("C", "check it")) }
        if player.hasHint { keys.append(("i", "hint")) }
        if player.run.canReveal { keys.append(("r", "show how")) }
        keys.append(("Esc", "back to the lesson"))
        if let message = player.message {
            return Surface(lines: [message.truncated(to: width)], style: .dim)
        }
        var line = Surface(width: width, height: 1)
        line.putKeys(keys, row: 0)
        return line
    }

    func surface(width: Int) -> Surface {
        var rule = Surface(width: width, height: 1)
        rule.put(String(repeating: "─", count: max(width, 0)), column: 0, row: 0, style: .dim)
        return .stacked(lines + [rule])
    }

    /// What it takes of the window; the walkthrough keeps the room that it needs.
    func height(in place: Place) -> Int {
        min(
            lines.reduce(1) { $0 + $1.height },
            max(place.height - Regions.least.height, 0))
    }
}
