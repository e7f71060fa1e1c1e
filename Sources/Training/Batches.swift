import Models
import Tensors
import Tokenizers

/// Draws batches of pairs whose sources have one length, so that no source needs padding.
///
/// A batch depends on the seed and the number of the step alone: a run that goes on after a stop
/// draws what it would have drawn.
struct Batches: Sendable {
    private struct Bucket: Sendable {
        var pairs: [SentencePair] = []
        /// Running sums of the pairs' weights, for drawing.
        var cumulative: [Double] = []

        var weight: Double { cumulative.last ?? 0 }
    }

    private let buckets: [Bucket]
    let recipe: Recipe
    let sourceVocabulary: Vocabulary
    let targetVocabulary: Vocabulary

    init(
        _ corpus: Corpus, recipe: Recipe, sourceVocabulary: Vocabulary, targetVocabulary: Vocabulary
    ) {
        var byLength: [Int: Bucket] = [:]
        for pair in corpus.training {
            var bucket = byLength[pair.source.count] ?? Bucket()
            bucket.pairs.append(pair)
            bucket.cumulative.append(bucket.weight + corpus.samplingWeight(of: pair))
            byLength[pair.source.count] = bucket
        }
        buckets = byLength.sorted { $0.key < $1.key }.map(\.value)
        self.recipe = recipe
        self.sourceVocabulary = sourceVocabulary
        self.targetVocabulary = targetVocabulary
    }

    func batch(at step: Int) -> [Example] {
        var generator = SeededGenerator(seed: recipe.seed &+ 0x9E37_79B9 &* UInt64(step + 1))
        let totals = buckets.reduce(into: [Double]()) { $0.append(($0.last ?? 0) + $1.weight) }
        let bucket = buckets[draw(from: totals, using: &generator)]
        return (0..<recipe.batch).map { _ in
            let pair = bucket.pairs[draw(from: bucket.cumulative, using: &generator)]
            return example(of: pair, using: &generator)
        }
    }

    /// The index of the running sum that a uniform number falls under.
    private func draw(
        from cumulative: [Double], using generator: inout SeededGenerator
    ) -> Int {
        let point = Double.random(in: 0..<(cumulative.last ?? 1), using: &generator)
        var range = 0..<cumulative.count - 1
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            if cumulative[middle] > point {
                range = range.lowerBound..<middle
            } else {
                range = (middle + 1)..<range.upperBound
            }
        }
        return range.lowerBound
    }
}
