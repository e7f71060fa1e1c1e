import Checkpoints
import Decoding
import Foundation
import Training

/// Searches for sentences that greedy and beam search translate differently: in the whole corpus, and
/// among sentences of the same words that the grammar does not make. The lesson's example comes from
/// here.
struct DisagreementSearch {
    func run() throws {
        let name = BundledModels.standard
        let model = try TranslationModel(named: name)
        guard let recipe = try TranslationModel.training(Recipe.self, named: name) else { return }
        let corpus = Corpus(seed: recipe.seed)
        let evaluator = Evaluator(model, on: corpus)
        let pairs = corpus.heldOut + corpus.unseenCombinations + corpus.training
        for (name, sentences) in [
            ("the corpus", pairs.map(\.source)),
            ("variations", corpus.variations(count: 20_000, seed: 1)),
        ] {
            let found = evaluator.disagreements(
                between: .greedy, and: .beam(BeamSearch(width: 4)), on: sentences)
            print("\(name): greedy and a beam of 4 differ on \(found.count) of \(sentences.count)")
            for disagreement in found { print(disagreement.text) }
        }
    }
}

extension Disagreement {
    fileprivate var text: String {
        func line(_ name: String, _ side: Side) -> String {
            let probability = String(format: "%.2g", exp(side.logProbability))
            return "    \(name) \(probability)  " + side.words.joined(separator: " ")
        }
        return [
            "  " + source.joined(separator: " "), line("greedy", first), line("beam  ", second),
        ].joined(separator: "\n")
    }
}
