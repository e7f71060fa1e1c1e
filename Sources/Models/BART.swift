import Tracing

/// The encoder-decoder of "BART: Denoising Sequence-to-Sequence Pre-training" (Lewis et al. 2020) and
/// of Marian (Junczys-Dowmunt et al. 2018), which is the closest to "Attention Is All You Need": the
/// norms stand behind the residuals, and Marian's positions are sines and cosines.
///
/// Its events, in order: `source.ids`; `encoder.embedding`, `encoder.positional_encoding`; for each
/// layer `encoder.N.self_attention` and `encoder.N.feed_forward`; `target.ids`; the same for
/// `decoder`, with `decoder.N.cross_attention`; `prediction.unbiased`, `logits`, `probabilities`.
public struct BART: Sendable {
    public struct Configuration: Sendable {
        /// One of the two stacks.
        public struct Stack: Sendable {
            public var layers: Int
            public var heads: Int
            public var dFF: Int
            public var vocabulary: Int

            public init(layers: Int, heads: Int, dFF: Int, vocabulary: Int) {
                self.layers = layers
                self.heads = heads
                self.dFF = dFF
                self.vocabulary = vocabulary
            }
        }

        public var dModel: Int
        public var encoder: Stack
        public var decoder: Stack
        public var function: ActivationFunction
        /// Whether the embeddings are multiplied by sqrt(d_model).
        public var scalesEmbedding: Bool
        /// The rows of the learned positions, of which the first two are not used; nil for sines
        /// and cosines without a norm behind them, as in Marian.
        public var positionRows: Int?
        public var layerNormEpsilon: Float = 1e-5
        /// Whether there is a number to add to each logit.
        public var hasOutputBias = true

        public init(
            dModel: Int, encoder: Stack, decoder: Stack, function: ActivationFunction,
            scalesEmbedding: Bool, positionRows: Int?
        ) {
            self.dModel = dModel
            self.encoder = encoder
            self.decoder = decoder
            self.function = function
            self.scalesEmbedding = scalesEmbedding
            self.positionRows = positionRows
        }
    }

    /// The row of position 0 in the table of learned positions.
    public static let firstPosition = 2

    public let configuration: Configuration
    private let targetTokens: Axis
    private static let style = Linear.Style(layout: .featureFirst)

    /// - Parameter labels: the tokens of the target vocabulary, to label the logits.
    public init(_ configuration: Configuration, labels: [String]? = nil) {
        self.configuration = configuration
        targetTokens = Axis("token", size: configuration.decoder.vocabulary, labels: labels)
    }

    private func embed(
        _ ids: Traced, of tokens: Axis, from start: Int = 0, in stack: Scope
    ) -> (Traced, table: Traced) {
        let embedding = TokenEmbedding(
            tokens: tokens, dModel: configuration.dModel, isScaled: configuration.scalesEmbedding)
        let (vectors, table) = embedding(ids, in: stack)
        guard let rows = configuration.positionRows else {
            let encoding = PositionalEncoding.sinusoidal(.halves)
            return (encoding.added(to: vectors, from: start, in: stack), table)
        }
        let sum = PositionalEncoding.learned(rows: rows, first: BART.firstPosition).added(
            to: vectors, from: start, in: stack)
        return (sublayer.norm(sum, in: stack("positional_encoding")), table)
    }

    private func decode(
        _ ids: Traced, from start: Int, in scope: Scope,
        selfAttention: (Traced, Scope) -> Traced, crossAttention: (Traced, Scope) -> Traced
    ) -> Traced {
        let decoder = scope("decoder")
        let (embedded, table) = embed(ids, of: targetTokens, from: start, in: decoder)
        var x = embedded
        for number in 0..<configuration.decoder.layers {
            let layer = decoder(String(number))
            x = sublayer("self_attention", x, in: layer, selfAttention)
            x = sublayer("cross_attention", x, in: layer, crossAttention)
            x = sublayer("feed_forward", x, in: layer) {
                feedForward(configuration.decoder)($0, in: $1)
            }
        }
        guard configuration.hasOutputBias else {
            return OutputMap(tokens: targetTokens, tiedTable: table)(x, in: scope)
        }
        let unbiased = scope("prediction").emit(
            MatrixProduct(transposeB: true), [x, table], "unbiased")
        let bias = scope("logits").parameter("bias", [targetTokens], initially: .zeros)
        return scope.emit(Add(), [unbiased, bias], "logits")
    }

    private func attention(_ stack: Configuration.Stack) -> Attention {
        Attention(dModel: configuration.dModel, heads: stack.heads, style: BART.style)
    }

    private func feedForward(_ stack: Configuration.Stack) -> FeedForward {
        FeedForward(
            dModel: configuration.dModel, dFF: stack.dFF, function: configuration.function,
            style: BART.style)
    }

    private var sublayer: Sublayer<LayerNormalisation> {
        Sublayer(
            norm: LayerNormalisation(
                size: configuration.dModel, epsilon: configuration.layerNormEpsilon),
            placement: .after)
    }
}

extension BART: SequenceToSequence {
    public func encode(_ ids: Traced, in scope: Scope) -> Traced {
        let encoder = scope("encoder")
        let tokens = Axis("token", size: configuration.encoder.vocabulary)
        var x = embed(ids, of: tokens, in: encoder).0
        for number in 0..<configuration.encoder.layers {
            let layer = encoder(String(number))
            x = sublayer("self_attention", x, in: layer) {
                attention(configuration.encoder)($0, over: $0, mask: .open, in: $1)
            }
            x = sublayer("feed_forward", x, in: layer) {
                feedForward(configuration.encoder)($0, in: $1)
            }
        }
        return x
    }

    public func decode(_ ids: Traced, memory: Traced, in scope: Scope) -> Traced {
        let attention = attention(configuration.decoder)
        return decode(
            ids, from: 0, in: scope,
            selfAttention: { attention($0, over: $0, mask: .causal, in: $1) },
            crossAttention: { attention($0, over: memory, mask: .open, in: $1) })
    }

    public func decode(
        _ new: Traced, extending cache: inout KeyValueCache, in scope: Scope
    ) -> Traced {
        let attention = attention(configuration.decoder)
        let source = cache
        return decode(
            new, from: cache.length, in: scope,
            selfAttention: { attention($0, extending: &cache, in: $1) },
            crossAttention: { attention($0, over: source, in: $1) })
    }

    public func cache(of memory: Traced, in scope: Scope) -> KeyValueCache {
        attention(configuration.decoder).cache(
            of: memory, layers: configuration.decoder.layers, in: scope)
    }
}
