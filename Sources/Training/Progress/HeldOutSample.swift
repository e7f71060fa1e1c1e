import Checkpoints
import Decoding
import Tokenizers

/// A few held-out pairs, translated now and then while a training runs.
struct HeldOutSample: Sendable {
    private static let count = 50

    private let pairs: [SentencePair]

    init(of corpus: Corpus) { pairs = Array(corpus.heldOut.prefix(Self.count)) }

    /// How many come out right, word by word, by greedy decoding.
    func score(of model: TranslationModel) -> Score {
        let right = concurrentMap(pairs) { pair in
            // What is longer than it should be is wrong: there is no need to see its end.
            let session = DecodingSession(
                model.model, source: model.sequence(of: pair), parameters: model.parameters,
                limit: pair.target.count + 1)
            return session.generate(.greedy).ids
                == model.targetVocabulary.ids(of: pair.target).dropLast()
        }
        return Score(right: right.count { $0 }, total: pairs.count)
    }
}
