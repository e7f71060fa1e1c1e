import ArgumentParser
import Checkpoints
import Training

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract:
            "Measure a bundled model on sentences that it never saw, by real greedy decoding.",
        discussion: """
            EXAMPLES
              heed evaluate translation
              heed evaluate translation --model my-training/
            """)

    @Argument(
        help: "The recipe whose corpus is used: \(Recipe.names).",
        completion: .list(Recipe.bundled.keys.sorted()))
    var name = BundledModels.standard

    @Option(
        help: ArgumentHelp("Another model to measure on it.", valueName: "name|dir"))
    var model: String?

    @Option(help: "The seed of the corpus, if it is not the recipe's.")
    var seed: UInt64?

    func run() throws {
        let recipe = try Recipe.named(name)
        let model = try TranslationModel(named: model ?? name)
        let evaluator = Evaluator(model, on: Corpus(seed: seed ?? recipe.seed))
        let evaluation = evaluator.evaluate { done, total in
            if StandardError.isTerminal {
                StandardError.replaceLine("translating: \(done) of \(total)")
            }
        }
        if StandardError.isTerminal { StandardError.replaceLine("") }
        var output = Output()
        for line in evaluation.report { try output.writeLine(line) }
        try output.flush()
    }
}

extension Recipe {
    /// The names of the recipes, for help and errors.
    static var names: String { bundled.keys.sorted().joined(separator: ", ") }

    /// - Throws: `Failure.input`.
    static func named(_ name: String) throws -> Recipe {
        guard let recipe = bundled[name] else {
            throw Failure.input("no recipe '\(name)'; choose one of \(names)")
        }
        return recipe
    }
}
