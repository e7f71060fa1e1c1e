/// What may and must be written, whatever the model says.
public struct WritingRules: Sendable, Equatable {
    /// Tokens that are never written, such as padding.
    public let forbidden: Set<Int>
    /// The last word where the limit is reached; nil to cut the sentence there.
    public let forcedEnd: Int?

    public init(forbidden: Set<Int> = [], forcedEnd: Int? = nil) {
        self.forbidden = forbidden
        self.forcedEnd = forcedEnd
    }
}
