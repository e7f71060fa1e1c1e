import Checkpoints
import Models
import Tensors
import Tokenizers
import Tracing

extension PretrainedModel: SentenceModel {
    public var title: String { "\(name): \(family)" }

    public func isLong(_ sentence: String) -> Bool {
        tokenizer.encode(sentence).count > Recorder.longestKept
    }

    public func tokens(reading sentence: String, pair: String?) throws -> [ReadToken] {
        try encode(sentence, pair: pair).map { ReadToken($0) }
    }

    public func read(
        _ sentence: String, pair: String?, sink: (any Sink)?, edits: [Edit]
    ) throws -> Reading {
        let tokens = try encode(sentence, pair: pair)
        let recorder = Recorder.forSentence(of: tokens.count)
        let sinks: any Sink = sink.map { SinkPair(recorder, $0) } ?? recorder
        let scope = Scope(tracer: Tracer(sink: sinks, edits: edits), parameters: parameters)
        var written: [Int]?
        if case .sequenceToSequence = architecture {
            written = write(behind: tokens, strategy: .greedy, edits: edits).ids
        }
        run(tokens, written: written ?? [], in: scope)
        guard sinks.wantsValues else { throw SentenceError.stopped }
        return Reading(
            sentence: [sentence, pair].compactMap { $0 }.joined(separator: " / "),
            tokens: tokens.map { ReadToken($0) }, words: words(of: tokens),
            trace: recorder.trace,
            answer: written.map { .wrote(targetTokenizer.decode($0)) }
                ?? guesses(in: recorder.trace),
            notes: notes(on: tokens, recorder.trace))
    }

    /// Computes a text, below a name of its own beside whatever else is computed there.
    ///
    /// - Parameters:
    ///   - pair: a second text, for models that compare two.
    ///   - written: what a decoder beside an encoder reads behind its start token.
    ///   - tracer: where the events go, as `NAME.source.ids` and so on.
    /// - Throws: `SentenceError`.
    public func run(
        _ sentence: String, pair: String? = nil, written: String = "", tracer: Tracer,
        below name: String
    ) throws {
        let tokens = try encode(sentence, pair: pair)
        let ids = targetTokenizer.encode(written, addsSpecials: false).map(\.id)
        guard startIDs.count + ids.count <= longest else {
            throw SentenceError.tooLong(tokens: startIDs.count + ids.count, limit: longest)
        }
        let scope = Scope(
            tracer: tracer, parameters: ParametersBelow(name: name, source: parameters))
        run(tokens, written: ids, in: scope(name))
    }

    private func run(_ tokens: [SubwordToken], written: [Int], in scope: Scope) {
        let text = TokenSequence(tokens)
        switch architecture {
        case .encoder(let model): model.run(text, segments: tokens.map(\.segment), in: scope)
        case .decoder(let model): model.run(text, in: scope)
        case .sequenceToSequence(let model):
            model.run(source: text, written: target(written), in: scope)
        }
    }

    /// - Throws: `SentenceError`.
    func encode(_ sentence: String, pair: String? = nil) throws -> [SubwordToken] {
        let tokens = tokenizer.encode(sentence, pair: pair)
        let segments = (tokens.map(\.segment).max() ?? 0) + 1
        if case .encoder(let model) = architecture {
            let most = model.configuration.segments
            guard most == 0 || segments <= most else { throw SentenceError.noPair }
        } else if pair != nil {
            throw SentenceError.noPair
        }
        guard tokens.contains(where: { $0.word != nil || $0.id == tokenizer.mask?.id }) else {
            throw SentenceError.empty
        }
        if let token = tokens.first(where: { $0.id >= vocabulary }) {
            throw SentenceError.unlearned(token.raw)
        }
        guard tokens.count <= longest else {
            throw SentenceError.tooLong(tokens: tokens.count, limit: longest)
        }
        return tokens
    }

