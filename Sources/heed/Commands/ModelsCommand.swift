import ArgumentParser
import Checkpoints
import Drawing
import Models
import Training

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract:
            "List the bundled models, or inspect one: sizes, weights by part, what was guided.",
        discussion: """
            EXAMPLES
              heed models
              heed models translation-unguided
              heed models models/bert-base-uncased
                  a folder in the Hugging Face layout; no weight is read
            """)

    @Argument(help: "A bundled model or a model folder; all bundled ones if left out.")
    var model: String?

    func run() throws {
        var output = Output()
        for (number, name) in (model.map { [$0] } ?? BundledModels.names).enumerated() {
            if number > 0 { try output.writeLine() }
            for line in try report(on: name) { try output.writeLine(line.visible) }
        }
        try output.flush()
    }

    private func report(on name: String) throws -> [String] {
        let folder = try BundledModels.path(of: name)
        return try PretrainedModel.isPretrained(folder: folder)
            ? InspectionPage(PretrainedInspection(folder: folder)).lines
            : report(on: TranslationModel(folder: folder), named: name)
    }

    private func report(on model: TranslationModel, named name: String) -> [String] {
        let sizes = model.configuration
        let table = PartTable(EncoderDecoder(sizes).declarations)
        let guided =
            sizes.guidedHead.map { "encoder layer \($0.layer), head \($0.head)" } ?? "nothing"
        let width = table.parts.map(\.name.count).max() ?? 0
        let parts = (table.parts.map { ($0.name, $0.count) } + [("together", table.total)]).map {
            "    \($0.padded(to: width)) \(String($1).leftPadded(to: 9))"
        }
        let omissions = sizes.omissions.sorted().map(\.rawValue).joined(separator: ", ")
        return [
            "\(name): encoder-decoder, \(purpose(of: name))",
            "  d_model \(sizes.dModel), \(sizes.heads) heads, d_ff \(sizes.dFF), "
                + "\(sizes.encoderLayers) encoder and \(sizes.decoderLayers) decoder layers",
            "  \(sizes.sourceVocabulary) source and \(sizes.targetVocabulary) target tokens",
            "  guided in training: \(guided)",
        ]
            + (omissions.isEmpty ? [] : ["  trained without \(omissions)"])
            + ["  accuracy: " + accuracy(of: name), "  weights:"] + parts
    }

    private func purpose(of name: String) -> String {
        let recipe = try? TranslationModel.training(Recipe.self, named: name)
        return (recipe.map(\.task) ?? .translation).purpose
    }

    private func accuracy(of name: String) -> String {
        guard let folder = try? BundledModels.path(of: name),
            let evaluation = Evaluation(folder: folder)
        else { return "not measured; heed evaluate measures it" }
        func percent(_ score: Score) -> String {
            "\(Float(score.share * 100).formatted(decimals: 2)) % of \(score.total)"
        }
        let heldOut = percent(evaluation.heldOut) + " held-out pairs"
        return evaluation.unseenCombinations.total == 0
            ? heldOut
            : heldOut + ", " + percent(evaluation.unseenCombinations)
                + " with unseen noun + adjective"
    }
}
