import Checkpoints
import Tokenizers
import Tracing

extension TranslationModel: SentenceModel {
    public var title: String { "an encoder-decoder, English to Italian" }

    public var layers: Int { max(configuration.encoderLayers, configuration.decoderLayers) }

    public func guesses(in trace: Trace) -> Reading.Answer { .nothing }

    public func isLong(_ sentence: String) -> Bool { false }

    public func tokens(reading sentence: String, pair: String?) throws -> [ReadToken] {
        guard pair == nil else { throw SentenceError.noPair }
        return try tokens(of: sentence).map { ReadToken($0) }
    }

    public func read(
        _ sentence: String, pair: String?, sink: (any Sink)?, edits: [Edit]
    ) throws -> Reading {
        guard pair == nil else { throw SentenceError.noPair }
        return Reading(try translate(sentence, sink: sink, edits: edits))
    }
}

extension Reading {
    /// A translation as what a model read and wrote.
    public init(_ translation: Translation) {
        let tokens = translation.source
        self.init(
            sentence: Detokenizer.sentence(tokens.dropLast().map(\.label)),
            tokens: tokens.map { ReadToken($0) },
            words: tokens.enumerated().map {
                Word(tokens: $0.offset..<$0.offset + 1, label: $0.element.markedLabel)
            },
            trace: translation.trace, answer: .wrote(translation.text),
            notes: tokens.vocabularyNotes)
    }
}

extension ReadToken {
    init(_ token: WordTokenizer.Token) {
        self.init(
            id: token.id, label: token.markedLabel, raw: token.label, isSpecial: token.kind == .end)
    }
}

extension [WordTokenizer.Token] {
    /// What a reader must know of words outside the vocabulary.
    public var vocabularyNotes: [String] {
        func list(_ kind: WordTokenizer.Kind) -> String {
            filter { $0.kind == kind }.map { "\"\($0.label)\"" }.joined(separator: ", ")
        }
        var notes: [String] = []
        if contains(where: { $0.kind == .unknown }) {
            notes.append("* not in the model's vocabulary, read as <unk>: \(list(.unknown))")
        }
        if contains(where: { $0.kind == .name }) {
            notes.append("not in the vocabulary, taken for a name and copied: \(list(.name))")
        }
        return notes
    }
}
