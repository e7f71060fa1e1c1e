import Models
import Tensors
import Tokenizers
import Tracing
import Training

/// A small model with random weights: what it computes means nothing, but who reads whom, in which
/// shapes and in which order is that of the real ones. Its vocabulary is made of the words of the
/// call alone.
struct RandomModel {
    /// Tokens, those around the texts too.
    static let mostWords = 32

    private let kind: ModelKind
    private let source: [String]
    private let written: [String]
    private let segments: [Int]
    private let vocabulary: [String]

    /// - Returns: nil where there are too many words.
    init?(_ call: ModelCall) {
        kind = call.kind
        if kind == .bert {
            let texts = call.texts.map { $0 + [ModelCall.separator] }
            source = [ModelCall.opening] + texts.joined()
            segments = [0] + texts.enumerated().flatMap { [Int](repeating: $0, count: $1.count) }
        } else {
            source = Array(call.texts.joined())
            segments = []
        }
        written = kind == .t5 ? [ModelCall.start] + call.written : []
        vocabulary = (source + written).distinct
        guard max(source.count, written.count) <= Self.mostWords else { return nil }
    }

    func run(tracer: Tracer, below name: String) {
        let scope = Scope(tracer: tracer, parameters: RandomWeights())(name)
        let text = tokens(source)
        switch kind {
        case .gpt: GPT2(gptSizes, labels: vocabulary).run(text, in: scope)
        case .bert: BERT(bertSizes, labels: vocabulary).run(text, segments: segments, in: scope)
        case .t5:
            T5(t5Sizes, labels: vocabulary).run(source: text, written: tokens(written), in: scope)
        }
    }

    private func tokens(_ words: [String]) -> TokenSequence {
        TokenSequence(ids: words.map { vocabulary.firstIndex(of: $0) ?? 0 }, labels: words)
    }
}

/// The sizes that all of them have, so that they can be compared.
extension RandomModel {
    private static let dModel = 16
    private static let heads = 2
    private static let layers = 2
    private static let dFF = 32

    private var gptSizes: GPT2.Configuration {
        GPT2.Configuration(
            dModel: Self.dModel, heads: Self.heads, layers: Self.layers, dFF: Self.dFF,
            vocabulary: vocabulary.count, positionRows: Self.mostWords,
            function: .smooth(.geluTanh), layerNormEpsilon: 1e-5, isTied: true)
    }

    private var bertSizes: BERT.Configuration {
        var sizes = BERT.Configuration(
            dModel: Self.dModel, heads: Self.heads, layers: Self.layers, dFF: Self.dFF,
            vocabulary: vocabulary.count, positionRows: Self.mostWords, segments: 2,
            function: .smooth(.gelu), layerNormEpsilon: 1e-12)
        sizes.hasPrediction = true
        sizes.hasPooler = true
        sizes.hasNextSentence = true
        return sizes
    }

    private var t5Sizes: T5.Configuration {
        T5.Configuration(
            dModel: Self.dModel, heads: Self.heads, headSize: Self.dModel / Self.heads,
            encoderLayers: Self.layers, decoderLayers: Self.layers, dFF: Self.dFF,
            vocabulary: vocabulary.count, buckets: 32, farthest: 128, function: .relu,
            isGated: false, epsilon: 1e-6, isTied: true)
    }
}

/// Weights as they are drawn before training; where training begins with zeros, small numbers, as
/// otherwise nothing could be seen. The same every time.
private final class RandomWeights: ParameterSource {
    private var generator = SeededGenerator(seed: 1)
    private static let inPlaceOfZeros = Initialisation.normal(0.5)

    func value(at path: String, axes: [Axis], initially: Initialisation) -> Tensor {
        let drawn = initially == .zeros ? Self.inPlaceOfZeros : initially
        let shape = axes.map(\.size)
        return Tensor(
            (0..<shape.reduce(1, *)).map { _ in drawn.draw(using: &generator) }, shape: shape)
    }
}

extension [String] {
    /// Each of them once, in their order.
    fileprivate var distinct: [String] {
        var seen = Set<String>()
        return filter { seen.insert($0).inserted }
    }
}
