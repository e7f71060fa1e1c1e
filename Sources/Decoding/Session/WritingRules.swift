/// What may and must be written, whatever the model says.
public struct WritingRules: Sendable, Equatable {
    /// Tokens that are never written, such as padding.
    public let forbidden: Set<Int>
    /// The first word; nil to leave it to the model.
    public let forcedStart: Int?
    /// The last word where the limit is reached; nil to cut the sentence there.
    public let forcedEnd: Int?

    public init(forbidden: Set<Int> = [], forcedStart: Int? = nil, forcedEnd: Int? = nil) {
        self.forbidden = forbidden
        self.forcedStart = forcedStart
        self.forcedEnd = forcedEnd
    }
}
