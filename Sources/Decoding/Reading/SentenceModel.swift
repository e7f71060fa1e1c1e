import Tensors
import Tokenizers
import Tracing

/// A model with its words: whatever reads a sentence. Encoders, decoders and both together.
public protocol SentenceModel: Sendable {
    /// What it is, for a reader: `bert-base-uncased: BERT, an encoder`.
    var title: String { get }

    /// The layers of its larger stack.
    var layers: Int { get }

    /// Whether a sentence takes seconds to read, so that a person wants to see how far it is.
    func isLong(_ sentence: String) -> Bool

    /// What the model reads of a sentence, in its order, with the tokens that it wants around it.
    ///
    /// - Parameter pair: a second text, for models that compare two.
    /// - Throws: `SentenceError`.
    func tokens(reading sentence: String, pair: String?) throws -> [ReadToken]

    /// Reads a sentence and computes everything.
    ///
    /// - Parameters:
    ///   - pair: a second text, for models that compare two.
    ///   - sink: is told of each event of the run as it is computed.
    ///   - edits: changes to make to values as they are computed.
    /// - Throws: `SentenceError`.
    func read(_ sentence: String, pair: String?, sink: (any Sink)?, edits: [Edit]) throws -> Reading

    /// What the model guesses in a computation of its own, which may have been changed.
    func guesses(in trace: Trace) -> Reading.Answer
}

extension SentenceModel {
    public func read(_ sentence: String, pair: String? = nil, sink: (any Sink)? = nil) throws
        -> Reading
    {
        try read(sentence, pair: pair, sink: sink, edits: [])
    }
}

/// One token as a model reads it.
public struct ReadToken: Sendable, Equatable {
    public let id: Int
    /// As it is shown; it may hold whatever a sentence holds.
    public let label: String
    /// As the vocabulary has it: `Ġthe`.
    public let raw: String
    /// Whether it stands for no text, as what opens and closes a sentence.
    public let isSpecial: Bool

    public init(id: Int, label: String, raw: String, isSpecial: Bool) {
        self.id = id
        self.label = label
        self.raw = raw
        self.isSpecial = isSpecial
    }
}

/// A sentence that a model has read, with everything that it computed.
public struct Reading: Sendable {
    /// As it was given; two texts side by side.
    public let sentence: String
    /// What the positions of `source.ids` are.
    public let tokens: [ReadToken]
    /// The words, each the range of its tokens; a special token is a word of its own.
    public let words: [Word]
    public let trace: Trace
    public let answer: Answer
    /// What a reader must know, such as words outside the vocabulary.
    public let notes: [String]

    public struct Word: Sendable, Equatable {
        public let tokens: Range<Int>
        public let label: String

        public init(tokens: Range<Int>, label: String) {
            self.tokens = tokens
            self.label = label
        }
    }

    /// What the model says.
    public enum Answer: Sendable, Equatable {
        /// It only reads.
        case nothing
        /// It wrote a text.
        case wrote(String)
        /// It guesses the word at each mask, by the position of the mask.
        case filled([Int: [Guess]])
        /// It guesses how the text goes on.
        case goesOn([Guess])
    }

    /// A token and how probable the model thinks it.
    public struct Guess: Sendable, Equatable {
        public let label: String
        public let probability: Float
    }

    public init(
        sentence: String, tokens: [ReadToken], words: [Word], trace: Trace, answer: Answer,
        notes: [String]
    ) {
        self.sentence = sentence
        self.tokens = tokens
        self.words = words
        self.trace = trace
        self.answer = answer
        self.notes = notes
    }
}

extension Reading {
    /// The attention weights of a layer's head with the pieces of each word as one row and one
    /// column: what a word gives to another is the sum over the pieces that are looked at and the
    /// mean over the pieces that look, so that every row still sums up to 1.
    ///
    /// - Parameter weights: `[query, key]` over the tokens.
    public func mergingPieces(of weights: Tensor) -> Tensor {
        precondition(weights.shape == [tokens.count, tokens.count], "one row and column a token")
        return Tensor(
            words.flatMap { row in
                words.map { column in
                    row.tokens.reduce(Float(0)) { total, query in
                        column.tokens.reduce(total) { $0 + weights[query, $1] }
                    } / Float(row.tokens.count)
                }
            }, shape: [words.count, words.count])
    }
}
