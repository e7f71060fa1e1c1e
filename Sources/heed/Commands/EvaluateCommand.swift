import ArgumentParser
import Checkpoints
import Training

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a model on sentences that it never saw, by real greedy decoding.",
        discussion: """
            EXAMPLES
              heed evaluate translation
              heed evaluate trained/translation

            The corpus is the one that the model was trained on, made again from its seed.
            """)

    @Argument(
        help: "A bundled model or a folder that heed train made.",
        completion: .list(BundledModels.names))
    var name = BundledModels.standard

    func run() throws {
        let model = try TranslationModel(named: name)
        guard let recipe = try TranslationModel.training(Recipe.self, named: name) else {
            throw Failure.model("the config.json of \(name) does not say how it was trained")
        }
        let evaluator = Evaluator(model, on: Corpus(of: recipe))
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
