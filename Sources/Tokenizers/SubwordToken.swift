/// One token of a sentence: a piece of a word, or what the model wants around the text.
public struct SubwordToken: Sendable, Equatable {
    public let id: Int
    /// The piece as the vocabulary has it: `Ġthe`, `▁the`, `##ing`. Of the unknown, the token that
    /// stands for it.
    public let raw: String
    /// The piece as it is shown: the characters that it forms, with `##` in front where it continues
    /// a word. A character that is spread over n pieces is shown with each, as `é(1/2)`; what the
    /// vocabulary does not know has an asterisk behind it.
    public let label: String
    /// The word that it is a part of, from 0; nil where it stands for no text.
    public let word: Int?
    /// Which of two texts it belongs to, as the model is told.
    public let segment: Int
    public let isUnknown: Bool
}

extension TokenSequence {
    public init(_ tokens: [SubwordToken]) {
        self.init(ids: tokens.map(\.id), labels: tokens.map(\.label))
    }
}

extension [SubwordToken] {
    /// The tokens of each word side by side, and every other token for itself, in their order: what
    /// one row or column stands for when the pieces of words are shown as one.
    public var wordGroups: [Range<Int>] {
        var groups: [Range<Int>] = []
        for index in indices {
            if let last = groups.last, let word = self[index].word, self[index - 1].word == word {
                groups[groups.count - 1] = last.lowerBound..<index + 1
            } else {
                groups.append(index..<index + 1)
            }
        }
        return groups
    }
}
