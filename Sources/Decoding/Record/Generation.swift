/// What a strategy wrote, and how it came to it.
public struct Generation: Sendable {
    public let strategy: Strategy
    /// Every hypothesis that was considered, each behind the one that it extends; the first is the
    /// empty one.
    public let tree: [Hypothesis]
    public let steps: [DecodingStep]
    /// The sentences that were found, the best first. Those that ended come before those that the
    /// limit cut.
    public let candidates: [Candidate]
    /// How minimum Bayes risk came to this order; nil in other strategies.
    public let risk: RiskTable?

    /// What was chosen.
    public var best: Candidate { candidates[0] }
    /// The target ids, without the end token.
    public var ids: [Int] { best.ids }
    /// The natural logarithm of the probability of the words and of the end.
    public var logProbability: Double { best.logProbability }
    /// Whether the model closed the sentence itself, before the limit.
    public var isComplete: Bool { best.isComplete }

    /// The ids of the hypotheses that lead to one, from its first word to its last.
    public func path(to hypothesis: Int) -> [Int] {
        var path: [Int] = []
        var next = hypothesis
        while let parent = tree[next].parent {
            path.append(next)
            next = parent
        }
        return path.reversed()
    }

    /// The expansion that considered a hypothesis: what the model saw before its last word. Nil for
    /// the empty hypothesis.
    public func expansion(behind hypothesis: Int) -> Expansion? {
        let length = tree[hypothesis].length
        guard length > 0 else { return nil }
        return steps[length - 1].expansions.first { $0.considered.contains(hypothesis) }
    }
}

/// A sentence that a strategy found.
public struct Candidate: Sendable, Equatable {
    /// The id of the hypothesis that it is.
    public let hypothesis: Int
    /// Its words, without the end token.
    public let ids: [Int]
    /// The natural logarithm of the probability of the words and of the end.
    public let logProbability: Double
    /// What it was ranked by: the score of its hypothesis, or the expected utility.
    public let score: Double
    public let isComplete: Bool
}

/// The utilities behind a choice by minimum Bayes risk.
public struct RiskTable: Sendable, Equatable {
    /// What each candidate, one a row in the order of `Generation.candidates`, is worth if another,
    /// one a column in the same order, is right.
    public let utilities: [[Double]]
    /// How much each candidate counts as a reference; they sum up to 1.
    public let weights: [Double]
    /// The weighted mean of each row, which decides.
    public let expected: [Double]
}
