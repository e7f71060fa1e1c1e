import Drawing
import Lessons

extension LessonPlayer {
    public func view(_ place: Place) -> Surface {
        LessonView(player: self, place: place).surface()
    }
}

/// The whole screen of a lesson.
struct LessonView {
    let player: LessonPlayer
    let place: Place

    func surface() -> Surface {
        let least = LessonLayout.least
        guard place.width >= least.width && place.height >= least.height else {
            return .tooSmall(place, least: least)
        }
        var screen = Surface(width: place.width, height: place.height)
        if let stage = player.stage {
            let bar = TaskBar(of: player, width: place.width)
            let height = bar.height(in: place)
            screen.draw(
                stage.walk.view(place.resized(columns: place.width, rows: place.height - height)),
                column: 0, row: height)
            let top = bar.surface(width: place.width)
            screen.draw(top.cropped(width: place.width, height: height), column: 0, row: 0)
            return screen
        }
        screen.draw(header, column: 0, row: 0)
        if player.isHelpOpen {
            screen.draw(help, column: 0, row: LessonLayout.headerLines)
        } else if player.isAtEnd {
            screen.draw(
                LessonEnd(player: player).surface(width: place.width), column: 0,
                row: LessonLayout.headerLines)
        } else {
            drawStop(on: &screen)
        }
        screen.draw(bottom, column: 0, row: place.height - LessonLayout.bottomLines)
        return screen
    }

    private var header: Surface {
        var header = Surface(width: place.width, height: LessonLayout.headerLines)
        let run = player.run
        let count =
            run.testPlace.map { "test: \($0.number) of \($0.count)" }
            ?? "\(run.position + 1) of \(run.stopCount)"
        let number = run.lesson.header.number.map { "\($0) " } ?? ""
        let title = "\(number)\(run.lesson.header.title) › \(player.moment.title)"
        header.put(
            title.truncated(to: place.width - count.count - 2), column: 0, row: 0, style: .bold)
        header.put(count, column: place.width - count.count, row: 0, style: .dim)
        if let origins = run.origins {
            header.put(origins.line.truncated(to: place.width), column: 0, row: 1, style: .dim)
        }
        return header
    }

    private func drawStop(on screen: inout Surface) {
        let layout = player.layout(in: place)
        screen.draw(
            layout.pictures.cropped(
                width: layout.pictureFrame.width, height: layout.pictureFrame.height),
            column: layout.pictureFrame.column, row: layout.pictureFrame.row)
        let frame = layout.words
        let scroll = min(max(player.scroll, 0), layout.lastScroll)
        var words = Surface(width: frame.width, height: frame.height)
        words.draw(layout.flow.surface, column: 0, row: -scroll)
        screen.draw(words, column: frame.column, row: frame.row)
        // At the right edge, where no word stands.
        let edge = frame.column + frame.width - 1
        if scroll > 0 { screen.put("▲", column: edge, row: frame.row, style: .dim) }
        if scroll < layout.lastScroll {
            screen.put("▼", column: edge, row: frame.row + frame.height - 1, style: .bold)
        }
    }

    private var help: Surface {
        .help(LessonKeys.entries.filter { player.isUseful($0.command) }, width: place.width)
    }

    private var bottom: Surface {
        var lines = Surface(width: place.width, height: LessonLayout.bottomLines)
        if let message = player.message {
            lines.put(message.truncated(to: place.width), column: 0, row: 0)
        }
        lines.putKeys(BottomKeys(player: player, place: place).list, row: 1)
        return lines
    }
}

/// The few keys that matter now, the most useful first.
private struct BottomKeys {
    let player: LessonPlayer
    let place: Place

    var list: [(String, String)] {
        if player.isHelpOpen { return [("any key", "closes this")] }
        if player.isAtEnd {
            return [("Enter", "leave"), ("b", "back into the lesson"), ("q", "quit")]
        }
        let back = player.run.isTest ? ("Esc", "leave the test") : ("b", "back")
        return act + pictures + [back, ("?", "keys"), ("q", "quit")] + test
    }

    private var act: [(String, String)] {
        let run = player.run
        if player.canReply {
            return answering + [("Enter", "this is my answer")] + help
        }
        if case .exercise? = player.task, !run.task.isSettled {
            return [("Enter", "open the stage")] + help
        }
        if case .question? = player.task, !run.canGoOn {
            return [("Enter", "try again")] + help
        }
        let layout = player.layout(in: place)
        return [("→ Enter", player.scroll < layout.lastScroll ? "more" : "go on")]
    }

    private var answering: [(String, String)] {
        switch player.reply {
        case .none: []
        case .choice: [("↑↓", "choose")]
        case .cell: [("←→↑↓", "point")]
        case .number: [("0–9", "type")]
        case .order(_, _, let isHeld):
            isHeld
                ? [("↑↓", "move it"), ("Space", "put it down")]
                : [("↑↓", "choose"), ("Space", "take")]
        }
    }

    private var help: [(String, String)] {
        (player.hasHint ? [("i", "hint")] : []) + (player.run.canReveal ? [("r", "answer")] : [])
    }

    private var pictures: [(String, String)] {
        player.isUseful(.nextPicture) ? [("Tab", "picture")] : []
    }

    private var test: [(String, String)] {
        player.isUseful(.test) && player.run.position == 0 ? [("T", "I know this")] : []
    }
}
