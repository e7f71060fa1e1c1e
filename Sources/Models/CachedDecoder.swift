import Tokenizers
import Tracing

/// A model that writes word by word and keeps the keys and values of what it has read: what every
/// way of generating asks of an architecture.
public protocol CachedDecoder: Sendable {
    /// The ids of one sequence `[position]`, or of several of one length `[batch, position]`, at
    /// `<name>.ids`.
    func ids(of batch: [TokenSequence], at name: String, in scope: Scope) -> Traced

    /// New ids to the logits of the word behind each: `[..., position] -> [..., position, token]`.
    ///
    /// - Parameter cache: what earlier steps left; the keys and values of the new ids join it. With
    ///   nothing of the target in it, this is the whole computation.
    func decode(_ new: Traced, extending cache: inout KeyValueCache, in scope: Scope) -> Traced
}
