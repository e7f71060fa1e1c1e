import Checkpoints
import Drawing
import Training

/// The state of the training screen: a training that runs beside it, or one that was recorded.
public struct TrainingScreen: Sendable {
    enum Phase: Sendable, Equatable {
        /// Not begun, or standing still.
        case paused
        case running
        /// The state is being saved; then the screen closes.
        case leaving
        case finished
        /// There is nothing but the history.
        case recorded
    }

    /// What the last step showed.
    struct Gauges: Sendable {
        let report: StepReport
        let pace: Pace
    }

    /// What is trained: a recipe's name, or a model's.
    let title: String
    let theme: Theme
    let control: TrainingControl?
    private(set) var history: History
    var phase: Phase
    /// How many steps were made.
    private(set) var step: Int
    private(set) var gauges: Gauges?
    /// The index in `speeds`.
    private(set) var speed = 0
    /// The moment that is looked at; nil for the latest.
    private(set) var chosenMoment: Int?
    private(set) var attention = History.Attention.source
    private(set) var layer = 0
    private(set) var head = 0
    private(set) var isPlaying = false
    private(set) var showsHelp = false
    /// The training as it stands; nil while it runs, and for a recording.
    private(set) var standing: Trainer?
    /// Whether a step is to be walked through as soon as the training stands.
    var wantsStep = false
    /// One step of it, walked through over all this; nil as a rule.
    var walk: Walk?
    private(set) var place = Place(width: 80, height: 24, depth: .none)
    /// One line of news.
    var message: String?
    public private(set) var isFinished = false
    /// The training as it was left; nil for a recording.
    public private(set) var result: Trainer?

    /// Steps a second at most; nil for as many as the machine makes.
    static let speeds: [Double?] = [nil, 20, 5, 1]

    /// A recorded training.
    public init(replaying history: History, title: String, theme: Theme) {
        self.init(
            title: title, theme: theme, control: nil, history: history, phase: .recorded,
            step: history.steps, message: "recorded; → and ← go through the steps, Space plays")
        chosenMoment = 0
    }

    /// A training that waits to be started.
    ///
    /// - Parameter cost: what it will cost, in words.
    init(_ trainer: Trainer, title: String, cost: String, theme: Theme, control: TrainingControl) {
        self.init(
            title: title, theme: theme, control: control, history: trainer.history,
            phase: .paused, step: trainer.run.step, message: cost + "; Space begins")
    }

    private init(
        title: String, theme: Theme, control: TrainingControl?, history: History, phase: Phase,
        step: Int, message: String
    ) {
        self.title = title
        self.theme = theme
        self.control = control
        self.history = history
        self.phase = phase
        self.step = step
        self.message = message
        // The head that training guides, where there is one.
        layer = min(1, history.layers - 1)
    }

    /// The index of the moment that is shown.
    var momentIndex: Int { chosenMoment ?? history.moments.count - 1 }
    var moment: History.Moment { history.moments[momentIndex] }

    /// How far the training is; once it is over, how far the moment is that is shown.
    var shownStep: Int {
        phase == .finished || phase == .recorded ? moment.step : step
    }

    /// The gauges at the moment that is shown, or before it.
    var reading: Reading? {
        chosenMoment == nil
            ? history.readings.last : history.readings.last { $0.step <= moment.step }
    }
}

// MARK: - What happens

extension TrainingScreen: Program {
    public var pace: Duration? {
        if let walk { return walk.pace }
        return isPlaying ? .milliseconds(300) : nil
    }

    public mutating func update(_ happening: Happening<TrainingNews>) {
        if case .input(.resized(let columns, let rows)) = happening {
            place = Place(width: columns, height: rows, depth: .none)
        }
        if walk != nil, passToWalk(happening) { return }
        switch happening {
        case .tick: play()
        case .message(let news): hear(news)
        case .input(.key(let key)):
            guard let command = TrainingKeys.command(for: key) else { return }
            message = nil
            perform(command)
        case .input: break
        }
    }

