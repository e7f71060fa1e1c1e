/// Splits a sentence into words and looks each up.
///
/// Words are separated by white space; punctuation marks are tokens of their own; `didn't` is one
/// word. A word is looked up in lower case, as it is written, and capitalised.
public struct WordTokenizer: Sendable {
    /// What a token is to the model.
    public enum Kind: Sendable, Equatable {
        case word
        /// A capitalised word outside the vocabulary: taken for a name, and copied to the output.
        case name
        /// Any other word outside the vocabulary.
        case unknown
        /// The end of the sentence.
        case end
    }

    /// One token of a sentence.
    public struct Token: Sendable, Equatable {
        public let id: Int
        /// The word as it was written.
        public let label: String
        public let kind: Kind
    }

    private let vocabulary: Vocabulary

    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The tokens of a sentence and the one that ends it.
    ///
    /// - Throws: `SentenceError` when there is no word, or more tokens than `limit`.
    public func encode(_ sentence: String, limit: Int) throws -> [Token] {
        let words = split(sentence)
        guard !words.isEmpty else { throw SentenceError.empty }
        guard words.count < limit else {
            throw SentenceError.tooLong(tokens: words.count + 1, limit: limit)
        }
        let tokens = words.map(token)
        return tokens + [Token(id: Vocabulary.endID, label: Vocabulary.end, kind: .end)]
    }

    private static let marks = Set<Character>(",;:.!?\"()[]«»“”…")

    private func split(_ sentence: String) -> [String] {
        sentence.split(whereSeparator: \.isWhitespace).flatMap { chunk in
            var words: [String] = []
            var word = ""
            for character in chunk {
                if Self.marks.contains(character) {
                    words += word.isEmpty ? [] : [word]
                    words.append(String(character))
                    word = ""
                } else {
                    // The typographic apostrophe means the plain one.
                    word.append(character == "’" ? "'" : character)
                }
            }
            return words + (word.isEmpty ? [] : [word])
        }
    }

    private func token(_ word: String) -> Token {
        let capitalised = word.prefix(1).uppercased() + word.dropFirst()
        for form in [word.lowercased(), word, capitalised] {
            // A special token is never meant by its spelling.
            if let id = vocabulary.id(of: form), id >= Vocabulary.specials.count {
                return Token(id: id, label: word, kind: .word)
            }
        }
        let isName = word.first?.isUppercase ?? false
        return Token(id: Vocabulary.unknownID, label: word, kind: isName ? .name : .unknown)
    }
}

extension TokenSequence {
    public init(_ tokens: [WordTokenizer.Token]) {
        self.init(ids: tokens.map(\.id), labels: tokens.map(\.label))
    }
}

/// Why a sentence cannot be read.
public enum SentenceError: Error, Equatable, CustomStringConvertible {
    case empty
    case tooLong(tokens: Int, limit: Int)

    public var description: String {
        switch self {
        case .empty: "the sentence is empty: give at least one word"
        case .tooLong(let tokens, let limit):
            "the sentence has \(tokens) tokens; this model reads at most \(limit)"
        }
    }
}
