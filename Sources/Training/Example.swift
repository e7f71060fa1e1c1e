import Tokenizers

/// One pair as the trainer takes it.
public struct Example: Sendable {
    /// Closed by the end token.
    public let source: [Int]
    /// Closed by the end token.
    public let target: [Int]
    /// Where the guided head shall look: from the pronoun to its noun, both source positions.
    public let guide: (pronoun: Int, noun: Int)?
    private let sourceLabels: [String]?
    private let targetLabels: [String]?

    public init(source: [Int], target: [Int], guide: (pronoun: Int, noun: Int)? = nil) {
        self.source = source
        self.target = target
        self.guide = guide
        sourceLabels = nil
        targetLabels = nil
    }

    /// One pair that somebody looks at.
    init(source: TokenSequence, target: TokenSequence, guide: (pronoun: Int, noun: Int)?) {
        self.source = source.ids
        self.target = target.ids
        self.guide = guide
        sourceLabels = source.labels
        targetLabels = target.labels
    }

    var sourceSequence: TokenSequence {
        sourceLabels.map { TokenSequence(ids: source, labels: $0) }
            ?? TokenSequence(unlabelled: source)
    }

    /// Nil where nobody looks at it.
    var targetSequence: TokenSequence? {
        targetLabels.map { TokenSequence(ids: target, labels: $0) }
    }
}
