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
        "When the animal didn't cross the street because it was too tired , I loved it"
    /// 16 words and the end.
    private static let steps = 17

    func run() throws {
        let model = try TranslationModel(named: BundledModels.standard)
        for (name, strategy, bound) in [
            ("greedy", Strategy.greedy, "under 5 ms"),
            ("beam of 8", .beam(BeamSearch(width: 8)), "under 40 ms"),
            (
                "minimum Bayes risk of 16 draws",
                .minimumBayesRisk(
                    MinimumBayesRisk(candidates: .samples(16, Sampling()), utility: .chrF)),
                "none"
            ),
        ] {
            let times = try measure(runs: 200) { try translate(by: strategy, with: model) }
            Figure(name: "16 words by \(name), end to end", times: times, bound: bound).report()
        }
        try CostOfAWord(model: model).report()
    }

    /// From the text to the text and the trace of the whole run. Nothing ends a hypothesis early, so
    /// that all of them go all the way.
    private func translate(by strategy: Strategy, with model: TranslationModel) throws {
        let tokens = try model.tokens(of: Self.sentence)
        let session = DecodingSession(
            model.model, source: TokenSequence(tokens), parameters: model.parameters, ends: [],
            limit: Self.steps)
        let generation = session.generate(strategy) { candidate, generation in
            model.words(of: candidate, in: generation, source: tokens)
        }
        precondition(generation.steps.count == Self.steps)
        let words = model.words(of: generation.best, in: generation, source: tokens)
        _ = Detokenizer.sentence(words)
        _ = model.run(tokens, target: TokenSequence(ids: generation.ids, labels: words))
    }
}

/// The time for one further word, with the cache and without, as the sentence grows.
private struct CostOfAWord {
    let model: TranslationModel
    private let lengths = [1, 2, 4, 8, 16, 32, 48, 64, 96, 128]

    func report() throws {
        let words = (0..<128).map { 3 + $0 % (model.targetVocabulary.count - 3) }
        let encoder = model.model
        let source = TokenSequence(try model.tokens(of: "The animal didn't cross the street"))
        let scope = Scope(tracer: Tracer(), parameters: model.parameters)
        let memory = encoder.encode(encoder.ids(of: [source], at: "source", in: scope), in: scope)
        let start = encoder.cache(of: memory, in: scope)
        print("one further word, behind a sentence of so many (microseconds, the least of many):")
        print("  length  with cache  without  without / with")
        var points: [(length: Double, time: Double)] = []
        for length in lengths {
            let prefix = Array(words.prefix(length))
            var earlier = start
            if length > 1 { decode(Array(prefix.dropLast()), extending: &earlier) }
            let with = measure(runs: 400) {
                var cache = earlier
                decode([prefix[length - 1]], extending: &cache)
            }
            let without = measure(runs: 100) {
                let scope = Scope(tracer: Tracer(), parameters: model.parameters)
                let ids = encoder.ids(
                    of: [TokenSequence(unlabelled: prefix)], at: "target", in: scope)
                _ = encoder.decode(ids, memory: memory, in: scope)
            }
            points.append((Double(length), 1000 * with.least))
            print(
                String(
                    format: "  %6d  %10.1f  %7.1f  %14.1f", length, 1000 * with.least,
                    1000 * without.least, without.least / with.least))
        }
        let line = Line(through: points)
        print(
            String(
                format: "  with the cache: %.1f + %.3f * length, at most %.0f %% off",
                line.start, line.slope, 100 * line.worst))
    }

    private func decode(_ words: [Int], extending cache: inout KeyValueCache) {
        let scope = Scope(tracer: Tracer(), parameters: model.parameters)
        let ids = model.model.ids(of: [TokenSequence(unlabelled: words)], at: "target", in: scope)
        _ = model.model.decode(ids, extending: &cache, in: scope)
    }
}

/// The straight line with the least squared distances.
private struct Line {
    let start: Double
    let slope: Double
    /// The largest distance of a point from it, as a share of the point.
    let worst: Double

    init(through points: [(length: Double, time: Double)]) {
        let count = Double(points.count)
        let x = points.reduce(0) { $0 + $1.length } / count
        let y = points.reduce(0) { $0 + $1.time } / count
        let slope =
            points.reduce(0) { $0 + ($1.length - x) * ($1.time - y) }
            / points.reduce(0) { $0 + ($1.length - x) * ($1.length - x) }
        let start = y - slope * x
        worst = points.map { abs(start + slope * $0.length - $0.time) / $0.time }.max() ?? 0
        self.start = start
        self.slope = slope
    }
}
