import Drawing
import Guide
import Lessons

/// A whole lesson as one page of cells.
struct LessonPage {
    let handout: Handout
    let picture: LessonPicture
    let words: LessonWords

    func surface(width: Int) -> Surface {
        // Prose is read best in short lines; pictures may use the whole width.
        let column = min(width, 80)
        let pages = handout.pages.flatMap { page -> [Surface] in
            [ShownProse(kind: .heading, text: "## " + page.title).surface(width: column)]
                + page.blocks.groupedItems.map { group in
                    .stacked(group.map { surface($0, width: width, column: column) })
                }
        }
        return .stacked([heading(width: column)] + pages, gap: 1)
    }

    private func heading(width: Int) -> Surface {
        .stacked(
            [
                Surface(lines: wrapped(handout.lesson.heading, width: width), style: .bold),
                Surface(lines: wrapped(handout.facts, width: width), style: .dim),
            ] + (handout.origins?.note.map { [Surface(lines: wrapped($0, width: width))] } ?? []))
    }

    private func surface(_ block: ShownBlock, width: Int, column: Int) -> Surface {
        switch block {
        case .prose(let prose): prose.surface(width: column, isStyled: picture.isStyled)
        case .pictures, .comparison, .animation: picture.surface(block, width: width)
        default:
            .stacked(
                words.lines(of: block).map {
                    ShownProse(kind: .quotation, text: $0).surface(
                        width: column, isStyled: picture.isStyled)
                })
        }
    }
}

extension Lesson {
    /// `1. From sentence to numbers`.
    var heading: String {
        (header.number.map { "\($0). " } ?? "") + header.title
    }
}

extension Handout {
    /// How long it takes and what it computes with. Without a sentence no bundled model reads anything.
    var facts: String {
        let header = lesson.header
        let model = origins?.line ?? header.sentence.map { _ in "model: \(header.model)" }
        return ["\(header.minutes) minutes", model, header.sentence.map { "sentence: \($0)" }]
            .compactMap { $0 }.joined(separator: " · ")
    }
}

/// Questions, exercises and changes in words, for every format of the page.
struct LessonWords {
    /// Whether answers, hints and solutions are there too.
    let showsAnswers: Bool
    /// Whether what is for the speaker is there too.
    let showsNotes: Bool

    /// All of it, in paragraphs with inline marks.
    func lines(of block: ShownBlock) -> [String] {
        [task(of: block)].compactMap { $0 } + choices(of: block) + answer(to: block)
    }

    /// What is asked or said; nil for blocks that are drawn.
    func task(of block: ShownBlock) -> String? {
        switch block {
        case .question(let question): "**Predict:** " + question.text
        case .exercise(let exercise): "**Try:** " + exercise.text
        case .changes(let changes, _):
            changes.isEmpty
                ? "*The model as it is, without changes.*"
                : "**Changed:** " + changes.map(\.name).joined(separator: "; ")
        case .note(let text): showsNotes ? "**For the speaker:** " + text : nil
        case .prose, .pictures, .comparison, .animation: nil
        }
    }

    /// What there is to choose from.
    func choices(of block: ShownBlock) -> [String] {
        guard case .question(let question) = block else { return [] }
        return switch question.kind {
        case .choose(let choices): choices.map { "○ " + $0 }
        case .order(let items): items.map { "□ " + $0 }
        case .point(let part, _): ["Point at a place of `\(part.selection.name)`."]
        case .number: []
        }
    }

    /// What is not for the learners' hands.
    func answer(to block: ShownBlock) -> [String] {
        guard showsAnswers else { return [] }
        switch block {
        case .question(let question):
            let answer = [question.answer, question.explanation].compactMap { $0 }
            return ["**Answer:** " + answer.joined(separator: ". ")]
        case .exercise(let exercise):
            return exercise.hints.enumerated().map { "**Hint \($0 + 1):** " + $1 }
                + ["**One way:** " + exercise.solution.map { "`\($0)`" }.joined(separator: ", ")]
                + (exercise.explanation.map { [$0] } ?? [])
        default: return []
        }
    }
}
