import Tokenizers
import Tracing

/// The decoder of "Language Models are Unsupervised Multitask Learners" (Radford et al. 2019), which
/// reads from left to right and predicts the next word: learned positions, the norms before the
/// parts, no encoder to look at.
///
/// Its events, in order: `source.ids`; `decoder.embedding`, `decoder.positional_encoding`; for each
/// layer `decoder.N.self_attention` and `decoder.N.feed_forward`; `decoder.final`, `logits` and
/// `probabilities`.
public struct GPT2: Sendable {
    public struct Configuration: Sendable {
        public var dModel: Int
        public var heads: Int
        public var layers: Int
        public var dFF: Int
        public var vocabulary: Int
        /// The rows of the table of positions: the longest text.
        public var positionRows: Int
        public var function: ActivationFunction
        public var layerNormEpsilon: Float
        /// Whether the output map is the embedding table.
        public var isTied: Bool

        public init(
            dModel: Int, heads: Int, layers: Int, dFF: Int, vocabulary: Int, positionRows: Int,
            function: ActivationFunction, layerNormEpsilon: Float, isTied: Bool
        ) {
            self.dModel = dModel
            self.heads = heads
            self.layers = layers
            self.dFF = dFF
            self.vocabulary = vocabulary
            self.positionRows = positionRows
            self.function = function
            self.layerNormEpsilon = layerNormEpsilon
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
        let attention = Attention(dModel: configuration.dModel, heads: configuration.heads)
        let feedForward = FeedForward(
            dModel: configuration.dModel, dFF: configuration.dFF, function: configuration.function)
        let sublayer = Sublayer(norm: norm, placement: .before)
        var x = PositionalEncoding.learned(rows: configuration.positionRows).added(
            to: vectors, from: start, in: decoder)
        for number in 0..<configuration.layers {
            let layer = decoder(String(number))
            x = sublayer("self_attention", x, in: layer) { selfAttention(attention, $0, $1) }
            x = sublayer("feed_forward", x, in: layer) { feedForward($0, in: $1) }
        }
        x = norm(x, in: decoder("final"))
        return OutputMap(tokens: tokens, tiedTable: configuration.isTied ? table : nil)(
            x, in: scope)
    }

    private var norm: LayerNormalisation {
        LayerNormalisation(size: configuration.dModel, epsilon: configuration.layerNormEpsilon)
    }
}

extension GPT2: TextDecoder {
    public func decode(_ ids: Traced, in scope: Scope) -> Traced {
        decode(ids, from: 0, in: scope) { $0($1, over: $1, mask: .causal, in: $2) }
    }

    public func decode(
        _ new: Traced, extending cache: inout KeyValueCache, in scope: Scope
    ) -> Traced {
        decode(new, from: cache.length, in: scope) { $0($1, extending: &cache, in: $2) }
    }
}
