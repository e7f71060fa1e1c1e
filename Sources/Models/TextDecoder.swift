import Tokenizers
import Tracing

/// A decoder that continues a text: it reads from left to right and predicts the next word at each
/// position.
public protocol TextDecoder: Architecture, CachedDecoder {
    /// The ids of a text to the logits of the word behind each: `[..., position] -> [..., position,
    /// token]`.
    func decode(_ ids: Traced, in scope: Scope) -> Traced
}

extension TextDecoder {
    /// Runs the whole model on a text: all events.
    public func run(_ text: TokenSequence, in scope: Scope) {
        let logits = decode(scope.ids(of: [text], at: "source"), in: scope)
        _ = scope.emit(Softmax(axis: "token"), [logits], "probabilities")
    }

    public func declare(in scope: Scope) { run(TokenSequence(unlabelled: [0]), in: scope) }

    public func ids(of batch: [TokenSequence], at name: String, in scope: Scope) -> Traced {
        scope.ids(of: batch, at: name)
    }
}
