import Decoding
import Drawing
import Foundation
import Guide
import Tracing

/// The state of the walkthrough: what is looked at, how, and what is open beside it.
public struct Walk: Sendable {
    /// How far in the learner is: on the passes of a step of training, on the map, on a step's
    /// equation, or on the numbers.
    public enum Depth: Int, Sendable, Comparable {
        case passes, blocks, steps, cells

        public static func < (a: Depth, b: Depth) -> Bool { a.rawValue < b.rawValue }
    }

    var subject: Subject
    /// The computation that is shown: the model's own, or the one after the changes.
    private(set) var trace: Trace
    private(set) var outline: Outline
    private(set) var notices: Notices
    var gaze: Gaze
    var depth = Depth.blocks
    var look: Look
    /// What is open beside the stage, and has the keys while it is.
    var panel: Panel?
    var prompt: Prompt?
    /// The decoding screen, while it is open over all this.
    var decoding: DecodingScreen?
    var changes = Changes()
    /// The computation after the changes; nil without changes.
    var changed: Trace?
    /// What the changes bring about; nil without changes, and where no new search can be made.
    var outcome: Outcome?
    /// Another model or another sentence to compare with; nil for none.
    var rival: Rival?
    /// Which of two runs is shown, where there are two.
    var version = Version.after
    /// The cells from which the learner followed a number elsewhere, the last one last.
    var trail: [Cell] = []
    /// The text that the changes put in the place of the one before, where it had to be read.
    var otherText: Subject?
    /// A long text that is being read; the one before is shown until it is done.
    var readingJob: ReadingJob?
    /// One line of news, until the next key.
    var message: String?
    var isPlaying = false
    /// How long a step stays while it plays by itself.
    var stepTime = Duration.seconds(3)
    public internal(set) var isFinished = false
    /// The size of the last view, so that a page is a page and the mouse finds its place.
    var place = Place(width: 80, height: 24, depth: .none)

    let services: Services

    /// - Parameter sink: is told of each event as it is computed.
    /// - Throws: `SentenceError`.
    public init(
        _ sentence: String, model: any SentenceModel, theme: Theme, services: Services,
        sink: (any Sink)? = nil
    ) throws {
        self.init(
            try Subject(sentence, model: model, sink: sink), theme: theme, services: services)
        message = "Welcome. The map is read from the bottom up: → goes on, Enter goes in, ? helps."
    }

    init(_ subject: Subject, theme: Theme, services: Services) {
        self.services = services
        self.subject = subject
        trace = subject.trace
        outline = Outline(of: trace)
        notices = Notices(in: trace)
        gaze = Gaze(at: outline.steps[0], of: trace, word: "it")
        look = Look(theme: theme)
    }

    /// Shows another computation. The gaze has to be moved to one of its events.
    mutating func show(_ trace: Trace) {
        self.trace = trace
        outline = Outline(of: trace)
        notices = Notices(in: trace)
    }

    var event: Event { trace.events[gaze.cell.event] }
    var block: Int { outline.block(of: event.id) }
}

/// What the walkthrough needs from outside; the state itself knows nothing of files.
public struct Services: Sendable {
    /// The models that there are besides the one that is walked through.
    public let otherModels: [String]
    /// Reads one of them.
    public let load: @Sendable (_ name: String) throws -> any SentenceModel
    /// Writes a file.
    public let write: @Sendable (_ data: Data, _ path: String) throws -> Void

    public init(
        otherModels: [String],
        load: @escaping @Sendable (_ name: String) throws -> any SentenceModel,
        write: @escaping @Sendable (_ data: Data, _ path: String) throws -> Void
    ) {
        self.otherModels = otherModels
        self.load = load
        self.write = write
    }
}

/// How pictures are drawn.
struct Look: Sendable {
    /// From which values the shades run to which.
    enum Shading: CaseIterable, Sendable {
        case wholeMatrix, eachRow, zeroToOne
    }

    var theme: Theme
    var showsNumbers = false
    var shading = Shading.wholeMatrix
    var isSorted = false
    /// How many values a cell stands for, down and across; nil to fit the place.
    var zoom: Int?
    /// Whether what the step is not about is dimmed.
    var isFocused = true
    /// The picture that was chosen; nil for the one that suits each event best.
    var picture: PictureKind?
}