    private mutating func hear(_ news: TrainingNews) {
        switch news {
        case .stepped(let report, let pace):
            step = report.step + 1
            gauges = Gauges(report: report, pace: pace)
        case .reading(let reading, _): history.add(reading)
        case .moment(let moment): history.add(moment)
        case .paused(let trainer):
            // It may have been told to go on since.
            guard phase == .paused else { break }
            standing = trainer
            if wantsStep { walkThroughStep(of: trainer) }
        case .notSaved(let error): message = error.description + "; training goes on"
        case .ended(let trainer):
            result = trainer
            standing = trainer
            if phase == .leaving { isFinished = true }
            if trainer.isFinished && phase != .leaving {
                phase = .finished
                message = "finished; → and ← go back through the steps, q saves the model"
            }
        }
    }

    private mutating func perform(_ command: TrainingCommand) {
        if showsHelp {
            showsHelp = false
            return
        }
        switch command {
        case .go: go()
        case .step: makeStep()
        case .faster: change(speed: -1)
        case .slower: change(speed: 1)
        case .on: scrub(by: 1)
        case .back: scrub(by: -1)
        case .first: look(at: 0)
        case .last: followLatest()
        case .map: nextMap()
        case .nextHead: choose(head: layer * history.heads + head + 1)
        case .previousHead: choose(head: layer * history.heads + head - 1)
        case .learn: learn()
        case .help: showsHelp = true
        case .leave: leave()
        }
    }

    private mutating func leave() {
        if let control, phase == .paused || phase == .running {
            phase = .leaving
            message = "saving the state"
            control.end()
        } else if phase != .leaving {
            isFinished = true
        }
    }
}

// MARK: - The training

extension TrainingScreen {
    private mutating func go() {
        switch phase {
        case .paused:
            phase = .running
            standing = nil
            chosenMoment = nil
            control?.go()
        case .running:
            phase = .paused
            control?.pause()
        case .finished, .recorded:
            isPlaying.toggle()
            if isPlaying && momentIndex == history.moments.count - 1 { chosenMoment = 0 }
        case .leaving: break
        }
    }

    private mutating func makeStep() {
        guard phase == .paused || phase == .running else {
            message = "the training is over; → and ← go through its steps"
            return
        }
        phase = .paused
        standing = nil
        chosenMoment = nil
        control?.step()
    }

    private mutating func change(speed offset: Int) {
        guard let control, phase != .finished else {
            message = "only a training that runs has a speed"
            return
        }
        speed = min(max(speed + offset, 0), Self.speeds.count - 1)
        control.limit(Self.speeds[speed])
        message =
            Self.speeds[speed].map { "at most \(Int($0)) steps a second" }
            ?? "as fast as the machine can"
    }
}

// MARK: - What is looked at

extension TrainingScreen {
    private mutating func scrub(by offset: Int) {
        isPlaying = false
        look(at: momentIndex + offset)
    }

    private mutating func look(at index: Int) {
        chosenMoment = min(max(index, 0), history.moments.count - 1)
    }

    /// Back to what the training does now.
    private mutating func followLatest() {
        isPlaying = false
        chosenMoment = phase == .running || phase == .paused ? nil : history.moments.count - 1
    }

    private mutating func play() {
        guard isPlaying else { return }
        look(at: momentIndex + 1)
        if momentIndex == history.moments.count - 1 { isPlaying = false }
    }

    private mutating func nextMap() {
        let all = History.Attention.allCases
        attention = all[((all.firstIndex(of: attention) ?? 0) + 1) % all.count]
    }

    /// - Parameter head: counted through all layers; it goes round.
    private mutating func choose(head number: Int) {
        let count = history.layers * history.heads
        let number = (number + count) % count
        (layer, head) = (number / history.heads, number % history.heads)
    }
}
