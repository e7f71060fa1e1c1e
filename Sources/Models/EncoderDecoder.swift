import Tensors
import Tokenizers
import Tracing

/// The transformer of "Attention Is All You Need" (Vaswani et al. 2017): an encoder that reads the
/// source and a decoder that writes the target word by word, each a stack of layers with the
/// normalisation after every residual, or before every part.
///
/// Its events, in order: `source.ids`; `encoder.embedding`, `encoder.positional_encoding`; for each
/// layer `encoder.N.self_attention` and `encoder.N.feed_forward`; `target.ids`, `target.shifted`;
/// `decoder.embedding`, `decoder.positional_encoding`; for each layer `decoder.N.self_attention`,
/// `decoder.N.cross_attention` and `decoder.N.feed_forward`; `logits`, `probabilities`.
public struct EncoderDecoder: Sendable {
    public let configuration: Configuration
    /// Where the layer norms stand; before the parts, the one at the end of a stack has no learned
    /// gain and shift, as no weights for it were trained. The weights are the same for both, but weights that were
    /// trained for one are not fit for the other.
    public let norms: NormPlacement
    private let sourceTokens: Axis
    private let targetTokens: Axis

    /// - Parameters:
    ///   - sourceTokens: the words of the source vocabulary, to label the table's rows.
    ///   - targetTokens: the words of the target vocabulary, to label the table's rows, the logits
    ///     and the probabilities.
    public init(
        _ configuration: Configuration, norms: NormPlacement = .after,
        sourceTokens: [String]? = nil, targetTokens: [String]? = nil
    ) {
        self.configuration = configuration
        self.norms = norms
        self.sourceTokens = Axis(
            "token", size: configuration.sourceVocabulary, labels: sourceTokens)
        self.targetTokens = Axis(
            "token", size: configuration.targetVocabulary, labels: targetTokens)
    }

    /// Runs the whole model on one sentence and what the decoder shall predict: all events.
    ///
    /// - Parameters:
    ///   - source: the sentence, closed by its end token.
    ///   - target: the words to predict, closed by the end token.
    public func run(source: TokenSequence, target: TokenSequence, in scope: Scope) {
        let memory = encode(ids(of: [source], at: "source", in: scope), in: scope)
        let targetIDs = ids(of: [target], at: "target", in: scope)
        let logits = decode(shift(targetIDs, in: scope), memory: memory, in: scope)
        _ = scope.emit(Softmax(axis: "token"), [logits], "probabilities")
    }

    /// The ids of one sentence `[position]`, or of several of one length `[batch, position]`, at
    /// `<name>.ids`.
    public func ids(of batch: [TokenSequence], at name: String, in scope: Scope) -> Traced {
        scope.ids(of: batch, at: name)
    }

    /// The decoder's input: the target behind a start token. The labels move along.
    public func shift(_ target: Traced, in scope: Scope) -> Traced {
        var axes = target.axes
        if let labels = axes[axes.count - 1].labels {
            axes[axes.count - 1] = Axis(
                "position", labels: [Vocabulary.start] + labels.dropLast())
        }
        return scope("target").emit(
            ShiftRight(start: Vocabulary.startID), [target], "shifted", axes: axes)
    }

    /// The encoder: ids `[..., position]` to the memory `[..., position, feature]`.
    public func encode(_ ids: Traced, in scope: Scope) -> Traced {
        let encoder = scope("encoder")
        var x = embed(ids, of: sourceTokens, in: encoder).positioned
        for layer in 0..<configuration.encoderLayers {
            let place = encoder(String(layer))
            x = sublayer("self_attention", x, in: place) {
                attention($0, over: $0, mask: .open, in: $1)
            }
            x = sublayer("feed_forward", x, in: place, feedForward)
        }
        return closed(x, in: encoder)
    }

    /// The decoder: shifted ids `[..., position]` and the encoder's memory to logits
    /// `[..., position, token]`.
    public func decode(_ shifted: Traced, memory: Traced, in scope: Scope) -> Traced {
        decode(
            shifted, from: 0, in: scope,
            selfAttention: { attention($0, over: $0, mask: targetMask, in: $1) },
            crossAttention: { attention($0, over: memory, mask: .open, in: $1) })
    }

