import Decoding
import Tokenizers

/// A sentence that two strategies translate differently.
public struct Disagreement: Sendable {
    /// One of the two translations.
    public struct Side: Sendable {
        public let words: [String]
        public let logProbability: Double
    }

    public let source: [String]
    public let first: Side
    public let second: Side
}

extension Evaluator {
    /// Finds the sentences that two strategies translate differently, in their order.
    ///
    /// - Parameter sentences: the words of each, without the end token.
    public func disagreements(
        between first: Strategy, and second: Strategy, on sentences: [[String]]
    ) -> [Disagreement] {
        concurrentMap(sentences) { sentence -> Disagreement? in
            let source = TokenSequence(
                ids: model.sourceVocabulary.ids(of: sentence), labels: sentence + [Vocabulary.end])
            let session = model.session(translating: source)
            let generations = [session.generate(first), session.generate(second)]
            guard generations[0].ids != generations[1].ids else { return nil }
            let sides = generations.map { generation in
                Disagreement.Side(
                    words: generation.ids.map { model.targetVocabulary.tokens[$0] },
                    logProbability: generation.logProbability)
            }
            return Disagreement(source: sentence, first: sides[0], second: sides[1])
        }.compactMap { $0 }
    }
}
