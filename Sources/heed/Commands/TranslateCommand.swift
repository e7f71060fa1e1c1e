import ArgumentParser
import Checkpoints
import Decoding
import Drawing

struct TranslateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract: "Translate an English sentence to Italian, by one of several strategies.",
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

    @OptionGroup var modelOption: ModelOption

    @Option(help: "Text, or every step as an object.")
    var format = Format.text

    func run() throws {
        let model = try modelOption.load()
        let prefix = try begin.map { try ids(of: $0, in: model) } ?? []
        var output = Output()
        var isFirst = true
        try input.forEach { sentence in
            let translation = try model.translate(
                sentence, strategy: strategyOptions.value, continuing: prefix)
            for note in translation.source.vocabularyNotes { StandardError.write("heed: \(note)") }
            if !translation.generation.isComplete {
                StandardError.write("heed: the model did not end the sentence; it was cut")
            }
            let report = GenerationReport(translation, by: model)
            switch format {
            case .json: try output.writeLine(report.json.text)
            case .text where showsSteps:
                if !isFirst { try output.writeLine() }
                try output.write(report.text)
            case .text: try output.writeLine(translation.text.visible)
            }
            isFirst = false
            try output.flush()
        }
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
