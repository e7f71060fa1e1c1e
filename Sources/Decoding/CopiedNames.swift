import Checkpoints
import Tokenizers

extension TranslationModel {
    /// The words of a sentence that a strategy found. Into the place of each unknown target word
    /// comes the unknown source word that the decoder looked at most when it wrote it (Luong et al.
    /// 2015).
    ///
    /// - Parameter source: the sentence as the model read it.
    public func words(
        of candidate: Candidate, in generation: Generation, source: [WordTokenizer.Token]
    ) -> [String] {
        let words = candidate.ids.map { targetVocabulary.tokens[$0] }
        guard candidate.ids.contains(Vocabulary.unknownID) else { return words }
        let unknown = source.indices.filter { source[$0].id == Vocabulary.unknownID }
        let path = generation.path(to: candidate.hypothesis)
        return zip(words, path).map { word, hypothesis in
            guard generation.tree[hypothesis].word == Vocabulary.unknownID,
                let attention = generation.expansion(behind: hypothesis)?.attention
            else { return word }
            func weight(_ position: Int) -> Float {
                (0..<attention.shape[0]).reduce(0) { sum, layer in
                    (0..<attention.shape[1]).reduce(sum) { $0 + attention[layer, $1, position] }
                }
            }
            return unknown.max { weight($0) < weight($1) }.map { source[$0].markedLabel } ?? word
        }
    }
}