    /// The decoder, step by step: new ids `[position]`, or `[batch, position]` for several
    /// hypotheses, to their logits `[..., position, token]`. All that earlier steps computed for
    /// the positions before them comes from the cache, with the same bits.
    ///
    /// - Parameter cache: made by `cache(of:in:)`; the keys and values of the new ids join it.
    public func decode(
        _ new: Traced, extending cache: inout KeyValueCache, in scope: Scope
    ) -> Traced {
        let source = cache
        return decode(
            new, from: cache.length, in: scope,
            selfAttention: { attention($0, extending: &cache, mask: targetMask, in: $1) },
            crossAttention: { attention($0, over: source, in: $1) })
    }

    /// A cache that holds the keys and values of the encoder's memory for every cross-attention.
    public func cache(of memory: Traced, in scope: Scope) -> KeyValueCache {
        attention.cache(of: memory, layers: configuration.decoderLayers, in: scope)
    }

    private func decode(
        _ ids: Traced, from start: Int, in scope: Scope,
        selfAttention: (Traced, Scope) -> Traced, crossAttention: (Traced, Scope) -> Traced
    ) -> Traced {
        let decoder = scope("decoder")
        let (positioned, table) = embed(ids, of: targetTokens, from: start, in: decoder)
        var x = positioned
        for layer in 0..<configuration.decoderLayers {
            let place = decoder(String(layer))
            x = sublayer("self_attention", x, in: place, selfAttention)
            x = sublayer("cross_attention", x, in: place, crossAttention)
            x = sublayer("feed_forward", x, in: place, feedForward)
        }
        x = closed(x, in: decoder)
        // The output map shares its matrix with the embedding (Press and Wolf 2017).
        let bias = scope("logits").parameter("bias", [targetTokens], initially: .zeros)
        return scope.emit(MatrixProduct(transposeB: true), [x, table, bias], "logits")
    }

    /// The vectors of ids with their positions, and the table.
    private func embed(
        _ ids: Traced, of tokens: Axis, from start: Int = 0, in stack: Scope
    ) -> (positioned: Traced, table: Traced) {
        let embedding = TokenEmbedding(
            tokens: tokens, dModel: configuration.dModel, isScaled: true)
        let (vectors, table) = embedding(ids, in: stack)
        let encoding: PositionalEncoding = has(.positions) ? .sinusoidal() : .absent
        return (encoding.added(to: vectors, from: start, in: stack), table)
    }

    private func has(_ part: Omission) -> Bool { !configuration.omissions.contains(part) }

    /// What a word of the target sees of the target.
    private var targetMask: Mask.Kind { has(.mask) ? .causal : .open }

    private var sublayer: Sublayer<LayerNormalisation> {
        Sublayer(norm: layerNormalisation, placement: norms, hasResidual: has(.residuals))
    }

    /// The end of a stack. Where the norms stand before the parts, the sum of all the parts is
    /// normalised once more.
    private func closed(_ x: Traced, in stack: Scope) -> Traced {
        norms == .after ? x : layerNormalisation.plain(x, in: stack)
    }

    private var layerNormalisation: LayerNormalisation {
        LayerNormalisation(
            size: configuration.dModel, epsilon: configuration.layerNormEpsilon)
    }

    private var attention: Attention {
        Attention(
            dModel: configuration.dModel, heads: configuration.heads,
            scalesScores: has(.scaling))
    }

    private func feedForward(_ x: Traced, in scope: Scope) -> Traced {
        FeedForward(dModel: configuration.dModel, dFF: configuration.dFF)(x, in: scope)
    }
}

extension EncoderDecoder: SequenceToSequence {
    public func declare(in scope: Scope) {
        let word = TokenSequence(ids: [0], labels: ["x"])
        let memory = encode(ids(of: [word], at: "source", in: scope), in: scope)
        _ = decode(ids(of: [word], at: "target", in: scope), memory: memory, in: scope)
    }
}
