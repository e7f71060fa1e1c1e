/// A sentence as the model reads it: numbers, with what a reader sees above each.
public struct TokenSequence: Sendable, Equatable {
    public let ids: [Int]
    public let labels: [String]

    public init(ids: [Int], labels: [String]) {
        precondition(ids.count == labels.count, "one label a token")
        self.ids = ids
        self.labels = labels
    }

    /// A sequence that nobody looks at.
    public init(unlabelled ids: [Int]) {
        self.init(ids: ids, labels: [String](repeating: "", count: ids.count))
    }
}
