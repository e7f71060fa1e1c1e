/// Splits a sentence into words and looks each up: the tokenizer of the bundled models.
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
        /// The word as it was written. It may hold whatever a sentence holds, control characters
        /// too.
        public let label: String
        public let kind: Kind

        /// The word as it is shown: an asterisk marks one that the model does not know.
        public var markedLabel: String { kind == .unknown ? label + "*" : label }
    }

    private let vocabulary: Vocabulary

    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The tokens of a sentence and the one that ends it.
    ///
    /// - Parameter limit: the most tokens, the end token included.
    /// - Throws: `SentenceError` when there is no word, or more tokens than `limit`.
    public func encode(_ sentence: String, limit: Int) throws -> [Token] {
        let words = WordSplitter.words(of: sentence)
        guard !words.isEmpty else { throw SentenceError.empty }
        guard words.count < limit else {
            throw SentenceError.tooLong(tokens: words.count + 1, limit: limit)
        }
        // In a sentence of capitals, a capital says nothing about a word.
        let capitalsTell = words.contains { $0.unicodeScalars.contains(where: \.isLowercase) }
        let tokens = words.map { token($0, capitalsTell: capitalsTell) }
        return tokens + [Token(id: Vocabulary.endID, label: Vocabulary.end, kind: .end)]
    }

    private func token(_ label: String, capitalsTell: Bool) -> Token {
        let word = label.plainApostrophes
        let lower = word.lowercased()
        let capitalised = lower.prefix(1).uppercased() + lower.dropFirst()
        for form in [lower, word, capitalised] {
            // A special token is never meant by its spelling.
            if let id = vocabulary.id(of: form), id >= Vocabulary.specials.count {
                return Token(id: id, label: label, kind: .word)
            }
        }
        let isCapitalised = word.unicodeScalars.first?.isCapital ?? false
        let isName = capitalsTell && isCapitalised && !FunctionWords.contain(lower)
        return Token(id: Vocabulary.unknownID, label: label, kind: isName ? .name : .unknown)
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
    /// A token that was added to the vocabulary and that the model never learned.
    case unlearned(String)
    /// A second text was given to a model that reads one.
    case noPair
    /// A text was asked of a model that only reads.
    case writesNothing
    /// The reader of the values did not want to wait for them.
    case stopped

    public var description: String {
        switch self {
        case .empty: "the sentence is empty: give at least one word"
        case .tooLong(let tokens, let limit):
            "the sentence has \(tokens) tokens; this model reads at most \(limit)"
        case .unlearned(let token):
            "the sentence has the token \(token.escaped), for which this model has no weights"
        case .stopped: "the reading was stopped"
        case .noPair: "this model reads one text, not a pair"
        case .writesNothing: "this model reads and writes nothing; heed print shows what it sees"
        }
    }
}

extension String {
    /// With the plain apostrophe in the place of the typographic ones.
    fileprivate var plainApostrophes: String {
        guard unicodeScalars.contains(where: { $0.isApostrophe && $0 != "'" }) else { return self }
        var text = UnicodeScalarView()
        text.append(contentsOf: unicodeScalars.lazy.map { $0.isApostrophe ? "'" : $0 })
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isLowercase: Bool { properties.generalCategory == .lowercaseLetter }

    fileprivate var isCapital: Bool {
        [.uppercaseLetter, .titlecaseLetter].contains(properties.generalCategory)
    }
}
