import Checkpoints
import Decoding
import Guide
import Tracing

/// What is walked through: a model's computation on one sentence.
struct Subject: Sendable {
    let model: TranslationModel
    let sentence: String
    let translation: Translation
    let outline: Outline

    /// - Throws: `SentenceError`.
    init(_ sentence: String, model: TranslationModel) throws {
        self.model = model
        self.sentence = sentence
        translation = try model.translate(sentence)
        outline = Outline(of: translation.trace)
    }

    var trace: Trace { translation.trace }
}
