import ArgumentParser
import Checkpoints
import Drawing
import Foundation
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

    @Flag(help: "Say what the training would cost, and stop.")
    var dryRun = false

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
        let trainer = try begin()
        StandardError.write("heed: " + cost(of: trainer))
        let finished = try LineTraining(trainer, files: files, log: log).run()
        try finish(finished)
    }

    private func fresh() throws -> Trainer {
        try Trainer(options.recipe(), following: follow)
    }

    /// The training that was stopped, or a new one.
    private func begin() throws -> Trainer {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure.file("cannot make the folder \(folder): \(error.localizedDescription)")
        }
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
