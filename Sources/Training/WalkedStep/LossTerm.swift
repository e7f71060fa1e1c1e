import Tensors
import Tokenizers
import Tracing

/// What one word of the target adds to the loss.
public struct LossTerm: Sendable, Equatable {
    /// The word that is right.
    public let word: String
    /// What the model gave it.
    public let probability: Float
    /// Its cross-entropy with label smoothing: with none, the negative logarithm of the
    /// probability.
    public let value: Float

    /// - Parameter prefix: what stands before the paths of the run.
    static func terms(
        of target: TokenSequence, in trace: Trace, under prefix: String = ""
    ) -> [LossTerm] {
        guard let logits = trace[prefix + "logits"]?.value,
            let values = trace[prefix + "loss.cross_entropy.words"]?.value
        else { preconditionFailure("the trace is one of the trainer's loss") }
        let probabilities = logits.softmax()
        return target.ids.indices.map { position in
            LossTerm(
                word: target.labels[position],
                probability: probabilities[position, target.ids[position]],
                value: values[position])
        }
    }
}
