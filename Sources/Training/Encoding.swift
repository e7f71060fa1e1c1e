import Checkpoints
import Tensors
import Tokenizers

extension Vocabulary {
    /// The ids of corpus words, closed by the end token.
    func ids(of words: [String]) -> [Int] {
        words.map { id(of: $0) ?? Vocabulary.unknownID } + [Vocabulary.endID]
    }
}

extension TranslationModel {
    /// The source of a corpus pair as the model reads it.
    func sequence(of pair: SentencePair) -> TokenSequence {
        TokenSequence(
            ids: sourceVocabulary.ids(of: pair.source), labels: pair.source + [Vocabulary.end])
    }
}

extension Batches {
    /// A pair as the trainer takes it. A share of the names becomes unknown on both sides, so that
    /// the model learns to copy what it does not know.
    func example(of pair: SentencePair, using generator: inout SeededGenerator) -> Example {
        var source = sourceVocabulary.ids(of: pair.source)
        var target = targetVocabulary.ids(of: pair.target)
        for name in pair.names
        where Double.random(in: 0..<1, using: &generator) < recipe.unknownNames {
            source[name.source] = Vocabulary.unknownID
            target[name.target] = Vocabulary.unknownID
        }
        return Example(
            source: source, target: target,
            guide: pair.coreference.map { ($0.pronoun, $0.referent) })
    }
}
