import Checkpoints
import Decoding
import Tokenizers

/// A generation with its words, for people and for programs.
struct GenerationReport {
    let translation: Translation
    private let model: TranslationModel

    init(_ translation: Translation, by model: TranslationModel) {
        self.translation = translation
        self.model = model
    }

    var generation: Generation { translation.generation }

    /// A word of the target vocabulary.
    func word(_ id: Int) -> String {
        model.targetVocabulary.tokens.indices.contains(id)
            ? model.targetVocabulary.tokens[id] : Vocabulary.start
    }

    /// The words of a candidate, names copied.
    func words(of candidate: Candidate) -> [String] {
        model.words(of: candidate, in: generation, source: translation.source)
    }
}
