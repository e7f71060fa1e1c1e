import Checkpoints
import Decoding
import Foundation
import Models
import Tensors
import Tokenizers
import Tracing

/// A translation of 16 words end to end, and what a word costs as the sentence grows.
struct DecodingBenchmark {
    private static let sentence =
        "The animal didn't cross the street because it was too tired"

    func run() throws {
        let model = try TranslationModel(named: BundledModels.standard)
        let tokens = TokenSequence(try model.tokens(of: Self.sentence))
        for (name, strategy, bound) in [
            ("greedy", Strategy.greedy, "under 5 ms"),
            ("beam 8", .beam(BeamSearch(width: 8)), "under 40 ms"),
        ] {
            let generation = model.session(translating: tokens).generate(strategy)
            Figure(
                name: "\(name), \(generation.ids.count) words, \(generation.steps.count) steps",
                times: measure(runs: 100) {
                    _ = model.session(translating: tokens).generate(strategy)
                }, bound: bound
            ).report()
        }
    }
}
