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
        let model = try TranslationModel(named: name)
        let sizes = model.configuration
        let declarations = model.model.declarations
        var parts: [(name: String, count: Int)] = []
        for declaration in declarations {
            let words = declaration.path.split(separator: ".")
            // encoder.0.self_attention, encoder.embedding, logits
            let part = words.prefix(words.count > 3 ? 3 : words.count - 1).joined(separator: ".")
            if parts.last?.name == part {
                parts[parts.count - 1].count += declaration.count
            } else {
                parts.append((part, declaration.count))
            }
        }
        let total = declarations.reduce(0) { $0 + $1.count }
        let guided =
            sizes.guidedHead.map { "encoder layer \($0.layer), head \($0.head)" } ?? "nothing"
        let width = parts.map(\.name.count).max() ?? 0
        return [
            "\(name): encoder-decoder, English to Italian",
            "  d_model \(sizes.dModel), \(sizes.heads) heads, d_ff \(sizes.dFF), "
                + "\(sizes.encoderLayers) encoder and \(sizes.decoderLayers) decoder layers",
            "  \(sizes.sourceVocabulary) source and \(sizes.targetVocabulary) target tokens",
            "  guided in training: \(guided)",
            "  accuracy: " + accuracy(of: name),
            "  weights:",
        ] + parts.map { "    \($0.name.padded(to: width)) \(String($0.count).leftPadded(to: 9))" }
            + ["    \("together".padded(to: width)) \(String(total).leftPadded(to: 9))"]
    }

    private func accuracy(of name: String) -> String {
        guard let folder = try? BundledModels.path(of: name),
            let evaluation = Evaluation(folder: folder)
        else { return "not measured; heed evaluate measures it" }
        func percent(_ score: Score) -> String {
            "\(Float(score.share * 100).formatted(decimals: 2)) % of \(score.total)"
        }
        return percent(evaluation.heldOut) + " held-out pairs, "
            + percent(evaluation.unseenCombinations) + " with unseen noun + adjective"
    }
}
