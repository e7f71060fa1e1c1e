/// The words that a model knows, each with its number.
public struct Vocabulary: Sendable, Equatable {
    /// What stands for a word that is not in the vocabulary.
    public static let unknown = "<unk>"
    /// What the decoder starts from.
    public static let start = "<sos>"
    /// What closes a sentence.
    public static let end = "<eos>"
    public static let unknownID = 0
    public static let startID = 1
    public static let endID = 2
    /// In the order of their ids.
    public static let specials = [unknown, start, end]

    /// All tokens in the order of their ids, the special ones first.
    public let tokens: [String]
    private let ids: [String: Int]

    /// - Parameter words: the ordinary words; they are numbered in this order after the special
    ///   tokens.
    public init(words: [String]) {
        tokens = Vocabulary.specials + words
        ids = Dictionary(
            tokens.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    public var count: Int { tokens.count }

    /// The ordinary words.
    public var words: ArraySlice<String> { tokens.dropFirst(Vocabulary.specials.count) }

    /// The number of a word, or nil if it is not known.
    public func id(of word: String) -> Int? { ids[word] }
}
