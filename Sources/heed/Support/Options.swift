import ArgumentParser
import Checkpoints
import Decoding
import Drawing
import Foundation

/// Which model reads the sentence.
struct ModelOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A bundled model, or a folder: heed's own or in the Hugging Face layout.",
            valueName: "name|dir"),
        completion: .list(BundledModels.names))
    var model = BundledModels.standard

    /// Whatever model it is.
    ///
    /// - Throws: `CheckpointError`.
    func loadModel() throws -> any SentenceModel { try SentenceModels.load(named: model) }

    /// One of heed's own translation models.
    ///
    /// - Throws: `CheckpointError`, `Failure.input`.
    func load() throws -> TranslationModel { try load(loadModel()) }

    /// The loaded model, if it is one of those.
    ///
    /// - Throws: `Failure.input`.
    func load(_ loaded: any SentenceModel) throws -> TranslationModel {
        guard let translation = loaded as? TranslationModel else {
            throw Failure.input(
                "\(model) is no translation model of heed, which this command needs")
        }
        return translation
    }
}

/// The sentence, or where to find sentences.
struct SentenceArgument: ParsableArguments {
    @Argument(help: "The sentence, in quotes; - reads one sentence a line from standard input.")
    var sentence: String

    /// Calls `body` with each sentence. Where several are read, one that fails is reported and the
    /// others follow.
    func forEach(_ body: (String) throws -> Void) throws {
        guard sentence == "-" else { return try body(sentence) }
        var failures: [Failure] = []
        while let line = readLine() {
            if line.allSatisfy(\.isWhitespace) { continue }
            do {
                try body(line)
            } catch {
                guard let failure = Failure(error) else { throw error }
                StandardError.write("heed: \(failure.description)")
                failures.append(failure)
            }
        }
        if let last = failures.last { throw last.exitCode }
    }
}

/// A second text beside the sentence.
struct PairOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A second text, for models that compare two (BERT).", valueName: "text"))
    var pair: String?
}

/// How pictures look.
struct LookOptions: ParsableArguments {
    @Option(help: "The columns to use; the terminal's width, or 80.")
    var width: Int?

    @Option(
        name: [.customLong("color"), .customLong("colour")],
        help: "When to use colour. NO_COLOR is heeded under auto.")
    var colour = ColourDepth.Choice.auto

    @Option(
        help: ArgumentHelp(
            "The colours: \(Theme.all.map(\.name).joined(separator: ", ")).", valueName: "name"),
        completion: .list(Theme.all.map(\.name)))
    var theme = Theme.all[0].name

    mutating func validate() throws {
        if let width, !(20...1000).contains(width) {
            throw ValidationError("--width is \(width); expected 20 to 1000.")
        }
        if Theme.named(theme) == nil {
            throw ValidationError(
                "there is no theme '\(theme.visible)'; choose one of "
                    + Theme.all.map(\.name).joined(separator: ", ") + ".")
        }
    }

    var columns: Int { width ?? (Output.terminalSize.map { max($0.columns, 20) } ?? 80) }
    var colours: Theme { Theme.named(theme) ?? Theme.all[0] }
    /// Nil where nobody has said it.
    var knownBackground: Background? {
        colours.background ?? Background(environment: ProcessInfo.processInfo.environment)
    }
    var background: Background { knownBackground ?? .dark }
    var depth: ColourDepth {
        .detect(
            colour, environment: ProcessInfo.processInfo.environment, isTerminal: Output.isTerminal)
    }
}

extension ColourDepth.Choice: ExpressibleByArgument {}
