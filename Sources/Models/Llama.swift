import Tokenizers
import Tracing

/// The decoder of "LLaMA: Open and Efficient Foundation Language Models" (Touvron et al. 2023): no
/// vectors of positions but rotations of queries and keys, root mean square norms before the parts,
/// a gated feed-forward part, and keys and values that several heads share.
///
/// Its events, in order: `source.ids`; `decoder.embedding`, `decoder.rotation`; for each layer
/// `decoder.N.self_attention` and `decoder.N.feed_forward`; `decoder.final`, `logits` and
/// `probabilities`.
public struct Llama: Sendable {
    public struct Configuration: Sendable {
        public var dModel: Int
        public var heads: Int
        /// The heads of keys and values.
        public var groups: Int
        public var headSize: Int
        public var layers: Int
        public var dFF: Int
        public var vocabulary: Int
        public var function: ActivationFunction
        public var epsilon: Float
        public var frequencies: RotaryFrequencies
        public var attentionHasBias = false
        public var projectionHasBias = false
        public var feedForwardHasBias = false
        /// Whether the output map is the embedding table.
        public var isTied: Bool

        public init(
            dModel: Int, heads: Int, groups: Int, headSize: Int, layers: Int, dFF: Int,
            vocabulary: Int, function: ActivationFunction, epsilon: Float,
            frequencies: RotaryFrequencies, isTied: Bool
        ) {
            self.dModel = dModel
            self.heads = heads
            self.groups = groups
            self.headSize = headSize
            self.layers = layers
            self.dFF = dFF
            self.vocabulary = vocabulary
            self.function = function
            self.epsilon = epsilon
            self.frequencies = frequencies
            self.isTied = isTied
        }
    }

    public let configuration: Configuration
    private let tokens: Axis

    /// - Parameter labels: the tokens of the vocabulary, to label the logits.
    public init(_ configuration: Configuration, labels: [String]? = nil) {
        self.configuration = configuration
        tokens = Axis("token", size: configuration.vocabulary, labels: labels)
    }

    /// - Parameter selfAttention: over the text itself, or over what a cache holds too.
    private func decode(
        _ ids: Traced, from start: Int, in scope: Scope,
        selfAttention: (Attention, Traced, Scope) -> Traced
    ) -> Traced {
        let decoder = scope("decoder")
        let embedding = TokenEmbedding(tokens: tokens, dModel: configuration.dModel)
        let (vectors, table) = embedding(ids, in: decoder)
        var attention = Attention(
            dModel: configuration.dModel, heads: configuration.heads,
            headSize: configuration.headSize, groups: configuration.groups,
            style: Linear.Style(
                layout: .featureFirst, hasBias: configuration.attentionHasBias))
        attention.projectionHasBias = configuration.projectionHasBias
        attention.rotation = RotaryTables(
            configuration.frequencies, positions: ids.axes[ids.axes.count - 1], from: start,
            in: decoder)
        let feedForward = FeedForward(
            dModel: configuration.dModel, dFF: configuration.dFF, function: configuration.function,
            style: Linear.Style(
                layout: .featureFirst, hasBias: configuration.feedForwardHasBias), isGated: true)
        let norm = RMSNormalisation(size: configuration.dModel, epsilon: configuration.epsilon)
        let sublayer = Sublayer(norm: norm, placement: .before)
        var x = vectors
        for number in 0..<configuration.layers {
            let layer = decoder(String(number))
            x = sublayer("self_attention", x, in: layer) { selfAttention(attention, $0, $1) }
            x = sublayer("feed_forward", x, in: layer) { feedForward($0, in: $1) }
        }
        x = norm(x, in: decoder("final"))
        return OutputMap(tokens: tokens, tiedTable: configuration.isTied ? table : nil)(
            x, in: scope)
    }
}

extension Llama: TextDecoder {
    public func decode(_ ids: Traced, in scope: Scope) -> Traced {
        decode(ids, from: 0, in: scope) { $0($1, over: $1, mask: .causal, in: $2) }
    }

    public func decode(
        _ new: Traced, extending cache: inout KeyValueCache, in scope: Scope
    ) -> Traced {
        decode(new, from: cache.length, in: scope) { $0($1, extending: &cache, in: $2) }
    }
}
