import Tokenizers

/// One pair as the trainer takes it.
public struct Example: Sendable {
    /// Closed by the end token.
    public let source: [Int]
    /// Closed by the end token.
    public let target: [Int]
    /// Where the guided head shall look: from the pronoun to its noun, both source positions.
    public let guide: (pronoun: Int, noun: Int)?

    public init(source: [Int], target: [Int], guide: (pronoun: Int, noun: Int)? = nil) {
        self.source = source
        self.target = target
        self.guide = guide
    }
}
