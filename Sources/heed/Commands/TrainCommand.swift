import ArgumentParser
import Checkpoints
import Dispatch
import Drawing
import Foundation
import Training

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a bundled model again, from scratch.",
        discussion: """
            EXAMPLES
              heed train translation
              heed train translation --output mine --seed 4 --steps 1000

            Ctrl-C saves the state and stops; the same command goes on from there and ends with \
            the weights that an uninterrupted run gives.
            """)

    @Argument(
        help: "The recipe: \(Recipe.names).", completion: .list(Recipe.bundled.keys.sorted()))
    var name: String

    @Option(
        help: ArgumentHelp("The folder for the model.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Option(help: "Another seed.")
    var seed: UInt64?

    @Option(help: "Another number of steps.")
    var steps: Int?

    @Flag(help: "Begin anew even where a stopped training could go on.")
    var restart = false

    private var folder: String { output ?? "trained/" + name }
    private var statePath: String { folder + "/training.safetensors" }

    func validate() throws {
        if let steps, !(1...1_000_000).contains(steps) {
            throw ValidationError("--steps is \(steps); expected 1 to 1000000.")
        }
    }

    func run() throws {
        var run = try begin()
        let stop = Interruption()
        let clock = ContinuousClock()
        let start = clock.now
        let first = run.step
        var progress = TrainingProgress(steps: run.recipe.steps)
        while !run.isFinished {
            let report = run.advance()
            progress.show(report, since: start.duration(to: clock.now), from: first)
            if stop.isRequested {
                try run.saveState(to: statePath)
                progress.finish()
                StandardError.write(
                    "heed: stopped after step \(report.step); the same command goes on from there")
                throw ExitCode(130)
            }
            if run.step.isMultiple(of: 250) { try run.saveState(to: statePath) }
        }
        progress.finish()
        try finish(run)
    }

    private func begin() throws -> TrainingRun {
        var recipe = try Recipe.named(name)
        if let seed { recipe.seed = seed }
        if let steps { recipe.steps = steps }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure.file("cannot make the folder \(folder): \(error.localizedDescription)")
        }
        guard !restart, FileManager.default.fileExists(atPath: statePath) else {
            return TrainingRun(recipe)
        }
        let saved = try TrainingRun(resuming: statePath)
        guard saved.recipe == recipe else {
            throw Failure.input(
                "\(statePath) is of a training with other settings; "
                    + "give the same ones, another --output, or --restart")
        }
        StandardError.write("heed: going on after step \(saved.step - 1)")
        return saved
    }

    private func finish(_ run: TrainingRun) throws {
        try run.model.save(to: folder, training: run.recipe)
        StandardError.write("heed: measuring on held-out sentences")
        let evaluation = Evaluator(run.model, on: run.corpus).evaluate()
        let card = ModelCard(
            name: name, recipe: run.recipe, corpus: run.corpus, configuration: run.configuration,
            evaluation: evaluation)
        try AtomicFile.write(Data(card.text.utf8), to: folder + "/README.md")
        try evaluation.save(to: folder)
        var output = Output()
        for line in evaluation.report { try output.writeLine(line) }
        try output.writeLine()
        try output.writeLine("The model is in \(folder.visible).")
        try output.flush()
        try? FileManager.default.removeItem(atPath: statePath)
    }
}

/// Notices Ctrl-C and a request to end, so that the state can be saved first.
private final class Interruption {
    private let flag = Flag()
    private let sources: [any DispatchSourceSignal]

    /// Set on one thread and read on another.
    private final class Flag: @unchecked Sendable {
        private let lock = NSLock()
        private var value = false

        var isSet: Bool {
            get { lock.withLock { value } }
            set { lock.withLock { value = newValue } }
        }
    }

    init() {
        let flag = flag
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { flag.isSet = true }
            source.resume()
            return source
        }
    }

    var isRequested: Bool { flag.isSet }
}

/// What is said while a training runs: one line that changes on a terminal, a line now and then
/// elsewhere.
private struct TrainingProgress {
    private let steps: Int
    private var words = 0
    private var crossEntropy: Float = 0

    init(steps: Int) { self.steps = steps }

    mutating func show(_ report: StepReport, since start: Duration, from first: Int) {
        words += report.words
        // A running mean: single batches differ too much to be read.
        crossEntropy =
            words == report.words
            ? report.crossEntropy : 0.95 * crossEntropy + 0.05 * report.crossEntropy
        let interval = StandardError.isTerminal ? 20 : 200
        guard (report.step + 1).isMultiple(of: interval) || report.step + 1 == steps else { return }
        let seconds = Double(start.components.seconds) + Double(start.components.attoseconds) / 1e18
        let done = report.step + 1
        let left = seconds / Double(done - first) * Double(steps - done)
        let line =
            "step \(done) of \(steps)  loss \(crossEntropy.formatted(decimals: 3))"
            + "  gradient \(report.gradientNorm.formatted(decimals: 2))"
            + "  rate \(report.rate.short)  \(Int(Double(words) / seconds)) words/s"
            + "  \(Int(left.rounded())) s left"
        if StandardError.isTerminal {
            StandardError.replaceLine(line)
        } else {
            StandardError.write(line)
        }
    }

    func finish() {
        if StandardError.isTerminal { StandardError.write("") }
    }
}
