import Drawing
import Lessons

/// The answer that is being made, in words: choices, a number, items in order.
struct ReplyView {
    let surface: Surface
    /// The line of the cursor; nil without one.
    let cursorLine: Int?

    init(player: LessonPlayer, question: ShownQuestion, width: Int) {
        let isOpen = player.canReply
        var parts: [Surface] = []
        var cursorLine: Int?
        func add(_ text: String, mark: String, isCursor: Bool) {
            if isCursor { cursorLine = parts.reduce(0) { $0 + $1.height } }
            let line = ShownProse(
                kind: .item(mark: mark), text: isCursor && isOpen ? "**\(text)**" : text)
            parts.append(line.surface(width: width))
        }
        switch (question.kind, player.reply) {
        case (.choose(let choices), .choice(let index, _)):
            for (number, choice) in choices.enumerated() {
                let isCursor = number == index
                add(choice, mark: isCursor ? (isOpen ? "▸ ◉" : "  ◉") : "  ○", isCursor: isCursor)
            }
        case (.order(let items), .order(let order, let cursor, let isHeld)):
            for (number, item) in order.enumerated() {
                let isCursor = number == cursor && isOpen
                add(
                    items[item],
                    mark: (isCursor ? (isHeld ? "↕ " : "▸ ") : "  ") + "\(number + 1).",
                    isCursor: isCursor)
            }
        case (.number, .number(let text)):
            var line = Surface(width: width, height: 1)
            let column = line.put("Your number: ", column: 0, row: 0)
            let end = line.put(
                text.suffix(max(width - 15, 1)).description, column: column, row: 0, style: .bold)
            if isOpen { line.put(" ", column: end, row: 0, style: Style(reversed: true)) }
            parts.append(line)
            cursorLine = isOpen ? 0 : nil
        case (.point(let part, _), .cell(let place, _)):
            let names = zip(part.selection.axes, place).map { $0.name(of: $1) }
            add(names.joined(separator: " → "), mark: "You point at", isCursor: isOpen)
        default: break
        }
        surface = .stacked(parts)
        self.cursorLine = cursorLine
    }
}
