import Checkpoints
import Decoding
import Tokenizers

/// A generation with its words, for people and for programs.
struct GenerationReport {
    let generation: Generation
    /// What was read, token by token.
    let source: [String]
    /// What was written.
    let text: String
    private let wordOfID: (Int) -> String
    private let wordsOfCandidate: (Candidate) -> [String]

    init(_ translation: Translation, by model: TranslationModel) {
        generation = translation.generation
        source = translation.source.map(\.label)
        text = translation.text
        wordOfID = { id in
            model.targetVocabulary.tokens.indices.contains(id)
                ? model.targetVocabulary.tokens[id] : Vocabulary.start
        }
        wordsOfCandidate = {
            model.words(of: $0, in: translation.generation, source: translation.source)
        }
    }

    init(_ writing: Writing, by model: PretrainedModel) {
        generation = writing.generation
        source = writing.source.map(\.label)
        text = writing.text
        wordOfID = { model.targetTokenizer.labels(of: [$0])[0] }
        wordsOfCandidate = { model.targetTokenizer.labels(of: $0.ids) }
    }

    /// A word of the target vocabulary.
    func word(_ id: Int) -> String { id < 0 ? "" : wordOfID(id) }

    /// The words of a candidate, names copied.
    func words(of candidate: Candidate) -> [String] { wordsOfCandidate(candidate) }
}
