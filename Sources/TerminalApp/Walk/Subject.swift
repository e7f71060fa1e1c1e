import Checkpoints
import Decoding
import Guide
import Tracing

/// What is walked through: a model's computation on one sentence.
struct Subject: Sendable {
    let sentence: String
    /// The sentence and the model, for changes to be tried on.
    let experiment: Experiment

    /// - Throws: `SentenceError`.
    init(_ sentence: String, model: TranslationModel) throws {
        self.sentence = sentence
        experiment = try Experiment(model, sentence: sentence)
    }

    var model: TranslationModel { experiment.model }
    var translation: Translation { experiment.original }
    var trace: Trace { translation.trace }
}
