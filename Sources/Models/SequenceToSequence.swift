import Tokenizers
import Tracing

/// An encoder that reads a source and a decoder that writes a target word by word.
public protocol SequenceToSequence: Architecture, CachedDecoder {
    /// The encoder: ids `[..., position]` to the memory `[..., position, feature]`.
    func encode(_ ids: Traced, in scope: Scope) -> Traced

    /// The decoder: what it reads `[..., position]` and the encoder's memory to the logits of the
    /// word behind each, `[..., position, token]`.
    func decode(_ ids: Traced, memory: Traced, in scope: Scope) -> Traced

    /// A cache that holds the keys and values of the memory for every cross-attention.
    func cache(of memory: Traced, in scope: Scope) -> KeyValueCache
}

extension SequenceToSequence {
    /// Runs the whole model on a sentence and what the decoder reads, its start token first: all
    /// events.
    public func run(source: TokenSequence, written: TokenSequence, in scope: Scope) {
        let memory = encode(scope.ids(of: [source], at: "source"), in: scope)
        let logits = decode(scope.ids(of: [written], at: "target"), memory: memory, in: scope)
        _ = scope.emit(Softmax(axis: "token"), [logits], "probabilities")
    }

    public func declare(in scope: Scope) {
        let word = TokenSequence(unlabelled: [0])
        run(source: word, written: word, in: scope)
    }

    public func ids(of batch: [TokenSequence], at name: String, in scope: Scope) -> Traced {
        scope.ids(of: batch, at: name)
    }
}
