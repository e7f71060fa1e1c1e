import Decoding
import Drawing

extension DecodingScreen {
    public func view(_ place: Place) -> Surface {
        DecodingView(screen: self, place: place).surface()
    }
}

/// The whole decoding screen.
struct DecodingView {
    let screen: DecodingScreen
    let place: Place

    func surface() -> Surface {
        guard place.width >= Regions.least.width && place.height >= Regions.least.height else {
            return .tooSmall(place)
        }
        var surface = Surface(width: place.width, height: place.height)
        // The words stand above the picture that they are about.
        let above = Surface.stacked([header, words], gap: hasGaps ? 1 : 0)
        surface.draw(above, column: 0, row: 0)
        let top = above.height + (hasGaps ? 1 : 0)
        let height = place.height - top - Regions.bottomLines
        surface.draw(
            body(width: place.width, height: height)
                .cropped(width: place.width, height: height), column: 0, row: top)
        drawBottom(on: &surface)
        return surface
    }

    /// Whether there is room for blank lines between the parts.
    private var hasGaps: Bool { place.height >= 28 }

    /// News and the keys, or what is typed.
    private func drawBottom(on surface: inout Surface) {
        let row = place.height - Regions.bottomLines
        if let prompt = screen.prompt {
            return surface.putPrompt(
                prompt, label: "sentence: ", hint: "Enter translate it   Ctrl-U clear   Esc cancel",
                row: row)
        }
        surface.put((screen.message ?? "").truncated(to: place.width), column: 0, row: row)
        surface.putKeys(keys, row: row + 1)
    }

    private func body(width: Int, height: Int) -> Surface {
        switch screen.overlay {
        case .menu(let selected): return menu(selected: selected, width: width, height: height)
        case .help(let first): return help(first: first, width: width, height: height)
        case nil: break
        }
        switch screen.page {
        case .nextWord:
            return NextWordView(screen: screen)
                .surface(width: width, height: height, depth: place.depth)
        case .hypotheses:
            return HypothesesView(screen: screen).surface(width: width, height: height)
        case .sentences:
            return SentencesView(screen: screen)
                .surface(width: width, height: height, depth: place.depth)
        case .cache:
            return CacheView(screen: screen)
                .surface(width: width, height: height, depth: place.depth)
        }
    }

    // MARK: - Above

    /// The strategy and the step, the sentence, what is written, and the views that there are.
    private var header: Surface {
        let step = "step \(screen.step) of 0–\(screen.writing.steps - 1)"
        var lines = [Surface(width: place.width, height: 1)]
        lines[0].draw(
            Breadcrumb(["decoding", screen.writing.strategy.name]).surface(
                width: max(place.width - step.displayWidth - 2, 1), height: 1, depth: place.depth),
            column: 0, row: 0)
        lines[0].put(step, column: place.width - step.displayWidth, row: 0, style: .dim)
        if place.height >= 20 {
            let source = screen.writing.sourceLabels.dropLast().joined(separator: " ")
            lines.append(Surface(lines: [source.truncated(to: place.width)], style: .dim))
        }
        return .stacked(lines + [target, pages])
    }

    /// What the hypothesis has written, its last word set apart.
    private var target: Surface {
        let words = screen.writing.words(of: screen.choice)
        var line = Surface(width: place.width, height: 1)
        var column = line.put("→ ", column: 0, row: 0)
        // The end of a long sentence is what this is about.
        var first = 0
        let room = place.width - column - 2
        func size(from first: Int) -> Int {
            words[first...].reduce(0) { $0 + $1.displayWidth + 1 } + 1
        }
        while first < words.count - 1 && size(from: first) > room { first += 1 }
        if first > 0 { column = line.put("… ", column: column, row: 0, style: .dim) }
        for (index, word) in words.enumerated().dropFirst(first) {
            let isLast = index == words.count - 1
            column =
                line.put(
                    isLast ? "[\(word)]" : word, column: column, row: 0,
                    style: Style(bold: isLast, underlined: isLast)) + 1
        }
        return line
    }

    private var pages: Surface {
        var line = Surface(width: place.width, height: 1)
        var column = 0
        for page in DecodingScreen.Page.allCases {
            let isShown = page == screen.page && screen.overlay == nil
            column =
                line.put(
                    " \(page.rawValue + 1) \(page.title) ", column: column, row: 0,
                    style: isShown ? Style(bold: true, reversed: true) : .dim) + 1
        }
        return line
    }

    /// What happens, in as many lines on every step, so that the picture stays in its place.
    private var words: Surface {
        guard screen.overlay == nil else { return Surface(width: 0, height: 0) }
        let room = place.height >= 40 ? 4 : place.height >= 20 ? 3 : 2
        let sentences = DecodingWords(screen: screen).sentences
        let width = min(place.width, 120)
        // Whole sentences only, where there is room for more than one.
        let texts = (1...max(sentences.count, 1)).map {
            wrapped(sentences.prefix($0).joined(separator: " "), width: width)
        }
        var surface = Surface(width: width, height: room)
        let lines = texts.last { $0.count <= room } ?? texts[0]
        for (row, line) in lines.prefix(room).enumerated() {
            let isCut = row == room - 1 && lines.count > room
            surface.put((isCut ? line + " …" : line).truncated(to: width), column: 0, row: row)
        }
        return surface
    }

    // MARK: - Below

    private var keys: [(String, String)] {
        switch screen.overlay {
        case .menu: return [("↑↓", "choose"), ("Enter", "try it"), ("Esc", "close"), ("q", "quit")]
        case .help: return [("↑↓", "more"), ("Esc", "close"), ("q", "quit")]
        case nil: break
        }
        let rows: [(String, String)] =
            switch screen.page {
            case .nextWord: [("↑↓", "choose"), ("Enter", "take it"), ("]", "head")]
            case .hypotheses: [("↑↓", "hypothesis"), ("Enter", "take it")]
            case .sentences: [("↑↓", "sentence")]
            case .cache:
                [("y", screen.times == nil ? "measure the time" : "work"), ("]", "head")]
            }
        return [("→←", "step")] + rows
            + (screen.earlier.isEmpty ? [] : [("u", "back")])
            + [
                ("v", "view"), ("e", "strategy"), ("?", "help"), ("q", "quit"), ("a", "play"),
                ("/", "sentence"), ("+-", "more, less"),
            ]
    }

    // MARK: - What is open

    private func menu(selected: Int, width: Int, height: Int) -> Surface {
        let rows = StrategyMenu(of: screen).rows
        return .stacked([
            Surface(lines: ["What if the words were chosen in another way?"], style: .bold),
            ListView(
                lines: rows.map { ListView.Line(($0.isPresent ? "● " : "  ") + $0.text) },
                selected: selected
            ).surface(width: width, height: height - 1),
        ])
    }

    private func help(first: Int, width: Int, height: Int) -> Surface {
        let entries = DecodingKeys.entries
        let start = min(first, max(entries.count - (height - 1), 0))
        return .stacked([
            Surface(lines: ["The keys that work here"], style: .bold),
            Surface(
                lines: entries.dropFirst(start).prefix(height - 1).map {
                    ("  " + $0.label.padded(to: 12) + " " + $0.meaning).truncated(to: width)
                }),
        ])
    }
}
