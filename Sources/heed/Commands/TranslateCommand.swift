import ArgumentParser
import Checkpoints
import Decoding
import Drawing
import TerminalApp

struct TranslateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract:
            "Let a model write: a translation, or how a text goes on; by one of several strategies.",
        discussion: """
            EXAMPLES
              heed translate "The animal didn't cross the street because it was too wide"
                  only the translation: the most probable word at each step
              heed translate "\(DecodingExample.gardenPath)" --strategy greedy
                  each word with its probability and what else was probable
              heed translate "\(DecodingExample.gardenPath)" --strategy beam --beams 4
                  four hypotheses side by side find a better sentence
              heed translate "\(DecodingExample.gardenPath)" --begin "L'orologio è nel"
                  the first words given, the rest the model's own
              heed translate "I love you" --strategy sample --temperature 1.5 --top-k 5
                  words drawn by chance, always the same for a seed
              heed translate "I love you" --strategy mbr --candidates 16 --utility chrf
                  of 16 draws the one that is most like all the others
              heed translate "\(DecodingExample.gardenPath)" --strategy beam --watch
                  watch how it is written, word by word, and take other ways by hand
              heed translate "Once upon a time" --model models/gpt2 --limit 30
                  how a pretrained model goes on, or what one of text to text writes
              heed translate - --strategy beam --format json < sentences.txt
                  every step as data, a line a sentence
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var input: SentenceArgument
    @OptionGroup(title: "Strategy") var strategyOptions: StrategyOptions

    @Option(
        help: ArgumentHelp(
            "Words that the translation must begin with, in quotes.", valueName: "words"))
    var begin: String?

    @Option(
        help: ArgumentHelp(
            "The most tokens to write, for pretrained models.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Watch it in the terminal, word by word.")
    var watch = false

    @OptionGroup var modelOption: ModelOption
    @OptionGroup(title: "Look, with --watch") var looks: LookOptions

    @Option(help: "Text, or every step as an object.")
    var format = Format.text

    func validate() throws {
        if let limit, !(1...100_000).contains(limit) {
            throw ValidationError("--limit is \(limit); expected 1 to 100000.")
        }
        if watch && input.sentence == "-" {
            throw ValidationError("--watch shows one sentence; - reads many.")
        }
    }

    func run() throws {
        if watch { return try show() }
        let model = try modelOption.loadModel()
        var output = Output()
        var isFirst = true
        try input.forEach { sentence in
            let (report, notes) = try report(on: sentence, by: model)
            for note in notes { StandardError.write("heed: \(note)") }
            switch format {
            case .json: try output.writeLine(report.json.text)
            case .text where showsSteps:
                if !isFirst { try output.writeLine() }
                try output.write(report.page)
            case .text: try output.writeLine(report.text.visible)
            }
            isFirst = false
            try output.flush()
        }
    }

    /// The decoding screen.
    private func show() throws {
        let model = try modelOption.load()
        _ = try TerminalApp.run(
            DecodingScreen(
                input.sentence, model: model, strategy: strategyOptions.value,
                beginning: begin.map { try ids(of: $0, in: model) } ?? [], theme: looks.colours),
            options: TerminalOptions(depth: looks.depth, background: looks.knownBackground))
    }

    /// What the model writes, and what a reader must know of it.
    private func report(
        on sentence: String, by model: any SentenceModel
    ) throws -> (GenerationReport, notes: [String]) {
        if let model = model as? PretrainedModel {
            let writing = try model.write(
                sentence, strategy: strategyOptions.value, beginning: begin, limit: limit)
            return (GenerationReport(writing, by: model), [])
        }
        let model = try modelOption.load(model)
        if limit != nil {
            throw Failure.input("--limit belongs to pretrained models, which may not end")
        }
        let translation = try model.translate(
            sentence, strategy: strategyOptions.value,
            continuing: begin.map { try ids(of: $0, in: model) } ?? [])
        let isCut = !translation.generation.isComplete
        return (
            GenerationReport(translation, by: model),
            translation.source.vocabularyNotes
                + (isCut ? ["the model did not end the sentence; it was cut"] : [])
        )
    }

    /// Whoever asks for nothing but a translation gets nothing but a translation.
    private var showsSteps: Bool { strategyOptions.strategy != nil || begin != nil }

    /// - Throws: `Failure.input`.
    private func ids(of beginning: String, in model: TranslationModel) throws -> [Int] {
        let (ids, unknown) = model.targetIDs(of: beginning)
        if let word = unknown.first {
            throw Failure.input("--begin: the model cannot write '\(word)'")
        }
        return ids
    }
}
