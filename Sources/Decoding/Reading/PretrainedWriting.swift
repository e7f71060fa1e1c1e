import Checkpoints
import Models
import Tokenizers
import Tracing

extension PretrainedModel {
    /// Whether it writes texts.
    public var writes: Bool {
        if case .encoder = architecture { return false }
        return true
    }

    /// What a decoder reads before its first word: its start token, or nothing where the text
    /// itself comes first.
    var startIDs: [Int] {
        guard case .sequenceToSequence = architecture else { return [] }
        // Where nothing is said, the end of a text before is where one begins.
        return [generation.start ?? generation.ends.first ?? 0]
    }

    /// What the model writes behind a prompt, or for a source.
    ///
    /// - Parameters:
    ///   - beginning: what the text must begin with.
    ///   - limit: the most tokens to write, the end included; by default about twice the source,
    ///     or 20 behind a prompt.
    ///   - usesCache: false computes the whole prefix anew at each step; the result is the same.
    /// - Throws: `SentenceError`, also for a model that does not write.
    public func write(
        _ sentence: String, strategy: Strategy, beginning: String? = nil, limit: Int? = nil,
        edits: [Edit] = [], usesCache: Bool = true
    ) throws -> Writing {
        guard writes else { throw SentenceError.writesNothing }
        let tokens = try encode(sentence)
        let prefix = try beginning.map { text in
            let tokens = targetTokenizer.encode(text, addsSpecials: false)
            if let token = tokens.first(where: { $0.id >= vocabulary }) {
                throw SentenceError.unlearned(token.raw)
            }
            return (self.generation.forcedStart.map { [$0] } ?? []) + tokens.map(\.id)
        }
        let generation = write(
            behind: tokens, strategy: strategy, continuing: prefix ?? [], limit: limit,
            edits: edits, usesCache: usesCache)
        return Writing(
            text: text(generation.ids, behind: tokens.map(\.id)),
            source: tokens.map { ReadToken($0) },
            generation: generation)
    }

    /// Whole sequences as the model sees them: a decoder's text with its prompt.
    func text(_ ids: [Int], behind source: [Int]) -> String {
        if case .decoder = architecture { return tokenizer.decode(source + ids) }
        return targetTokenizer.decode(ids)
    }

    func write(
        behind tokens: [SubwordToken], strategy: Strategy, continuing prefix: [Int] = [],
        limit: Int? = nil, settings: GenerationSettings? = nil, edits: [Edit] = [],
        usesCache: Bool = true
    ) -> Generation {
        let settings = settings ?? generation
        let rules = WritingRules(
            forbidden: Set(settings.forbidden), forcedStart: settings.forcedStart,
            forcedEnd: settings.forcedEnd)
        let ends = Set(settings.ends)
        func words(of candidate: Candidate, in _: Generation) -> [String] {
            targetTokenizer.decode(candidate.ids).split(whereSeparator: \.isWhitespace)
                .map(String.init)
        }
        switch architecture {
        case .encoder: preconditionFailure("an encoder writes nothing")
        case .decoder(let model):
            func write(_ model: some TextDecoder) -> Generation {
                let room = min(
                    limit ?? PretrainedModel.standardLimit, max(longest - tokens.count, 1))
                return DecodingSession(
                    model, parameters: parameters, prompt: tokens.map(\.id), ends: ends,
                    limit: room, edits: edits,
                    usesCache: usesCache, rules: rules
                ).generate(strategy, continuing: Array(prefix.prefix(room)), words: words)
            }
            return write(model)
        case .sequenceToSequence(let model):
            func write(_ model: some SequenceToSequence) -> Generation {
                // What was written is read once more as a whole, behind what it starts with.
                let room = min(
                    limit ?? 2 * tokens.count + 10, max(longest - startIDs.count, 1))
                return DecodingSession(
                    model, source: TokenSequence(tokens), parameters: parameters, prompt: startIDs,
                    ends: ends, limit: room, edits: edits,
                    usesCache: usesCache, rules: rules
                ).generate(strategy, continuing: Array(prefix.prefix(room)), words: words)
            }
            return write(model)
        }
    }

    /// How far a decoder goes on where nobody says.
    private static let standardLimit = 20
}

/// A text that a model wrote.
public struct Writing: Sendable {
    /// Behind a prompt, with the prompt.
    public let text: String
    public let source: [ReadToken]
    public let generation: Generation
}
