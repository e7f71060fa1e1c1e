/// What the key/value cache was good for in one step.
public struct CacheStatistics: Sendable, Equatable {
    /// How many hypotheses went on side by side.
    public let hypotheses: Int
    /// The positions of the target whose keys and values this step computed, in every layer.
    public let new: Range<Int>
    /// How many positions of the source have keys and values that were computed once, for all steps.
    public let source: Int
    /// The multiply-adds of this step, counted from the shapes of its matrix products.
    public let multiplyAdds: Int
    /// What the step would take if nothing had been kept: the whole prefix of each hypothesis again,
    /// and the keys and values of the source.
    public let multiplyAddsWithout: Int
    /// What the cache saved in this step and all before it.
    public let saved: Int
    /// The memory of the keys and values behind this step, in bytes.
    public let bytes: Int

    /// The positions of the target whose keys and values were computed in earlier steps.
    public var reused: Range<Int> { 0..<new.lowerBound }
}
