import Checkpoints

/// A training with everything that is watched in it: a value that makes one step at a time.
///
/// All of it depends on the recipe and the followed sentence alone; only the pace is the machine's.
public struct Trainer: Sendable {
    public private(set) var run: TrainingRun
    public private(set) var history: History
    private var tally: Tally
    private var stopwatch = Stopwatch()
    private let schedule: Schedule
    private let sample: HeldOutSample
    private let followed: FollowedSentence

    /// What one step brought.
    public struct Outcome: Sendable {
        public let report: StepReport
        public let pace: Pace
        /// The gauges, where they were read.
        public let reading: Reading?
        /// The followed sentence, where it was looked at.
        public let moment: History.Moment?
    }

    /// The losses since the last reading.
    struct Tally: Codable, Sendable, Equatable {
        var sum: Float = 0
        var steps = 0
    }

    /// Starts a training.
    ///
    /// - Parameter sentence: the sentence of the corpus to follow; nil for its first example.
    /// - Throws: `TrainingError.unknownSentence`.
    public init(_ recipe: Recipe, following sentence: String? = nil) throws {
        let run = TrainingRun(recipe)
        let model = run.model
        let followed = FollowedSentence(try run.corpus.pair(of: sentence), model: model)
        var history = followed.history(of: model, steps: recipe.steps)
        history.add(run.firstReading(held: HeldOutSample(of: run.corpus)))
        history.add(followed.moment(of: model, after: 0))
        self.init(run, history: history, tally: Tally(), followed: followed)
    }

    private init(
        _ run: TrainingRun, history: History, tally: Tally, followed: FollowedSentence
    ) {
        self.run = run
        self.history = history
        self.tally = tally
        self.followed = followed
        schedule = Schedule(steps: run.recipe.steps)
        sample = HeldOutSample(of: run.corpus)
    }

    public var isFinished: Bool { run.isFinished }

    public var pace: Pace { stopwatch.pace(stepsLeft: run.recipe.steps - run.step) }

    /// Makes one step.
    public mutating func advance() -> Outcome {
        var stopwatch = stopwatch
        let (report, reading, moment) = stopwatch.time {
            let report = run.advance()
            return (report, read(report), look())
        }
        stopwatch.count(report)
        self.stopwatch = stopwatch
        return Outcome(report: report, pace: pace, reading: reading, moment: moment)
    }

    private mutating func read(_ report: StepReport) -> Reading? {
        tally.sum += report.crossEntropy
        tally.steps += 1
        guard schedule.isReading(run.step) || schedule.isMeasured(run.step) else { return nil }
        let reading = Reading(
            step: run.step, loss: tally.sum / Float(tally.steps),
            heldOut: schedule.isMeasured(run.step) ? sample.score(of: run.model) : nil,
            rate: report.rate, gradientNorm: report.gradientNorm)
        tally = Tally()
        history.add(reading)
        return reading
    }

    private mutating func look() -> History.Moment? {
        guard schedule.isMoment(run.step) else { return nil }
        let moment = followed.moment(of: run.model, after: run.step)
        history.add(moment)
        return moment
    }
}

extension TrainingRun {
    /// What the gauges show before the first step: the loss is about the logarithm of the number of
    /// words, for nothing is known of any.
    fileprivate func firstReading(held sample: HeldOutSample) -> Reading {
        let next = nextGradients()
        let squares = parameters.paths.reduce(0) {
            $0 + (next.gradients[$1]?.sumOfSquares ?? 0)
        }
        return Reading(
            step: 0, loss: next.crossEntropy, heldOut: sample.score(of: model),
            rate: recipe.rate(at: 0), gradientNorm: Float(squares.squareRoot()))
    }
}

/// What cannot be trained.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    /// A sentence that the corpus does not have.
    case unknownSentence(String, example: String)
    /// Another training writes into the folder.
    case folderInUse(String)

    public var description: String {
        switch self {
        case .unknownSentence(let sentence, let example):
            "the corpus does not have the sentence “\(sentence)”; only a sentence whose "
                + "translation it knows can be followed, such as “\(example)”"
        case .folderInUse(let folder):
            "another training writes into \(folder); wait for its end, or give another --output"
        }
    }
}

extension Corpus {
    /// - Parameter sentence: its source words, with blanks between them; nil for the first example.
    /// - Throws: `TrainingError.unknownSentence`.
    public func pair(of sentence: String?) throws -> SentencePair {
        guard let sentence else { return examples[0] }
        let words = sentence.split(separator: " ").map { $0.lowercased() }
        let all = [examples, training, heldOut, unseenCombinations].joined()
        guard let pair = all.first(where: { $0.source.map { $0.lowercased() } == words }) else {
            throw TrainingError.unknownSentence(
                sentence, example: examples[0].source.joined(separator: " "))
        }
        return pair
    }
}

// MARK: - Saved and read again

extension Trainer {
    /// Goes on from what was saved.
    init(_ run: TrainingRun, history: History, tally: Tally) throws {
        let pair = try run.corpus.pair(of: history.source.dropLast().joined(separator: " "))
        self.init(
            run, history: history, tally: tally,
            followed: FollowedSentence(pair, model: run.model))
    }

    /// What a checkpoint holds beside the weights and the history.
    var unread: Tally { tally }
}
