import Checkpoints
import Models
import Tensors
import Tokenizers
import Tracing

/// A sentence that was translated, with everything that the model computed for it.
public struct Translation: Sendable {
    /// The sentence as the model read it, with the end token.
    public let source: [WordTokenizer.Token]
    /// The words that the model wrote, copied names in their places.
    public let words: [String]
    public let generation: Generation
    /// The whole computation, with the translation as the decoder's target.
    public let trace: Trace

    /// The translation as it is written.
    public var text: String { Detokenizer.sentence(words) }
}

extension TranslationModel {
    /// The most tokens of a sentence, the end token included.
    public static let longestSentence = 128

    /// The sentence as the model reads it, with the end token.
    ///
    /// - Throws: `SentenceError`.
    public func tokens(of sentence: String) throws -> [WordTokenizer.Token] {
        try WordTokenizer(sourceVocabulary).encode(
            sentence, limit: TranslationModel.longestSentence)
    }

    /// Translates a sentence greedily and runs the whole model on the result.
    ///
    /// - Parameters:
    ///   - sink: is told of each event of that run as it is computed.
    ///   - edits: changes to make in the search and in the run.
    /// - Throws: `SentenceError`.
    public func translate(
        _ sentence: String, sink: (any Sink)? = nil, edits: [Edit] = []
    ) throws -> Translation {
        translate(try tokens(of: sentence), sink: sink, edits: edits)
    }

    /// Translates tokens, closed by the end token.
    ///
    /// - Parameter norms: where the layer norms stand.
    public func translate(
        _ tokens: [WordTokenizer.Token], norms: NormPlacement = .after,
        sink: (any Sink)? = nil, edits: [Edit] = []
    ) -> Translation {
        let model = model(norms: norms)
        let source = TokenSequence(tokens)
        let generation = model.greedy(
            source, parameters: parameters, limit: 2 * source.ids.count + 10, edits: edits)
        var words = generation.ids.map { targetVocabulary.tokens[$0] }
        func run(sink: (any Sink)?) -> Trace {
            let target = TokenSequence(
                ids: generation.ids + [Vocabulary.endID], labels: words + [Vocabulary.end])
            return self.run(model, source, target: target, sink: sink, edits: edits)
        }
        if generation.ids.contains(Vocabulary.unknownID) {
            words = copyingNames(tokens, generation.ids, words, from: run(sink: nil))
        }
        return Translation(
            source: tokens, words: words, generation: generation, trace: run(sink: sink))
    }

    /// Runs the whole model on tokens and what the decoder shall predict, both closed by the end
    /// token, whatever it would write itself.
    ///
    /// - Parameters:
    ///   - norms: where the layer norms stand.
    ///   - edits: changes to make in the run.
    public func run(
        _ tokens: [WordTokenizer.Token], target: TokenSequence, norms: NormPlacement = .after,
        edits: [Edit] = []
    ) -> Trace {
        run(model(norms: norms), TokenSequence(tokens), target: target, sink: nil, edits: edits)
    }

    private func run(
        _ model: EncoderDecoder, _ source: TokenSequence, target: TokenSequence,
        sink: (any Sink)?, edits: [Edit]
    ) -> Trace {
        let recorder = Recorder()
        let sinks: any Sink = sink.map { SinkPair(recorder, $0) } ?? recorder
        model.run(
            source: source, target: target,
            in: Scope(tracer: Tracer(sink: sinks, edits: edits), parameters: parameters))
        return recorder.trace
    }

    /// Puts the unknown source word that the decoder looked at most into the place of each unknown
    /// target word (Luong et al. 2015).
    private func copyingNames(
        _ tokens: [WordTokenizer.Token], _ ids: [Int], _ words: [String], from trace: Trace
    ) -> [String] {
        let candidates = tokens.indices.filter { tokens[$0].id == Vocabulary.unknownID }
        let maps = (0..<configuration.decoderLayers).compactMap {
            trace["decoder.\($0).cross_attention.weights"]?.value
        }
        return words.indices.map { row in
            guard ids[row] == Vocabulary.unknownID else { return words[row] }
            func attention(_ position: Int) -> Float {
                maps.reduce(0) { sum, map in
                    (0..<configuration.heads).reduce(sum) { $0 + map[$1, row, position] }
                }
            }
            let source = candidates.max { attention($0) < attention($1) }
            return source.map { tokens[$0].markedLabel } ?? words[row]
        }
    }
}

/// Tells two sinks.
private final class SinkPair: Sink {
    private let first: any Sink
    private let second: any Sink

    init(_ first: any Sink, _ second: any Sink) {
        self.first = first
        self.second = second
    }

    func receive(_ traced: Traced) {
        first.receive(traced)
        second.receive(traced)
    }
}