    /// What the decoder reads before each of the words that it wrote, its start token first.
    private func target(_ ids: [Int]) -> TokenSequence {
        let all = startIDs + ids
        let labels = targetTokenizer.labels(of: all)
        return TokenSequence(ids: all, labels: labels)
    }
}

/// The weights of a model whose events stand below a name.
private struct ParametersBelow: ParameterSource {
    let name: String
    let source: any ParameterSource

    func value(at path: String, axes: [Axis], initially: Initialisation) -> Tensor {
        source.value(
            at: String(path.trimmingPrefix(name + ".")), axes: axes, initially: initially)
    }
}

extension Recorder {
    /// The most tokens of a sentence of which every value is kept: the maps of all heads grow with
    /// their square.
    fileprivate static let longestKept = 256

    /// Keeps all values of a sentence; of a long text only what enters and leaves each part, and
    /// the logits. The others are computed again when they are looked at.
    fileprivate static func forSentence(of tokens: Int) -> Recorder {
        guard tokens > longestKept else { return Recorder() }
        let kept = [".residual", ".sum", ".lookup", ".ids"]
        return Recorder { event in
            // Parameters lie in the model's own memory.
            event.op is Parameter || event.path == "logits"
                || kept.contains { event.path.hasSuffix($0) }
        }
    }
}

// MARK: - What it says

extension PretrainedModel {
    /// How many guesses are told.
    private static let guesses = 5

    public func guesses(in trace: Trace) -> Reading.Answer {
        guard let logits = trace["logits"]?.value, let source = trace["source.ids"]?.value else {
            return .nothing
        }
        switch architecture {
        case .sequenceToSequence: return .nothing
        case .decoder: return .goesOn(guesses(in: logits, at: source.count - 1))
        case .encoder:
            let ids = source.elements.map { Int($0) }
            let masks = ids.indices.filter { ids[$0] == tokenizer.mask?.id }
            guard !masks.isEmpty else { return .nothing }
            return .filled(
                Dictionary(
                    uniqueKeysWithValues: masks.map { ($0, guesses(in: logits, at: $0)) }))
        }
    }

    private func guesses(in logits: Tensor, at position: Int) -> [Reading.Guess] {
        let row = logits.rows(position..<position + 1).softmax()
        let best = NextWord.largest(PretrainedModel.guesses, of: row)
        return best.map {
            Reading.Guess(label: targetTokenizer.labels(of: [$0])[0], probability: row[0, $0])
        }
    }

    private func words(of tokens: [SubwordToken]) -> [Reading.Word] {
        tokens.wordGroups.map { range in
            let isOne = range.count == 1
            return Reading.Word(
                tokens: range,
                label: isOne
                    ? tokens[range.lowerBound].label
                    : tokenizer.decode(tokens[range].map(\.id)).trimmedOrVisible)
        }
    }

    private func notes(on tokens: [SubwordToken], _ trace: Trace) -> [String] {
        var notes = [doubt].compactMap { $0 }
        let unknown = tokens.filter(\.isUnknown).map { "\"\($0.label.dropLast())\"" }
        if !unknown.isEmpty {
            notes.append(
                "* not in the model's vocabulary: " + unknown.joined(separator: ", "))
        }
        if let relation = trace["next_sentence.probabilities"]?.value, tokens.last?.segment == 1 {
            notes.append(
                "the second text follows the first with a probability of \(relation[0, 0]), says "
                    + "the next-sentence head")
        }
        return notes
    }
}

extension String {
    /// Without spaces at the ends; what is nothing but spaces as a visible symbol.
    fileprivate var trimmedOrVisible: String {
        var scalars = Substring(self).unicodeScalars
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return scalars.isEmpty ? "␣" : String(scalars)
    }
}

extension ReadToken {
    init(_ token: SubwordToken) {
        self.init(
            id: token.id, label: token.label, raw: token.raw, isSpecial: token.word == nil)
    }
}
