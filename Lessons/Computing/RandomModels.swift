import Models
import Tensors
import Tokenizers
import Tracing
import Training

/// Small models of other architectures, with random weights: what such a model computes means nothing,
/// but who reads whom, in which shapes and in which order is that of the real ones.
extension TableFunction {
    static let randomModels: [TableFunction] = [
        TableFunction("gpt([words])", "a decoder alone, with random weights: NAME.decoder.…") {
            call in
            try call.expect(1...1)
            let sentence = try TinySize.sentence(call, 0)
            let model = GPT2(TinySize.gpt(sentence.vocabulary), labels: sentence.vocabulary)
            try call.emitModel { model.run(sentence.tokens, in: $0) }
        },
        TableFunction(
            "bert([words])",
            "an encoder alone, with random weights; behind the first [SEP] the second text begins"
        ) { call in
            try call.expect(1...1)
            let sentence = try TinySize.sentence(call, 0)
            let model = BERT(TinySize.bert(sentence.vocabulary), labels: sentence.vocabulary)
            try call.emitModel {
                model.run(sentence.tokens, segments: sentence.segments, in: $0)
            }
        },
        TableFunction("t5([words], [words])", "T5 with random weights: what it reads and writes") {
            call in
            try call.expect(2...2)
            let (source, target) = (
                try TinySize.sentence(call, 0), try TinySize.sentence(call, 1)
            )
            let words = (source.vocabulary + target.vocabulary).distinct
            let model = T5(TinySize.t5(words), labels: words)
            try call.emitModel {
                model.run(
                    source: source.numbered(by: words), written: target.numbered(by: words), in: $0)
            }
        },
    ]
}

/// The sizes that all of them have, so that they can be compared.
private enum TinySize {
    static let dModel = 16
    static let heads = 2
    static let layers = 2
    static let dFF = 32
    static let mostWords = 32

    static func gpt(_ words: [String]) -> GPT2.Configuration {
        GPT2.Configuration(
            dModel: dModel, heads: heads, layers: layers, dFF: dFF, vocabulary: words.count,
            positionRows: mostWords, function: .smooth(.geluTanh), layerNormEpsilon: 1e-5,
            isTied: true)
    }

    static func bert(_ words: [String]) -> BERT.Configuration {
        var sizes = BERT.Configuration(
            dModel: dModel, heads: heads, layers: layers, dFF: dFF, vocabulary: words.count,
            positionRows: mostWords, segments: 2, function: .smooth(.gelu),
            layerNormEpsilon: 1e-12)
        sizes.hasPrediction = true
        sizes.hasPooler = true
        sizes.hasNextSentence = true
        return sizes
    }

    static func t5(_ words: [String]) -> T5.Configuration {
        T5.Configuration(
            dModel: dModel, heads: heads, headSize: dModel / heads, encoderLayers: layers,
            decoderLayers: layers, dFF: dFF, vocabulary: words.count, buckets: 32, farthest: 128,
            function: .relu, isGated: false, epsilon: 1e-6, isTied: true)
    }

    /// - Throws: `Fault` where there is no list of words, or a long one.
    static func sentence(_ call: TableCall, _ index: Int) throws -> TinySentence {
        guard let words = call.words(index), words.count <= mostWords else {
            throw call.fault("expected \(call.function.usage), with at most \(mostWords) words")
        }
        return TinySentence(words: words)
    }
}

/// The words of a call. The vocabulary is made of them alone.
private struct TinySentence {
    let words: [String]

    var vocabulary: [String] { words.distinct }
    var tokens: TokenSequence { numbered(by: vocabulary) }

    func numbered(by vocabulary: [String]) -> TokenSequence {
        TokenSequence(ids: words.map { vocabulary.firstIndex(of: $0) ?? 0 }, labels: words)
    }

    /// 0 up to the first separator, 1 behind it.
    var segments: [Int] {
        let end = words.firstIndex(of: "[SEP]") ?? words.count
        return words.indices.map { $0 <= end ? 0 : 1 }
    }
}

extension TableCall {
    /// A whole model below the name of the table.
    fileprivate func emitModel(_ run: (Scope) -> Void) throws {
        guard table.rows == nil, table.columns == nil else {
            throw fault("the axes of a model have their names")
        }
        let scope = Scope(tracer: tracer, parameters: RandomWeights())
        run(scope(table.name.text))
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
