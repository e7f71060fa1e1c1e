import ArgumentParser
import Decoding
import Guide
import Tracing

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show where one number comes from, down to the tokens and the weights.",
        discussion: """
            EXAMPLES
              heed explain "I love you very much" "probabilities[position=0, token=ti]"
              heed explain "The animal didn't cross the street because it was too tired" \\
                  "encoder.1.self_attention.weights[head=0, query=it, key=animal]" --depth 3
              heed explain "I love you" --target "Ti amo" "update.logits.bias[token=ti]"

            Each line is a number and how it is made of the numbers below it; the largest \
            contributions come first, the others are counted and summed.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "The sentence, in quotes.")
    var sentence: String

    @Argument(help: "The cell: a selector that fixes every axis.")
    var cell: String

    @Option(help: "How many operations deep.")
    var depth = 2

    @Option(help: "How many terms of each operation are shown.")
    var terms = 4

    @OptionGroup var readingOptions: ReadingOptions

    @Option(help: "As a tree of text or of objects.")
    var format = Format.text

    func validate() throws {
        guard (0...100).contains(depth) else {
            throw ValidationError("--depth is \(depth); expected 0 to 100.")
        }
        guard (1...1000).contains(terms) else {
            throw ValidationError("--terms is \(terms); expected 1 to 1000.")
        }
    }

    /// The most terms that a tree may have: about what a reader's patience or a pipe can take.
    private static let largestTree = 100_000.0

    func run() throws {
        let selector = try Selector(cell)
        let trace = try readingOptions.read(sentence, by: readingOptions.modelOption.loadModel())
            .trace
        let cell = try selector.resolveCell(in: trace.events)
        let explanation = trace.explain(
            cell, depth: depth, most: terms, limit: ExplainCommand.largestTree)
        var output = Output()
        switch format {
        case .json: try output.writeLine(JSONText.explanation(explanation).text)
        case .text: try output.write(ExplanationText(explanation).text)
        }
        try output.flush()
    }
}
