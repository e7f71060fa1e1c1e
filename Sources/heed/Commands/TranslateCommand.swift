import ArgumentParser
import Decoding
import Drawing

struct TranslateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "translate",
        abstract:
            "Translate an English sentence to Italian, greedily: the most probable word at each step.",
        discussion: """
            EXAMPLES
              heed translate "The animal didn't cross the street because it was too wide"
              heed translate - < sentences.txt
            """)

    @OptionGroup var input: SentenceArgument
    @OptionGroup var modelOption: ModelOption

    func run() throws {
        let model = try modelOption.load()
        var output = Output()
        try input.forEach { sentence in
            let translation = try model.translate(sentence)
            for note in translation.source.vocabularyNotes { StandardError.write("heed: \(note)") }
            if !translation.generation.isComplete {
                StandardError.write("heed: the model did not end the sentence; it was cut")
            }
            try output.writeLine(translation.text.visible)
            try output.flush()
        }
    }
}
