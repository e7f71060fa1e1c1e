import Tracing

/// The encoder-decoder of "Exploring the Limits of Transfer Learning with a Unified Text-to-Text
/// Transformer" (Raffel et al. 2020): every task is text to text. Positions are a learned bias on
/// the scores for each distance, shared by all layers of a stack; scores are not divided; norms stand
/// before the parts and only scale; linear layers have no bias.
///
/// Its events, in order: `source.ids`; `encoder.embedding`, `encoder.relative_positions`; for each
/// layer `encoder.N.self_attention` and `encoder.N.feed_forward`; `encoder.final`; `target.ids`; the
/// same for `decoder`, with `decoder.N.cross_attention`; `logits`, `probabilities`.
public struct T5: Sendable {
    public struct Configuration: Sendable {
        public var dModel: Int
        public var heads: Int
        public var headSize: Int
        public var encoderLayers: Int
        public var decoderLayers: Int
        public var dFF: Int
        public var vocabulary: Int
        public var buckets: Int
        public var farthest: Int
        public var function: ActivationFunction
        /// Whether the feed-forward part is gated, as from T5 1.1 on.
        public var isGated: Bool
        public var epsilon: Float
        /// Whether the output map is the embedding table.
        public var isTied: Bool
        /// Whether the vectors are scaled by 1 / sqrt(d_model) before the output map, as they are
        /// before T5 1.1; where the table is the embedding's, if nobody says.
        public var scalesOutput: Bool

        public init(
            dModel: Int, heads: Int, headSize: Int, encoderLayers: Int, decoderLayers: Int,
            dFF: Int, vocabulary: Int, buckets: Int, farthest: Int, function: ActivationFunction,
            isGated: Bool, epsilon: Float, isTied: Bool, scalesOutput: Bool? = nil
        ) {
            self.dModel = dModel
            self.heads = heads
            self.headSize = headSize
            self.encoderLayers = encoderLayers
            self.decoderLayers = decoderLayers
            self.dFF = dFF
            self.vocabulary = vocabulary
            self.buckets = buckets
            self.farthest = farthest
            self.function = function
            self.isGated = isGated
            self.epsilon = epsilon
            self.isTied = isTied
            self.scalesOutput = scalesOutput ?? isTied
        }
    }

    public let configuration: Configuration
    private let tokens: Axis
    private static let style = Linear.Style(layout: .featureFirst, hasBias: false)

    /// - Parameter labels: the tokens of the vocabulary, to label the logits.
    public init(_ configuration: Configuration, labels: [String]? = nil) {
        self.configuration = configuration
        tokens = Axis("token", size: configuration.vocabulary, labels: labels)
    }

    private func decode(
        _ ids: Traced, from start: Int, in scope: Scope,
        selfAttention: (Attention, Traced, Scope) -> Traced,
        crossAttention: (Traced, Scope) -> Traced
    ) -> Traced {
        let decoder = scope("decoder")
        let embedding = TokenEmbedding(tokens: tokens, dModel: configuration.dModel)
        let (vectors, table) = embedding(ids, in: decoder)
        let biased = biased(ids, from: start, looksBothWays: false, in: decoder)
        var x = vectors
        for number in 0..<configuration.decoderLayers {
            let layer = decoder(String(number))
            x = sublayer("self_attention", x, in: layer) { selfAttention(biased, $0, $1) }
            x = sublayer("cross_attention", x, in: layer, crossAttention)
            x = sublayer("feed_forward", x, in: layer) { feedForward($0, in: $1) }
        }
        let final = decoder("final")
        x = sublayer.norm(x, in: final)
        if configuration.scalesOutput {
            let factor = 1 / Float(configuration.dModel).squareRoot()
            x = final.emit(Scale(by: factor, because: "1 / sqrt(d_model)"), [x], "scaled")
        }
        return OutputMap(tokens: tokens, tiedTable: configuration.isTied ? table : nil)(
            x, in: scope)
    }

    /// Attention of the stack's own positions, with the bias that all its layers share.
    private func biased(
        _ ids: Traced, from start: Int = 0, looksBothWays: Bool, in stack: Scope
    ) -> Attention {
        let scheme = RelativeBuckets.Scheme(
            buckets: configuration.buckets, farthest: configuration.farthest,
            looksBothWays: looksBothWays)
        var attention = attention
        attention.bias = RelativePositionBias(scheme: scheme, heads: configuration.heads)(
            queries: ids.axes[ids.axes.count - 1], from: start, in: stack)
        return attention
    }

    private var attention: Attention {
        Attention(
            dModel: configuration.dModel, heads: configuration.heads,
            headSize: configuration.headSize, style: T5.style, scalesScores: false)
    }

    private var feedForward: FeedForward {
        FeedForward(
            dModel: configuration.dModel, dFF: configuration.dFF, function: configuration.function,
            style: T5.style, isGated: configuration.isGated)
    }

    private var sublayer: Sublayer<RMSNormalisation> {
        Sublayer(
            norm: RMSNormalisation(size: configuration.dModel, epsilon: configuration.epsilon),
            placement: .before)
    }
}

extension T5: SequenceToSequence {
    public func encode(_ ids: Traced, in scope: Scope) -> Traced {
        let encoder = scope("encoder")
        let embedding = TokenEmbedding(tokens: tokens, dModel: configuration.dModel)
        var x = embedding(ids, in: encoder).vectors
        let attention = biased(ids, looksBothWays: true, in: encoder)
        for number in 0..<configuration.encoderLayers {
            let layer = encoder(String(number))
            x = sublayer("self_attention", x, in: layer) {
                attention($0, over: $0, mask: .open, in: $1)
            }
            x = sublayer("feed_forward", x, in: layer) { feedForward($0, in: $1) }
        }
        return sublayer.norm(x, in: encoder("final"))
    }

    public func decode(_ ids: Traced, memory: Traced, in scope: Scope) -> Traced {
        decode(
            ids, from: 0, in: scope,
            selfAttention: { $0($1, over: $1, mask: .causal, in: $2) },
            crossAttention: { attention($0, over: memory, mask: .open, in: $1) })
    }

    public func decode(
        _ new: Traced, extending cache: inout KeyValueCache, in scope: Scope
    ) -> Traced {
        let source = cache
        return decode(
            new, from: cache.length, in: scope,
            selfAttention: { $0($1, extending: &cache, in: $2) },
            crossAttention: { attention($0, over: source, in: $1) })
    }

    public func cache(of memory: Traced, in scope: Scope) -> KeyValueCache {
        attention.cache(of: memory, layers: configuration.decoderLayers, in: scope)
    }
}
