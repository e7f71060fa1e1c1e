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

    /// The tokens of a sentence.
    ///
    /// - Throws: `SentenceError`.
    public func tokens(of sentence: String) throws -> [WordTokenizer.Token] {
        try WordTokenizer(sourceVocabulary).encode(
            sentence, limit: TranslationModel.longestSentence)
    }

    /// The ids of target words as they are written, `L'orologio è`, and the words that the model
    /// cannot write.
    public func targetIDs(of text: String) -> (ids: [Int], unknown: [String]) {
        var ids: [Int] = []
        var unknown: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace).flatMap(\.elided) {
            let known = [word, word.lowercased()].compactMap { targetVocabulary.id(of: $0) }
            if let id = known.first(where: { $0 >= Vocabulary.specials.count }) {
                ids.append(id)
            } else {
                unknown.append(word)
            }
        }
        return (ids, unknown)
    }

    /// The model with a sentence before it, about to write its translation.
    ///
    /// - Parameters:
    ///   - source: closed by the end token.
    ///   - norms: where the layer norms stand.
    ///   - edits: changes to make to every run of the model, such as a head set to zero.
    ///   - usesCache: false computes the whole prefix anew at each step; the result is the same.
    public func session(
        translating source: TokenSequence, norms: NormPlacement = .after, edits: [Edit] = [],
        usesCache: Bool = true
    ) -> DecodingSession<EncoderDecoder> {
        DecodingSession(
            model(norms: norms), source: source, parameters: parameters,
            labels: targetVocabulary.tokens, limit: 2 * source.ids.count + 10, edits: edits,
            usesCache: usesCache)
    }

    /// Translates a sentence and runs the whole model on the result.
    ///
    /// - Parameters:
    ///   - strategy: how the words are chosen.
    ///   - prefix: ids that the translation must begin with.
    ///   - sink: is told of each event of that run as it is computed.
    ///   - edits: changes to make in the search and in the run.
    /// - Throws: `SentenceError`.
    public func translate(
        _ sentence: String, strategy: Strategy = .greedy, continuing prefix: [Int] = [],
        sink: (any Sink)? = nil, edits: [Edit] = []
    ) throws -> Translation {
        translate(
            try tokens(of: sentence), strategy: strategy, continuing: prefix, sink: sink,
            edits: edits)
    }

    /// Translates tokens, closed by the end token.
    ///
    /// - Parameter norms: where the layer norms stand.
    public func translate(
        _ tokens: [WordTokenizer.Token], strategy: Strategy = .greedy,
        continuing prefix: [Int] = [], norms: NormPlacement = .after, sink: (any Sink)? = nil,
        edits: [Edit] = []
    ) -> Translation {
        let source = TokenSequence(tokens)
        let generation = session(translating: source, norms: norms, edits: edits)
            .generate(strategy, continuing: prefix) { words(of: $0, in: $1, source: tokens) }
        let written = words(of: generation.best, in: generation, source: tokens)
        let target = TokenSequence(
            ids: generation.ids + [Vocabulary.endID], labels: written + [Vocabulary.end])
        let trace = run(model(norms: norms), source, target: target, sink: sink, edits: edits)
        return Translation(source: tokens, words: written, generation: generation, trace: trace)
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
}

extension Substring {
    /// An elided article is a word of its own: `l'`, `orologio`.
    fileprivate var elided: [String] {
        guard let end = firstIndex(of: "'").map(index(after:)), end < endIndex else {
            return [String(self)]
        }
        return [String(self[..<end]), String(self[end...])]
    }
}
