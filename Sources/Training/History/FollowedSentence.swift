import Checkpoints
import Decoding
import Models
import Tokenizers
import Tracing

/// The sentence that is followed through a training.
struct FollowedSentence: Sendable {
    private let source: TokenSequence
    private let target: TokenSequence

    init(_ pair: SentencePair, model: TranslationModel) {
        source = model.sequence(of: pair)
        target = TokenSequence(
            ids: model.targetVocabulary.ids(of: pair.target),
            labels: pair.target + [Vocabulary.end])
    }

    func history(of model: TranslationModel, steps: Int) -> History {
        History(
            source: source.labels, target: target.labels,
            layers: model.configuration.encoderLayers, heads: model.configuration.heads,
            steps: steps)
    }

    /// What the model makes of the sentence now.
    func moment(of model: TranslationModel, after step: Int) -> History.Moment {
        let recorder = Recorder()
        model.model.run(
            source: source, target: target,
            in: Scope(tracer: Tracer(sink: recorder), parameters: model.parameters))
        let weights = History.Attention.allCases.flatMap { attention in
            (0..<model.configuration.encoderLayers).flatMap { layer -> [Float] in
                guard let map = recorder.trace[attention.path(layer: layer)]?.value.contiguous()
                else {
                    preconditionFailure("every layer has attention weights")
                }
                return (0..<map.count).map { map.pointer[$0] }
            }
        }
        let written = model.session(translating: source).generate(.greedy).ids
        return History.Moment(
            step: step, translation: written.map { model.targetVocabulary.tokens[$0] },
            weights: weights)
    }
}
