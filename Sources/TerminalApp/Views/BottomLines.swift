import Drawing

/// The last two lines: news or what is typed, and the keys that matter now.
struct BottomLines {
    let walk: Walk
    let width: Int

    func surface() -> Surface {
        var lines = Surface(width: width, height: 2)
        if let prompt = walk.prompt {
            lines.putPrompt(
                prompt, label: label(of: prompt.purpose), hint: hint(for: prompt), row: 0)
        } else {
            if let message = walk.message {
                lines.put(message.truncated(to: width), column: 0, row: 0)
            }
            lines.putKeys(keys, row: 1)
        }
        return lines
    }

    private func label(of purpose: Prompt.Purpose) -> String {
        switch purpose {
        case .sentence: "sentence: "
        case .goTo: "go to: "
        case .target: "learn to write: "
        case .save: "save as: "
        case .value: "value: "
        case .otherSentence: "what if the sentence were: "
        case .rivalSentence: "compare with the sentence: "
        case .attentionTemperature, .outputTemperature: "temperature: "
        }
    }

    private func hint(for prompt: Prompt) -> String {
        switch prompt.purpose {
        case .goTo:
            let found = walk.completions(of: prompt.line)
            return found.isEmpty
                ? "Enter go   Esc cancel" : "Tab: " + found.prefix(4).joined(separator: "  ")
        case .rivalSentence: return "Enter compare   Ctrl-U clear   Esc cancel"
        case .otherSentence: return "Enter try it   Ctrl-U clear   Esc cancel"
        case .attentionTemperature, .outputTemperature:
            return "1 changes nothing, less is sharper, more is more even   Esc cancel"
        case .target: return "Enter makes one step of training towards it   Esc cancel"
        case .sentence: return "Enter translate it   Ctrl-U clear   Esc cancel"
        case .save: return "Enter save it as .svg, .html or .txt   Esc cancel"
        case .value: return "Enter set it   Esc cancel"
        }
    }

    /// The few that matter now, the most useful first.
    private var keys: [(String, String)] {
        allKeys.filter { key, _ in
            key.count > 1
                || key.first.flatMap { KeyMap.command(for: .character($0)) }
                    .flatMap { walk.refusal(of: $0) } == nil
        }
    }

    private var allKeys: [(String, String)] {
        if let panel = walk.panel { return keys(of: panel) }
        let slice = walk.event.axes.count > 2 ? [("]", walk.event.axes[0].name)] : []
        switch walk.depth {
        case .passes:
            return [
                ("↑↓", "pass"), ("Enter", "go in"), ("Esc", "leave the step"),
                ("L", "another target"), ("/", "sentence"), ("?", "help"), ("q", "quit"),
            ]
        case .blocks:
            return [
                ("→←", "block"), ("Enter", "go in"), ("/", "sentence"), (":", "go to"),
                ("a", "play"), ("?", "help"), ("q", "quit"),
            ]
        case .steps:
            return [
                ("→←", "step"), ("↑↓", "word"),
                ("Enter", walk.picture == .heads ? "enlarge" : "in"), ("Esc", "out"),
            ] + slice + [
                ("e", "what if"), ("?", "help"), ("q", "quit"), ("v", "picture"),
                ("w", "what matters"), ("a", "play"),
            ]
        case .cells:
            return [
                ("←→↑↓", "cell"), ("Enter", "from where"), ("t", "where to"),
            ] + slice + [
                ("Esc", "out"), ("?", "help"), ("q", "quit"), ("x", "set it"), ("#", "numbers"),
                ("e", "what if"),
            ]
        }
    }
}

extension BottomLines {
    private func keys(of panel: Panel) -> [(String, String)] {
        let (tree, end) = (
            [("→←", "open")], [("Esc", "close"), ("?", "help"), ("q", "quit")]
        )
        let own: [(String, String)] =
            switch panel.kind {
            case .whereFrom: [("Enter", "follow")] + tree + [("b", "back")]
            case .whereTo: [("Enter", "follow"), ("b", "back")]
            case .whatIf: [("Enter", "try it")] + tree + [("u", "undo"), ("d", "compare")]
            case .lenses: tree
            case .ledger: [("Enter", "go there")] + tree
            case .help: []
            }
        return [("↑↓", "choose")] + own + end
    }
}

extension Surface {
    /// Writes a line that is typed, and below it what can be done, or why it is not taken.
    mutating func putPrompt(_ prompt: Prompt, label: String, hint: String, row: Int) {
        var column = put(label, column: 0, row: row, style: .bold)
        // The cursor stays in sight in a line that is too long.
        let room = max(width - column - 1, 1)
        let first = max(prompt.cursor - room + 1, 0)
        for index in first...prompt.text.count {
            let character = index < prompt.text.count ? String(prompt.text[index]) : " "
            column = put(
                character, column: column, row: row, style: Style(reversed: index == prompt.cursor))
        }
        put(
            (prompt.error ?? hint).truncated(to: width), column: 0, row: row + 1,
            style: prompt.error == nil ? .dim : .bold)
    }

    /// Writes keys with their meanings into a row, as many as there is room for.
    mutating func putKeys(_ keys: [(String, String)], row: Int) {
        var column = 0
        for (key, meaning) in keys {
            guard column + key.displayWidth + meaning.displayWidth + 1 <= width else { break }
            column = put(key, column: column, row: row, style: .bold) + 1
            column = put(meaning, column: column, row: row, style: .dim) + 2
        }
    }
}
