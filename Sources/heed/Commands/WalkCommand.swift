import ArgumentParser
import Checkpoints
import Decoding
import Drawing
import TerminalApp
import Training

struct WalkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk",
        abstract: "Walk through a transformer, step by step (what heed does by itself).",
        discussion: """
            EXAMPLES
              heed
              heed walk "The animal didn't cross the street because it was too wide"
              heed walk "I love you very much" --at encoder.0.self_attention.scores
              heed walk "Paris is the capital of [MASK]." --model bert-base-uncased
              heed walk "I love you" --target "Ti amo tanto"
                  one step of training: forward, loss, backward, update, forward again

            Arrows go back and on, Enter goes in, Escape goes out, ? says which keys work, q quits.
            """)

    @Argument(help: "The sentence, in quotes.")
    var sentence = "The animal didn't cross the street because it was too tired"

    @Option(help: ArgumentHelp("Begin at this step.", valueName: "selector"))
    var at: String?

    @OptionGroup var modelOption: ModelOption

    @OptionGroup var targetOption: TargetOption

    @OptionGroup var looks: LookOptions

    @Flag(
        help: "Leave the mouse to the terminal, which can then select text. With it, Shift selects."
    )
    var noMouse = false

    func run() throws {
        let services = Services.files(besides: modelOption.model)
        let step = try targetOption.step(on: sentence) { try modelOption.load() }
        if let step, !Output.isTerminal { return try step.write(looks) }
        var walk =
            try step.map { Walk($0, theme: looks.colours, services: services) } ?? read(services)
        if let at { try walk.go(to: at) }
        _ = try TerminalApp.run(
            walk,
            options: TerminalOptions(
                depth: looks.depth, background: looks.knownBackground, usesMouse: !noMouse))
    }
}

extension WalkCommand {
    private func read(_ services: Services) throws -> Walk {
        let model = try modelOption.loadModel()
        return try model.tellingProgress(of: sentence) {
            try Walk(sentence, model: model, theme: looks.colours, services: services, sink: $0)
        }
    }
}

extension WalkedStep {
    /// Writes the passes of the step with their numbers, where no screen can be opened.
    ///
    /// - Throws: `Failure.output`.
    func write(_ looks: LookOptions) throws {
        let depth = looks.depth
        var output = Output()
        try output.write(
            TerminalEncoder(depth, styles: Output.isTerminal, background: looks.background)
                .encode(page(width: looks.columns, theme: looks.colours, depth: depth)))
        try output.flush()
    }
}

extension Services {
    /// The bundled models besides one, and files as they are named.
    static func files(besides model: String) -> Services {
        Services(
            otherModels: BundledModels.names.filter { $0 != model },
            load: { try SentenceModels.load(named: $0) },
            write: { try AtomicFile.write($0, to: $1) })
    }
}
