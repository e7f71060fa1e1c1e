import Foundation

/// How much each candidate counts as a reference.
enum Weighing {
    /// Each draw once.
    case evenly
    /// By its share of the probability of all.
    case byProbability
}

extension Generation {
    /// The same search with its candidates in the order of their expected utility, each sentence
    /// once. What the limit cut is no candidate, unless there is nothing else.
    ///
    /// Ties: the more probable sentence, then the one that was found first.
    func decided(
        by utility: Utility, weighing: Weighing, words: (Candidate, Generation) -> [String]
    ) -> Generation {
        let ended = candidates.filter(\.isComplete)
        let pool = ended.isEmpty ? candidates : ended
        var distinct: [Candidate] = []
        var counts: [Double] = []
        for candidate in pool {
            if let known = distinct.firstIndex(where: { $0.ids == candidate.ids }) {
                counts[known] += 1
            } else {
                distinct.append(candidate)
                counts.append(1)
            }
        }
        let weights = Self.normalised(
            weighing == .evenly
                ? counts : distinct.map { exp($0.logProbability - pool[0].logProbability) })
        let utilities = utility.table(of: distinct.map { words($0, self) })
        let expected = utilities.map { row in
            zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let order = distinct.indices.sorted { a, b in
            let (first, second) = (
                (expected[a], distinct[a].logProbability), (expected[b], distinct[b].logProbability)
            )
            return first == second ? a < b : first > second
        }
        return Generation(
            strategy: strategy, tree: tree, steps: steps,
            candidates: order.map { distinct[$0].scored(expected[$0]) },
            risk: RiskTable(
                utilities: order.map { row in order.map { utilities[row][$0] } },
                weights: order.map { weights[$0] }, expected: order.map { expected[$0] }))
    }

    private static func normalised(_ weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}

extension Candidate {
    fileprivate func scored(_ score: Double) -> Candidate {
        Candidate(
            hypothesis: hypothesis, ids: ids, logProbability: logProbability, score: score,
            isComplete: isComplete)
    }
}
