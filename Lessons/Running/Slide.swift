/// What a class sees at once: a few words, one picture, a question or a task.
public struct Slide: Sendable {
    public enum Content: Sendable {
        /// The lesson's title.
        case opening
        case words([ShownBlock])
        case picture(ShownBlock)
        case question(ShownQuestion)
        case exercise(ShownExercise)
    }

    /// The stop of the lesson that it belongs to.
    public let stop: Int
    /// The page's title, without marks.
    public let title: String
    public internal(set) var content: Content
    /// What is for the speaker, in paragraphs with inline marks.
    public internal(set) var notes: [String] = []

    /// More words are not read from the last row.
    static let mostWords = 40
}

extension LessonRun {
    /// The whole lesson as slides, with everything computed. They follow the stops, so that a task
    /// on a slide can be done where a learner does it.
    ///
    /// - Throws: `LessonProblems`.
    public func slides() throws -> [Slide] {
        try naming {
            var cutting = SlideCutting(opening: Slide(stop: 0, title: "", content: .opening))
            for (number, stop) in stops.enumerated() {
                cutting.begin(
                    stop: number, page: stop.page,
                    title: Inline.plain(lesson.pages[stop.page].title))
                for block in try shown(stop) { cutting.add(block) }
            }
            return cutting.slides
        }
    }
}

/// Cuts stops into slides.
private struct SlideCutting {
    private(set) var slides: [Slide] = []
    private var stop = 0
    private var page = -1
    private var title = ""
    /// The last picture of the page, which marks can join.
    private var stage: ShownBlock?
    /// Whether nothing of this page is on a slide yet.
    private var isFresh = true
    /// Notes that stand above the first slide of a page.
    private var waiting: [String] = []

    init(opening: Slide) { slides = [opening] }

    mutating func begin(stop: Int, page: Int, title: String) {
        if page != self.page {
            stage = nil
            isFresh = true
        }
        (self.stop, self.page, self.title) = (stop, page, title)
    }

    mutating func add(_ block: ShownBlock) {
        switch block {
        case .prose, .changes: addWords(block)
        case .pictures, .comparison, .animation: addPicture(block)
        case .question(let question): append(.question(question))
        case .exercise(let exercise): append(.exercise(exercise))
        case .note(let text):
            // What is said of a slide stands behind it.
            if isFresh { waiting.append(text) } else { slides[slides.count - 1].notes.append(text) }
        }
    }

    private mutating func append(_ content: Slide.Content) {
        slides.append(Slide(stop: stop, title: title, content: content, notes: waiting))
        waiting = []
        isFresh = false
    }

    private mutating func addWords(_ block: ShownBlock) {
        guard let last = slides.last, !isFresh, last.stop == stop, !block.isHeading,
            case .words(let before) = last.content,
            (before + [block]).reduce(0, { $0 + $1.wordCount }) <= Slide.mostWords
        else { return append(.words([block])) }
        slides[slides.count - 1].content = .words(before + [block])
    }

    private mutating func addPicture(_ block: ShownBlock) {
        let joined = block.joined(to: stage)
        stage = joined
        let isMark = if case .pictures(let new) = block { new.parts.isEmpty } else { false }
        if isMark, !isFresh, case .picture? = slides.last?.content {
            slides[slides.count - 1].content = .picture(joined)
        } else {
            append(.picture(joined))
        }
    }
}

extension ShownBlock {
    fileprivate var isHeading: Bool {
        if case .prose(let prose) = self { return prose.kind == .heading }
        return false
    }

    fileprivate var wordCount: Int {
        switch self {
        case .prose(let prose): prose.text.split(whereSeparator: \.isWhitespace).count
        case .changes(let changes, _):
            changes.reduce(0) { $0 + $1.name.split(separator: " ").count }
        default: 0
        }
    }
}
