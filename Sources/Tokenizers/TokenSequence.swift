/// A sentence as the model reads it: numbers, with what a reader sees above each.
public struct TokenSequence: Sendable, Equatable {
    public let ids: [Int]
    public let labels: [String]

    public init(ids: [Int], labels: [String]) {
        precondition(ids.count == labels.count, "one label a token")
        self.ids = ids
        self.labels = labels
    }
}
