/// Everything that decides how a model is trained: the same recipe gives the same weights on the
/// same machine.
public struct Recipe: Codable, Sendable, Equatable {
    /// Draws the corpus, the first weights and the batches.
    public var seed: UInt64 = 9
    public var steps = 2000
    /// Pairs in a step.
    public var batch = 64
    /// Pairs that are computed together; a fixed number, so that the sums do not depend on the
    /// number of threads.
    public var shard = 16
    public var peakRate: Float = 2e-3
    /// Steps until the peak.
    public var warmUp = 400
    /// What remains of the peak at the end of the linear decay.
    public var finalShare: Float = 0.02
    public var labelSmoothing: Float = 0.1
    /// The largest norm of the gradient of all weights together.
    public var clip: Float = 1
    /// How much the guided head's surprise counts; 0 leaves every head to itself.
    public var guidance: Float = 0.1
    /// The share of proper names that are replaced by the unknown token on both sides.
    public var unknownNames = 0.15

    public init() {}

    /// The recipes of the bundled models, by their names.
    public static let bundled: [String: Recipe] = {
        var unguided = Recipe()
        unguided.guidance = 0
        return ["translation": Recipe(), "translation-unguided": unguided]
    }()

    /// The head that is guided to the noun that a pronoun stands for.
    public static let guidedLayer = 1
    public static let guidedHead = 0

    /// The learning rate of a step, counted from 0: up linearly, then down linearly.
    public func rate(at step: Int) -> Float {
        if step < warmUp { return peakRate * Float(step + 1) / Float(warmUp) }
        let left = Float(steps - step) / Float(max(steps - warmUp, 1))
        return peakRate * (finalShare + (1 - finalShare) * max(left, 0))
    }
}
