import Decoding
import Guide
import Tracing

/// Everything that a screen draws at one moment of a lesson.
public struct LessonMoment: Sendable {
    /// The page's title, without marks.
    public let title: String
    /// What stands at this stop, in order, the question or exercise last; only notes may follow it.
    public let blocks: [ShownBlock]
    /// What the stage shows: the last picture of the page so far, with its marks.
    public let stage: ShownBlock?
    /// The run at this stop.
    public let situation: Situation
    /// What there is to say to the last answer.
    public let verdict: Verdict?

    /// The question at this stop, or the exercise.
    public var task: ShownBlock? {
        let last = blocks.last { !$0.isNote }
        return switch last {
        case .question?, .exercise?: last
        default: nil
        }
    }
}

extension LessonRun {
    var evaluator: Evaluator {
        Evaluator(laboratory: laboratory, context: stop.context)
    }

    /// What to show now.
    ///
    /// - Throws: `LessonProblems`.
    public func moment() throws -> LessonMoment {
        try naming {
            let own = try shown(stop)
            let earlier = try stops[..<index].filter { $0.page == stop.page }.flatMap(shown)
            return LessonMoment(
                title: Inline.plain(lesson.pages[stop.page].title), blocks: own,
                stage: (earlier + own).stage, situation: stop.context.current,
                verdict: try lastVerdict())
        }
    }

    func shown(_ stop: Stop) throws -> [ShownBlock] {
        try stop.pieces.compactMap { piece in
            try Evaluator(laboratory: laboratory, context: piece.context).shown(piece.block)
        }
    }

    private func lastVerdict() throws -> Verdict? {
        guard case .question(let question)? = stop.task, task.isCommitted,
            let answer = task.answers.last
        else { return nil }
        return try evaluator.verdict(on: answer, to: question)
    }
}

extension [ShownBlock] {
    /// The last picture with the marks behind it.
    fileprivate var stage: ShownBlock? {
        reduce(nil) { stage, block in
            switch block {
            case .pictures, .comparison, .animation: block.joined(to: stage)
            case .prose, .changes, .question, .exercise, .note: stage
            }
        }
    }
}

extension ShownBlock {
    /// Marks without a picture of their own join the picture before them.
    func joined(to stage: ShownBlock?) -> ShownBlock {
        guard case .pictures(let new) = self, new.parts.isEmpty, case .pictures(let old)? = stage
        else { return self }
        return .pictures(
            ShownPictures(
                parts: old.parts, look: old.look, caption: old.caption,
                marks: old.marks + new.marks))
    }

    var isNote: Bool {
        if case .note = self { return true }
        return false
    }
}
