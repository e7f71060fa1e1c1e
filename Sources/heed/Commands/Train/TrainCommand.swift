import ArgumentParser
import Checkpoints
import Drawing
import Foundation
import TerminalApp
import Training

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model from scratch and watch it learn.",
        discussion: """
            EXAMPLES
              heed train sort
                  digits in their order, in a few seconds
              heed train translation --output mine --seed 4 --steps 1000
              heed train copy --no-positions
                  what breaks without positions?
              heed train translation --d-model 32 --heads 2 --dry-run
                  what it would cost
              heed train reverse --layers 6 --no-residuals --one-step
                  the first step, number by number: do the gradients vanish?
              heed train translation --replay
                  how the bundled model was trained, step by step

            The model is a folder that every other command takes as its --model. Ctrl-C saves the \
            state and stops; the same command goes on from there and ends with the weights that an \
            uninterrupted run gives, and so it does after a power cut.
            """)

    @OptionGroup var options: RecipeOptions

    @Option(
        help: ArgumentHelp("The folder for the model.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp(
            "The sentence of the corpus to follow through the training.", valueName: "sentence"))
    var follow: String?

    @Option(
        help: ArgumentHelp("Write the readings as JSON Lines.", valueName: "file"),
        completion: .file())
    var log: String?

    @Flag(
        help: ArgumentHelp(
            "Walk through the first step on the followed sentence, and stop.",
            discussion: "With --plain, only its passes are written."))
    var oneStep = false

    @Flag(help: "Say what the training would cost, and stop.")
    var dryRun = false

    @Flag(help: "Go through the steps of a finished training.")
    var replay = false

    @Flag(help: "Write lines instead of opening the training screen.")
    var plain = false

    @OptionGroup var looks: LookOptions

    @Flag(help: "Begin anew even where a stopped training could go on.")
    var restart = false

    private var folder: String { output ?? "trained/" + options.name }
    private var files: CheckpointFiles { CheckpointFiles(in: folder) }

    func run() throws {
        if dryRun {
            var output = Output()
            try output.writeLine(cost(of: try fresh()))
            return try output.flush()
        }
        if oneStep { return try walkOneStep() }
        if replay { return try showHistory() }
        try makeFolder()
        let lock = try TrainingLock(in: folder)
        defer { withExtendedLifetime(lock) {} }
        let trainer = try begin()
        let teller = Teller(
            steps: trainer.run.recipe.steps,
            log: try log.map { try TrainingLog($0, after: trainer.run.step) })
        let cost = cost(of: trainer)
        let left =
            try opensScreen
            ? TerminalApp.watch(
                trainer, title: options.name, cost: cost, files: files, theme: looks.colours,
                options: terminal, listener: teller.write)
            : trainInLines(trainer, cost: cost, teller: teller)
        if let problem = teller.problem { throw problem }
        guard left.isFinished else {
            StandardError.write(
                "heed: stopped after step \(left.run.step); the same command goes on from there")
            throw ExitCode(opensScreen ? 0 : 130)
        }
        try finish(left)
    }

    private var opensScreen: Bool { Output.isTerminal && !plain }

    private var terminal: TerminalOptions {
        TerminalOptions(depth: looks.depth, background: looks.knownBackground, usesMouse: false)
    }

    private func trainInLines(
        _ trainer: Trainer, cost: String, teller: Teller
    ) -> Trainer {
        StandardError.write("heed: " + cost)
        let stop = Interruption()
        var loop = TrainingLoop(trainer, files: files, tell: teller.tell)
        while !loop.trainer.isFinished && !stop.isRequested && teller.problem == nil {
            loop.advance()
        }
        loop.end()
        return loop.trainer
    }

    /// The recorded training of the folder, or else of the bundled model of that name.
    private func showHistory() throws {
        let isTrained = FileManager.default.fileExists(atPath: folder + "/config.json")
        let history = try History(
            named: output != nil || isTrained ? folder : options.name)
        guard opensScreen else {
            var output = Output()
            for moment in history.moments {
                let words = moment.translation.joined(separator: " ").visible
                try output.writeLine("step \(moment.step): \(words)")
            }
            return try output.flush()
        }
        _ = try TerminalApp.run(
            TrainingScreen(replaying: history, title: options.name, theme: looks.colours),
            options: terminal)
    }

    /// The first step of the training, with the trainer's own loss and optimiser, on one sentence.
    private func walkOneStep() throws {
        let run = TrainingRun(try options.recipe())
        let step = WalkedStep(
            try run.corpus.pair(of: follow), model: run.model, recipe: run.recipe,
            rule: .adam(rate: run.recipe.rate(at: 0)))
        guard opensScreen else { return try step.write(looks) }
        _ = try TerminalApp.run(
            Walk(step, theme: looks.colours, services: .files(besides: options.name)),
            options: terminal)
    }

    private func fresh() throws -> Trainer {
        try Trainer(options.recipe(), following: follow)
    }

    /// The training that was stopped, or a new one.
    private func begin() throws -> Trainer {
        files.removeLeftovers()
        guard !restart,
            let saved = try files.load(note: {
                StandardError.write("heed: \($0.description); the state before it is good")
            })
        else {
            files.remove()
            return try fresh()
        }
        guard saved.run.recipe == (try options.recipe()) else {
            throw Failure.input(
                "\(folder) holds a stopped training with other settings; "
                    + "give the same ones, another --output, or --restart")
        }
        StandardError.write("heed: going on after step \(saved.run.step)")
        return saved
    }

    private func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure.file("cannot make the folder \(folder): \(error.localizedDescription)")
        }
    }

    /// `8,973 weights; 600 steps, about 4 s on this machine`
    private func cost(of trainer: Trainer) -> String {
        let steps = trainer.run.recipe.steps - trainer.run.step
        let seconds = trainer.run.estimatedSeconds()
        return "\(trainer.run.weights) weights; \(steps) steps, about "
            + "\(Float(seconds).formatted(decimals: seconds < 10 ? 1 : 0)) s on this machine"
    }

    private func finish(_ trainer: Trainer) throws {
        StandardError.write("heed: measuring on held-out sentences")
        let evaluation = try TrainedModel(trainer, name: options.name, command: options.command)
            .save(to: folder)
        var output = Output()
        for line in evaluation.report { try output.writeLine(line) }
        try output.writeLine()
        try output.writeLine("The model is in \(folder.visible).")
        try output.flush()
        files.remove()
    }
}
