import Guide
import Tracing

/// One block of a lesson with everything computed: what a screen or a page draws.
public enum ShownBlock: Sendable {
    case prose(ShownProse)
    case pictures(ShownPictures)
    case comparison(ShownComparison)
    case animation([ShownFrame])
    /// From here to the end of the page the run has these changes.
    case changes([WhatIf], Situation)
    case question(ShownQuestion)
    case exercise(ShownExercise)
    /// For the speaker.
    case note(String)
}

/// Words, with their values in them. The text may have `**bold**`, `*italic*` and `code` in
/// backticks: see `Inline`.
public struct ShownProse: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case paragraph
        case heading
        /// An item of a list, with what stands before it.
        case item(mark: String)
        case quotation
        /// Lines that stay as they are.
        case preformatted
    }

    public let kind: Kind
    public let text: String

    public init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }
}

/// One or more values that are drawn.
public struct ShownPictures: Sendable {
    public let parts: [PartView]
    public let look: PictureLook
    public let caption: String?
    public let marks: [Mark]
}

/// Two values one above the other.
public struct ShownComparison: Sendable {
    public let first: PartView
    public let second: PartView
    /// Whether they are the same part before and after the changes.
    public let isBeforeAndAfter: Bool
    public let look: PictureLook
    public let caption: String?
}

/// One step of an animation.
public struct ShownFrame: Sendable {
    public let part: PartView
    public let text: String?
}

/// A question as it is asked.
public struct ShownQuestion: Sendable {
    public enum Kind: Sendable {
        case choose([String])
        /// A cell of a part of a run, or a word where one axis is open. The right one: an index for
        /// each open axis.
        case point(PartView, right: [Int])
        case number
        /// The items as they are asked: not in their right order.
        case order([String])
    }

    public let text: String
    public let kind: Kind
    public let hints: [String]
    /// The right answer in words, to be shown once it is settled.
    public let answer: String
    /// What the lesson says then.
    public let explanation: String?
}

/// Something to do in the stage.
public struct ShownExercise: Sendable {
    public let text: String
    /// Where the stage opens; nil where the learner is.
    public let start: PartView?
    /// The run as the exercise begins.
    public let situation: Situation
    /// Whether something is to be found rather than changed.
    public let isSearch: Bool
    public let hints: [String]
    /// One way to do it, in words.
    public let solution: [String]
    public let explanation: String?
}

extension [ShownBlock] {
    /// Each block alone, but the items of a list together.
    public var groupedItems: [[ShownBlock]] {
        reduce(into: []) { groups, block in
            if block.isItem, groups.last?.last?.isItem == true {
                groups[groups.count - 1].append(block)
            } else {
                groups.append([block])
            }
        }
    }
}

extension ShownBlock {
    fileprivate var isItem: Bool {
        guard case .prose(let prose) = self, case .item = prose.kind else { return false }
        return true
    }
}

// MARK: - Computing them

extension Evaluator {
    /// The block with everything computed; nil for a block that shows nothing itself.
    ///
    /// - Throws: `Fault`.
    func shown(_ block: Lesson.Block) throws -> ShownBlock? {
        switch block {
        case .prose(let prose):
            return .prose(ShownProse(kind: prose.kind.shown, text: try text(prose.text)))
        case .pause: return nil
        case .directive(let directive, let place): return try shown(directive, at: place)
        }
    }

    private func shown(_ directive: Directive, at place: SourcePlace) throws -> ShownBlock? {
        switch directive {
        case .show(let showing): return .pictures(try shown(showing))
        case .compare(let comparing): return .comparison(try shown(comparing))
        case .animate(let frames):
            return .animation(
                try frames.map {
                    ShownFrame(part: try view(of: $0.selector), text: try $0.text.map(text))
                })
        case .edit, .use: return .changes(context.current.changes, context.current)
        case .ask(let question): return .question(try shown(question))
        case .exercise(let exercise): return .exercise(try shown(exercise, at: place))
        case .note(let template): return .note(try text(template))
        // The marks join the picture before them: see `LessonRun` and `Handout`.
        case .highlight(let marks):
            return .pictures(
                ShownPictures(
                    parts: [], look: PictureLook(picture: nil, showsNumbers: false), caption: nil,
                    marks: try marks.map { try mark($0, on: []) }))
        case .run, .table, .assert: return nil
        }
    }

    private func shown(_ showing: Showing) throws -> ShownPictures {
        let parts = try showing.selectors.map { try view(of: $0) }
        return ShownPictures(
            parts: parts, look: showing.look, caption: try showing.caption.map(text),
            marks: try showing.highlights.map { try mark($0, on: parts.map(\.selection)) })
    }

    private func shown(_ comparing: Comparing) throws -> ShownComparison {
        let changed = try view(of: comparing.second ?? comparing.first)
        let first: PartView
        if comparing.second == nil {
            first = try with([]).view(of: comparing.first)
        } else {
            first = try view(of: comparing.first)
        }
        return ShownComparison(
            first: first, second: changed, isBeforeAndAfter: comparing.second == nil,
            look: comparing.look, caption: try comparing.caption.map(text))
    }

    func shown(_ question: Question) throws -> ShownQuestion {
        let kind: ShownQuestion.Kind
        let answer: String
        switch question.kind {
        case .choose(let choices, let right):
            kind = .choose(try choices.map { try text($0.text) })
            answer = try text(right)
        case .point(let name, let target):
            let (part, cell) = try rightCell(of: target, on: name)
            let open = zip(part.selection.cells, cell).compactMap { $0 == nil ? $1 : nil }
            kind = .point(part, right: open)
            answer = part.name(of: cell)
        case .number(let expression, let tolerance, let source):
            kind = .number
            answer = ValueFormat(tolerance: tolerance).text(
                ofNumber: try number(expression, at: source.place))
        case .order(let items):
            let texts = try items.map { try text($0.text) }
            kind = .order(question.shuffle.map { texts[$0] })
            answer = texts.joined(separator: " → ")
        }
        return ShownQuestion(
            text: try text(question.text), kind: kind, hints: try question.hints.map(text),
            answer: answer, explanation: try question.whenRight.map(text))
    }

    private func shown(_ exercise: Exercise, at place: SourcePlace) throws -> ShownExercise {
        let start = try starting(exercise, at: place)
        let solved = try start.changing(by: exercise.solution, at: place)
        let made = solved.context.current.changes.dropFirst(start.context.current.changes.count)
        return ShownExercise(
            text: try text(exercise.text),
            start: try exercise.selector.map { try start.view(of: $0) },
            situation: start.context.current, isSearch: exercise.check == nil,
            hints: try exercise.hints.map(text),
            solution: exercise.check == nil
                ? exercise.places.map(\.text) : made.map(\.name),
            explanation: try exercise.whenDone.map(solved.text))
    }
}

extension PartView {
    /// The open places of a cell: `animal`, or `it → animal`.
    func name(of cell: [Int]) -> String {
        zip(zip(selection.event.axes, selection.cells), cell).compactMap { place, index in
            place.1 == nil ? place.0.name(of: index) : nil
        }.joined(separator: " → ")
    }
}

extension Lesson.Prose.Kind {
    fileprivate var shown: ShownProse.Kind {
        switch self {
        case .paragraph: .paragraph
        case .heading: .heading
        case .item(let mark): .item(mark: mark)
        case .quotation: .quotation
        case .preformatted: .preformatted
        }
    }
}
