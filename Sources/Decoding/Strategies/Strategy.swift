import Foundation

/// How the next word is chosen.
public enum Strategy: Sendable, Equatable {
    /// The most probable word at each step. Beam search of width 1.
    case greedy
    case beam(BeamSearch)
    case sample(Sampling)
    case minimumBayesRisk(MinimumBayesRisk)
}

/// Keeps several hypotheses at each step, so that a good beginning with a modest first word is not
/// lost.
///
/// At each step every hypothesis that goes on is extended by its `width` most probable words: width
/// times width candidates. Of them the best stay, as many as the beam is wide, less those that have
/// ended; the rest are dropped. A hypothesis that ends keeps its place, and the search is over when
/// all places have ended or the limit is reached.
///
/// Ties: of two candidates with the same score, the one from the better hypothesis stays; of one
/// hypothesis, the word with the lower number. Hypotheses that the limit cut rank behind all that
/// ended.
public struct BeamSearch: Sendable, Equatable {
    /// How many hypotheses stay at each step.
    public let width: Int
    public let lengthPenalty: LengthPenalty
    public let ending: Ending

    /// What becomes of the place of a hypothesis that has ended.
    public enum Ending: Sendable, Equatable {
        /// It keeps its place: the beam becomes narrower.
        case keepsPlace
        /// It is set aside: the beam stays as wide, and the search ends when `width` are set aside
        /// and none that goes on can still be better; what the limit cuts counts as ended. So does
        /// the library that most pretrained models are used with.
        case isSetAside
    }

    /// - Parameter width: at least 1.
    public init(
        width: Int, lengthPenalty: LengthPenalty = .none, ending: Ending = .keepsPlace
    ) {
        precondition(width > 0, "a beam holds something")
        self.width = width
        self.lengthPenalty = lengthPenalty
        self.ending = ending
    }
}

/// What makes sentences of different lengths comparable: each word makes a sentence less probable,
/// so without it short ones win (Wu et al. 2016, equation 14).
///
/// score = log P / ((5 + length) / 6)^alpha, where the length counts the words and the end. The library
/// that most pretrained models are used with divides by length^alpha.
public struct LengthPenalty: Sendable, Equatable {
    public let alpha: Double
    /// Whether the length itself is raised, not (5 + length) / 6.
    public let isPlain: Bool

    /// The score is the log-probability itself.
    public static let none = LengthPenalty(alpha: 0)

    public init(alpha: Double, isPlain: Bool = false) {
        self.alpha = alpha
        self.isPlain = isPlain
    }

    /// - Parameter length: the words and the end token.
    public func score(_ logProbability: Double, length: Int) -> Double {
        if alpha == 0 { return logProbability }
        let base = isPlain ? Double(length) : (5 + Double(length)) / 6
        return logProbability / pow(base, alpha)
    }
}

/// Draws each word by chance.
///
/// The logits are divided by the temperature; of the words the `topK` most probable stay; of these
/// the fewest that hold `topP` of what is left of the probability (Holtzman et al. 2020, "nucleus").
/// One of them is drawn, each with its share. The same seed draws the same words on every machine.
public struct Sampling: Sendable, Equatable {
    /// Above 0. Below 1 the probable words become more so; above 1 all become more alike.
    public let temperature: Float
    /// Nil for all.
    public let topK: Int?
    /// Above 0, at most 1.
    public let topP: Double
    public let seed: UInt64

    public init(temperature: Float = 1, topK: Int? = nil, topP: Double = 1, seed: UInt64 = 1) {
        precondition(temperature > 0 && topP > 0 && topP <= 1 && (topK ?? 1) > 0)
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.seed = seed
    }
}

/// Chooses the candidate that is on average most like all the others, instead of the most probable
/// one (Kumar and Byrne 2004).
public struct MinimumBayesRisk: Sendable, Equatable {
    /// Where the candidates come from, and how much each counts as a reference.
    public enum Candidates: Sendable, Equatable {
        /// So many draws; a sentence counts as often as it was drawn (Eikema and Aziz 2020).
        case samples(Int, Sampling)
        /// The sentences of a beam, each with its share of their probability.
        case beam(BeamSearch)
    }

    public let candidates: Candidates
    public let utility: Utility

    public init(candidates: Candidates, utility: Utility) {
        self.candidates = candidates
        self.utility = utility
    }
}
