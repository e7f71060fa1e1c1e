import Drawing
import Training

extension TrainingScreen {
    public func view(_ place: Place) -> Surface {
        walk?.view(place) ?? TrainingView(screen: self, place: place).surface()
    }
}

/// The whole screen of a training.
struct TrainingView {
    let screen: TrainingScreen
    let place: Place

    private static let least = (width: 60, height: 20)
    /// The lines above and below the pictures.
    private static let lines = (above: 4, below: 6)

    func surface() -> Surface {
        guard place.width >= Self.least.width && place.height >= Self.least.height else {
            return .tooSmall(place, least: Self.least)
        }
        var screen = Surface(width: place.width, height: place.height)
        drawHeader(on: &screen)
        let room = place.height - Self.lines.above - Self.lines.below
        if self.screen.showsHelp {
            screen.draw(help, column: 0, row: Self.lines.above)
        } else {
            let left = place.width * 9 / 20
            screen.draw(
                curves(width: left, height: room), column: 0, row: Self.lines.above)
            let map = AttentionOverTime(screen: self.screen)
            screen.draw(
                map.surface(width: place.width - left - 2, height: room, depth: place.depth),
                column: left + 2, row: Self.lines.above)
        }
        drawSentence(on: &screen, row: place.height - Self.lines.below)
        drawBottom(on: &screen)
        return screen
    }

    private var history: History { screen.history }

    // MARK: The top

    private func drawHeader(on surface: inout Surface) {
        let column = surface.put(
            "training \(screen.title)", column: 0, row: 0, style: .bold)
        surface.put(state, column: column + 2, row: 0)
        let step = screen.shownStep
        let count = "step \(step) of \(history.steps)"
        surface.put(count, column: place.width - count.displayWidth, row: 0, style: .bold)
        surface.put(
            progressBar(of: Double(step) / Double(history.steps), width: place.width),
            column: 0, row: 1)
        var place = 0
        for (name, value) in gauges {
            if !name.isEmpty {
                place = surface.put(name + " ", column: place, row: 2, style: .dim)
            }
            place = surface.put(value, column: place, row: 2, style: .bold) + 2
        }
    }

    private var state: String {
        switch screen.phase {
        case .paused: screen.step == 0 ? "not begun" : "paused"
        case .running:
            TrainingScreen.speeds[screen.speed].map { "running, \(Int($0)) steps/s at most" }
                ?? "running"
        case .leaving: "saving"
        case .finished: "finished"
        case .recorded: "recorded"
        }
    }

    private func progressBar(of share: Double, width: Int) -> String {
        let filled = Int((share * Double(width)).rounded(.down))
        return String(repeating: "█", count: filled)
            + String(repeating: "░", count: max(width - filled, 0))
    }

    /// While it runs, what the last step showed; at a moment of the past, what was read then.
    private var gauges: [(String, String)] {
        let reading = screen.reading
        var gauges = [("loss", reading.map { $0.loss.formatted(decimals: 3) } ?? "?")]
        gauges.append(("held-out", heldOut.map { "\(Int(($0 * 100).rounded())) %" } ?? "?"))
        if screen.chosenMoment == nil, let now = screen.gauges {
            gauges.append(("rate", now.report.rate.short))
            gauges.append(("gradient", now.report.gradientNorm.formatted(decimals: 2)))
            gauges.append(("", "\(Int(now.pace.tokensPerSecond)) tokens/s"))
            gauges.append(("", "\(Int(now.pace.secondsLeft.rounded(.up))) s left"))
        } else if let reading {
            gauges.append(("rate", reading.rate.short))
            gauges.append(("gradient", reading.gradientNorm.formatted(decimals: 2)))
        }
        return gauges
    }

    /// The share of held-out pairs that came out right when it was last measured.
    private var heldOut: Double? {
        let limit = screen.chosenMoment == nil ? Int.max : screen.moment.step
        return history.readings.last { $0.step <= limit && $0.heldOut != nil }?.heldOut?.share
    }

    // MARK: The pictures

    private func curves(width: Int, height: Int) -> Surface {
        let upper = (height + 1) / 2
        func draw(_ curve: TrainingCurve, height: Int) -> Surface {
            curve.picture(at: screen.chosenMoment.map { _ in screen.moment.step })
                .surface(width: width, height: height, depth: place.depth)
        }
        var surface = Surface(width: width, height: height)
        surface.draw(
            draw(TrainingCurve("loss", of: history) { $0.loss }, height: upper), column: 0, row: 0)
        surface.draw(
            draw(
                TrainingCurve("held-out right", of: history, ends: [0, 1]) {
                    $0.heldOut.map { Float($0.share) }
                },
                height: height - upper), column: 0, row: upper)
        return surface
    }

    private var help: Surface {
        Surface(
            lines: TrainingKeys.entries.map { "\($0.label.padded(to: 9)) \($0.meaning)" })
    }

    // MARK: The bottom

    /// The sentence, what the model makes of it at the moment, and where the moment stands.
    private func drawSentence(on surface: inout Surface, row: Int) {
        let source = history.source.dropLast().joined(separator: " ")
        surface.put(source.truncated(to: place.width), column: 0, row: row, style: .dim)
        var column = surface.put("→ ", column: 0, row: row + 1, style: .dim)
        for (word, isRight) in TranslationMarks.words(of: screen.moment, in: history) {
            column =
                surface.put(
                    word, column: column, row: row + 1, style: isRight ? .bold : .plain) + 1
        }
        let name = "after step \(screen.moment.step) "
        let start = surface.put(name, column: 0, row: row + 2)
        surface.put(slider(width: place.width - start), column: start, row: row + 2)
    }

    /// A mark for each moment, as evenly spaced as they are chosen: they lie closer together early.
    private func slider(width: Int) -> String {
        let count = history.moments.count
        var marks = [Character](repeating: "─", count: max(width, 1))
        func column(_ index: Int) -> Int { index * (marks.count - 1) / max(count - 1, 1) }
        for index in 0..<count { marks[column(index)] = "┴" }
        marks[column(screen.momentIndex)] = "█"
        return String(marks)
    }

    private func drawBottom(on surface: inout Surface) {
        if let message = screen.message {
            surface.put(message.truncated(to: place.width), column: 0, row: place.height - 2)
        }
        var column = 0
        for (key, meaning) in keys {
            guard column + key.displayWidth + meaning.displayWidth + 1 <= place.width else { break }
            column = surface.put(key, column: column, row: place.height - 1, style: .bold) + 1
            column = surface.put(meaning, column: column, row: place.height - 1, style: .dim) + 2
        }
    }

    private var keys: [(String, String)] {
        let looking = [
            ("→←", "moment"), ("]", "head"), ("v", "attention"), ("?", "help"),
        ]
        switch screen.phase {
        case .paused, .leaving:
            return [("Space", "train"), (".", "one step"), ("L", "walk a step")] + looking
                + [("q", "leave")]
        case .running:
            return [("Space", "pause"), (".", "one step"), ("<>", "speed")] + looking
                + [("q", "leave")]
        case .finished:
            return [("Space", "play"), ("L", "walk a step")] + looking + [("q", "leave")]
        case .recorded: return [("Space", "play")] + looking + [("q", "leave")]
        }
    }
}
