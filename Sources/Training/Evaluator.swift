import Checkpoints
import Decoding
import Models
import Tokenizers
import Tracing

/// Measures a translation model on a corpus.
public struct Evaluator: Sendable {
    let model: TranslationModel
    let corpus: Corpus

    public init(_ model: TranslationModel, on corpus: Corpus) {
        self.model = model
        self.corpus = corpus
    }

    /// - Parameter progress: is told after each part how many sentences of how many are done.
    public func evaluate(progress: (Int, Int) -> Void = { _, _ in }) -> Evaluation {
        let pronouns = corpus.heldOut.filter { $0.coreference != nil }
        let total =
            corpus.heldOut.count + corpus.unseenCombinations.count + pronouns.count
            + 2 * corpus.examples.count
        var done = 0
        func score(_ pairs: [SentencePair], _ edits: [Edit] = []) -> Score {
            var right = 0
            // In portions, so that the progress shows.
            for start in stride(from: 0, to: pairs.count, by: 100) {
                let portion = Array(pairs[start..<min(start + 100, pairs.count)])
                right += concurrentMap(portion) { translate($0, edits) == $0.target }.count { $0 }
                done += portion.count
                progress(done, total)
            }
            return Score(right: right, total: pairs.count)
        }
        let heads = measureHeads(on: pronouns)
        let knockOut = heads.first.map { [$0.knockOut] } ?? []
        return Evaluation(
            heldOut: score(corpus.heldOut), unseenCombinations: score(corpus.unseenCombinations),
            examples: concurrentMap(corpus.examples) { pair in
                ExampleResult(
                    source: pair.source.joined(separator: " "),
                    expected: pair.target.joined(separator: " "),
                    translation: translate(pair).joined(separator: " "),
                    withoutBestHead: translate(pair, knockOut).joined(separator: " "),
                    weight: heads.first.flatMap { weight(of: $0, in: pair) })
            },
            heads: heads, pronouns: score(pronouns),
            pronounsWithoutBestHead: score(pronouns, knockOut)
        )
    }

    private func translate(_ pair: SentencePair, _ edits: [Edit] = []) -> [String] {
        let generation = model.session(translating: model.sequence(of: pair), edits: edits)
            .generate(.greedy)
        return generation.ids.map { model.targetVocabulary.tokens[$0] }
    }

    /// Every encoder head on every sentence with a pronoun.
    private func measureHeads(on pairs: [SentencePair]) -> [HeadMeasure] {
        guard !pairs.isEmpty else { return [] }
        let maps = concurrentMap(pairs) { pair in
            (0..<model.configuration.encoderLayers).map { weights(of: $0, for: pair) }
        }
        var measures: [HeadMeasure] = []
        for layer in 0..<model.configuration.encoderLayers {
            for head in 0..<model.configuration.heads {
                var referent: Float = 0
                var distractor: Float = 0
                var wins = 0
                for (pair, layers) in zip(pairs, maps) {
                    guard let link = pair.coreference else { continue }
                    let right = layers[layer].value[head, link.pronoun, link.referent]
                    referent += right
                    let wrong = layers[layer].value[head, link.pronoun, link.distractor]
                    distractor += wrong
                    if right > wrong { wins += 1 }
                }
                measures.append(
                    HeadMeasure(
                        layer: layer, head: head, referent: referent / Float(pairs.count),
                        distractor: distractor / Float(pairs.count),
                        wins: Double(wins) / Double(pairs.count)))
            }
        }
        return measures.sorted { $0.referent > $1.referent }
    }

    private func weight(of measure: HeadMeasure, in pair: SentencePair) -> Float? {
        guard let link = pair.coreference else { return nil }
        return weights(of: measure.layer, for: pair)
            .value[measure.head, link.pronoun, link.referent]
    }

    /// The attention weights of one encoder layer: `[head, query, key]`.
    private func weights(of layer: Int, for pair: SentencePair) -> Traced {
        let recorder = Recorder()
        let scope = Scope(tracer: Tracer(sink: recorder), parameters: model.parameters)
        let ids = model.model.ids(of: [model.sequence(of: pair)], at: "source", in: scope)
        _ = model.model.encode(ids, in: scope)
        guard let weights = recorder.trace["encoder.\(layer).self_attention.weights"] else {
            preconditionFailure("an encoder layer has attention weights")
        }
        return weights
    }
}

extension HeadMeasure {
    /// Sets the head's output to 0.
    public var knockOut: Edit {
        Edit("encoder.\(layer).self_attention.head_output", cells: [head, nil, nil], .set(0))
    }
}
