import Tokenizers
import Tracing

/// The encoder of "BERT: Pre-training of Deep Bidirectional Transformers" (Devlin et al. 2019), which
/// looks both ways and guesses words that were hidden. RoBERTa (Liu et al. 2019) and DistilBERT (Sanh
/// et al. 2019) have the same layers; positions and segments differ.
///
/// Its events, in order: `source.ids`, `source.segments`; `encoder.embedding`,
/// `encoder.segment_embedding`, `encoder.positional_encoding`; for each layer
/// `encoder.N.self_attention` and `encoder.N.feed_forward`; where the weights exist, `pooler` and
/// `next_sentence`, which speak of the whole, and `prediction`, `logits` and `probabilities`, which
/// guess the word at every position.
public struct BERT: Sendable {
    /// The sizes, and which heads there are.
    public struct Configuration: Sendable {
        public var dModel: Int
        public var heads: Int
        public var layers: Int
        public var dFF: Int
        public var vocabulary: Int
        /// The rows of the table of positions.
        public var positionRows: Int
        /// The row of position 0; RoBERTa leaves some out.
        public var firstPosition = 0
        /// How many texts are told apart; 0 in DistilBERT.
        public var segments: Int
        public var function: ActivationFunction
        public var layerNormEpsilon: Float
        /// Whether there are weights to guess words.
        public var hasPrediction = false
        /// Whether there are weights to speak of the whole.
        public var hasPooler = false
        /// Whether there are weights to say if the second text follows the first.
        public var hasNextSentence = false

        public init(
            dModel: Int, heads: Int, layers: Int, dFF: Int, vocabulary: Int, positionRows: Int,
            segments: Int, function: ActivationFunction, layerNormEpsilon: Float
        ) {
            self.dModel = dModel
            self.heads = heads
            self.layers = layers
            self.dFF = dFF
            self.vocabulary = vocabulary
            self.positionRows = positionRows
            self.segments = segments
            self.function = function
            self.layerNormEpsilon = layerNormEpsilon
        }
    }

    public let configuration: Configuration
    private let tokens: Axis
    private static let style = Linear.Style(layout: .featureFirst)

    /// - Parameter labels: the tokens of the vocabulary, to label the logits.
    public init(_ configuration: Configuration, labels: [String]? = nil) {
        self.configuration = configuration
        tokens = Axis("token", size: configuration.vocabulary, labels: labels)
    }

    /// Runs the whole model.
    ///
    /// - Parameter segments: which text each token belongs to.
    public func run(_ sentence: TokenSequence, segments: [Int], in scope: Scope) {
        let ids = scope.ids(of: [sentence], at: "source")
        let (embedded, table) = embed(ids, segments: segments, in: scope)
        let memory = encode(embedded, in: scope("encoder"))
        if configuration.hasPooler { pool(memory, in: scope) }
        if configuration.hasPrediction { predict(memory, table: table, in: scope) }
    }

    private func embed(
        _ ids: Traced, segments: [Int], in scope: Scope
    ) -> (Traced, table: Traced) {
        let encoder = scope("encoder")
        let embedding = TokenEmbedding(tokens: tokens, dModel: configuration.dModel)
        let (vectors, table) = embedding(ids, in: encoder)
        var more: [Traced] = []
        if configuration.segments > 0 {
            let numbers = scope("source").emit(
                Constant(.init(segments.map(Float.init))), [], "segments", axes: ids.axes)
            let own = encoder("segment_embedding")
            let rows = own.parameter(
                "table",
                [
                    Axis("segment", size: configuration.segments),
                    vectors.axes[vectors.axes.count - 1],
                ],
                initially: .normal(0.02))
            more.append(own.emit(Lookup(), [numbers, rows], "lookup"))
        }
        let positions = PositionalEncoding.learned(
            rows: configuration.positionRows, first: configuration.firstPosition)
        let sum = positions.added(to: vectors, and: more, in: encoder)
        return (norm(sum, in: encoder("positional_encoding")), table)
    }

    private func encode(_ embedded: Traced, in encoder: Scope) -> Traced {
        let attention = Attention(
            dModel: configuration.dModel, heads: configuration.heads, style: BERT.style)
        let feedForward = FeedForward(
            dModel: configuration.dModel, dFF: configuration.dFF, function: configuration.function,
            style: BERT.style)
        let sublayer = Sublayer(norm: norm, placement: .after)
        var x = embedded
        for number in 0..<configuration.layers {
            let layer = encoder(String(number))
            x = sublayer("self_attention", x, in: layer) {
                attention($0, over: $0, mask: .open, in: $1)
            }
            x = sublayer("feed_forward", x, in: layer) { feedForward($0, in: $1) }
        }
        return x
    }

    /// What the first token says of the whole, and whether the second text follows the first.
    private func pool(_ memory: Traced, in scope: Scope) {
        let pooler = scope("pooler")
        let first = pooler.emit(TakePosition(0), [memory], "first")
        let dense = square(first, named: "dense", in: pooler)
        let pooled = pooler.emit(Activation(.tanh), [dense], "tanh")
        guard configuration.hasNextSentence else { return }
        let head = scope("next_sentence")
        let linear = Linear(inputs: configuration.dModel, outputs: 2, style: BERT.style)
        let answers = Axis("answer", labels: ["follows", "is unrelated"])
        let logits = linear(pooled, named: "logits", feature: answers, in: head)
        _ = head.emit(Softmax(axis: "answer"), [logits], "probabilities")
    }

    /// The word at each position, guessed from the words around it.
    private func predict(_ memory: Traced, table: Traced, in scope: Scope) {
        let own = scope("prediction")
        let dense = square(memory, named: "dense", in: own)
        let bent = own.emit(configuration.function.op, [dense], configuration.function.name)
        let normalised = norm(bent, in: own)
        let bias = scope("logits").parameter("bias", [tokens], initially: .zeros)
        let logits = scope.emit(
            MatrixProduct(transposeB: true), [normalised, table, bias], "logits")
        _ = scope.emit(Softmax(axis: "token"), [logits], "probabilities")
    }

    private var norm: LayerNormalisation {
        LayerNormalisation(size: configuration.dModel, epsilon: configuration.layerNormEpsilon)
    }

    private func square(_ x: Traced, named name: String, in scope: Scope) -> Traced {
        Linear(inputs: configuration.dModel, outputs: configuration.dModel, style: BERT.style)(
            x, named: name, in: scope)
    }
}

extension BERT: Architecture {
    public func declare(in scope: Scope) {
        run(TokenSequence(unlabelled: [0]), segments: [0], in: scope)
    }
}
