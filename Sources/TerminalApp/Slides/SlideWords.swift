import Drawing
import Lessons

/// The words of a slide, in the largest type that has room.
struct SlideWords {
    /// One paragraph.
    struct Line {
        let prose: ShownProse
        var style = Style.plain

        init(_ prose: ShownProse, style: Style = .plain) {
            self.prose = prose
            self.style = style
        }

        init(_ text: String, style: Style = .plain) {
            self.init(ShownProse(kind: .paragraph, text: text), style: style)
        }

        init(_ mark: String, _ text: String, style: Style = .plain) {
            self.init(ShownProse(kind: .item(mark: mark), text: text), style: style)
        }
    }

    /// Longer lines in the terminal's own letters are hard to read from afar.
    private static let widestPlain = 60

    /// In large letters.
    ///
    /// - Returns: nil where a paragraph has no large form.
    static func large(_ lines: [Line], _ type: LargeType, width: Int) -> Surface? {
        var parts: [Surface] = []
        for line in lines {
            guard let part = large(line, type, width: width) else { return nil }
            parts.append(part)
        }
        return .stacked(parts, gap: 2)
    }

    private static func large(_ line: Line, _ type: LargeType, width: Int) -> Surface? {
        let text = Inline.plain(Inline.quoted(line.prose.text))
        switch line.prose.kind {
        case .preformatted: return nil
        case .paragraph, .heading, .quotation:
            return type.surface(text, width: width, style: line.style)
        case .item(let mark):
            guard let mark = type.surface(mark, width: width, style: line.style),
                let words = type.surface(text, width: width - mark.width - 3, style: line.style)
            else { return nil }
            return .beside([mark, words], gap: 3)
        }
    }

    /// In the terminal's own letters.
    static func plain(_ lines: [Line], width: Int) -> Surface {
        .stacked(
            lines.map { line in
                line.prose.surface(width: min(width, widestPlain)).restyled(line.style)
            }, gap: 1)
    }
}

extension SlideWords {
    /// What a slide says.
    static func lines(of show: SlideShow, withAnswer showsAnswer: Bool) -> [Line] {
        let hints = LessonFlowWords.hints(show.slide.hints, open: show.hints).map { Line($0) }
        switch show.slide.content {
        case .opening, .picture: return []
        case .words(let blocks): return blocks.compactMap(line)
        case .question(let question):
            return [Line(question.text)] + choices(of: question, showsAnswer: showsAnswer) + hints
                + (showsAnswer ? answer(to: question) : [])
        case .exercise(let exercise):
            return [Line(exercise.text)] + hints + (showsAnswer ? way(of: exercise) : [])
        }
    }

    private static func line(of block: ShownBlock) -> Line? {
        switch block {
        case .prose(let prose): Line(prose)
        case .changes(let changes, _): Line(LessonFlowWords.words(of: changes))
        default: nil
        }
    }

    private static func choices(of question: ShownQuestion, showsAnswer: Bool) -> [Line] {
        switch question.kind {
        case .choose(let choices):
            zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", choices).map { letter, choice in
                let isRight = choice == question.answer
                return Line(
                    showsAnswer && isRight ? "✓" : "\(letter)", choice,
                    style: !showsAnswer ? .plain : isRight ? .bold : .dim)
            }
        case .order(let items): items.map { Line("•", $0) }
        case .point, .number: []
        }
    }

    private static func answer(to question: ShownQuestion) -> [Line] {
        let answer: [Line] =
            switch question.kind {
            // It is marked where it stands.
            case .choose: []
            case .point, .number, .order: [Line("✓", question.answer, style: .bold)]
            }
        return answer + (question.explanation.map { [Line($0)] } ?? [])
    }

    private static func way(of exercise: ShownExercise) -> [Line] {
        exercise.solution.map { Line("✓", "`\($0)`") }
            + (exercise.explanation.map { [Line($0)] } ?? [])
    }
}

extension Surface {
    /// The same cells with more emphasis, or less.
    fileprivate func restyled(_ style: Style) -> Surface {
        guard style != .plain else { return self }
        var surface = self
        surface.restyle(Frame(column: 0, row: 0, width: width, height: height)) {
            $0.isBold = $0.isBold || style.isBold
            $0.isDim = $0.isDim || style.isDim
        }
        return surface
    }
}
