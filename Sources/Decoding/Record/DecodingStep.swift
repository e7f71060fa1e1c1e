import Tensors

/// One step of a generation: every hypothesis that goes on gets its next words.
public struct DecodingStep: Sendable {
    /// In the order of their rank.
    public let expansions: [Expansion]
    public let cache: CacheStatistics
}

/// What happened to one hypothesis in a step.
public struct Expansion: Sendable {
    /// The id of the hypothesis that was extended.
    public let hypothesis: Int
    /// What the model expects behind it.
    public let distribution: Distribution
    /// Where the decoder looked in the source to predict it, `[layer, head, key]`; nil in a model
    /// without a source.
    public let attention: Tensor?
    /// How many words could be drawn; nil where nothing is left to chance.
    public let pool: Int?
    /// The ids of the hypotheses that were considered: this one and a further word each.
    public let considered: Range<Int>
}

/// The probabilities of the next word, as the model gives them, before a strategy chooses.
public struct Distribution: Sendable, Equatable {
    public struct Word: Sendable, Equatable {
        public let id: Int
        public let probability: Float
    }

    /// How many words are kept at the most.
    public static let most = 10

    /// The most probable first; of equal ones, the lower number.
    public let top: [Word]
    /// What all other words have together.
    public let rest: Double
    /// How many other words there are.
    public let restCount: Int
}

/// The beginning of a sentence: another hypothesis and one word more.
public struct Hypothesis: Sendable, Equatable {
    /// What became of it.
    public enum Fate: String, Sendable {
        /// It stayed and was extended.
        case extended
        /// It stayed and has ended.
        case ended
        /// It stayed, but the limit came before its end.
        case cut
        /// There were as many better ones as places.
        case dropped
    }

    /// Its place in `Generation.tree`.
    public let id: Int
    /// The hypothesis that it extends; nil for the empty one.
    public let parent: Int?
    /// Its last word.
    public let word: Int
    /// How many words it has, the end included.
    public let length: Int
    /// The natural logarithm of the last word's probability.
    public let wordLogProbability: Double
    /// The natural logarithm of the probability of all its words.
    public let logProbability: Double
    /// What it is ranked by: the log-probability, with the length penalty if there is one.
    public let score: Double
    /// The probability with which the word was drawn, where it was.
    public let chance: Double?
    /// Whether the word was given, not chosen.
    public let isForced: Bool
    /// Its place among all that were considered in its step, from 0.
    public internal(set) var rank: Int
    public internal(set) var fate: Fate
}
