import Decoding
import Foundation

/// A word that could be next: what the model gives it, and what the strategy makes of it.
struct NextWordLine {
    let id: Int
    let probability: Double
    /// With which probability it is drawn, 0 where it is cut off; nil where nothing is drawn.
    let share: Double?
    /// Whether the hypothesis that is looked at took it.
    let isTaken: Bool
    /// What became of it: `stays, 1st of 16`; empty where it was not considered.
    let note: String

    /// The most probable words of the step, and the word that was taken, if it is none of them.
    static func lines(of screen: DecodingScreen) -> [NextWordLine] {
        guard let expansion = screen.expansion else { return [] }
        let taken = screen.hypothesis
        var words = expansion.distribution.top.map { ($0.id, Double($0.probability)) }
        if !words.contains(where: { $0.0 == taken.word }) {
            words.append((taken.word, exp(taken.wordLogProbability)))
        }
        let all = screen.writing.considered(at: screen.step)
        let places = all.count
        return words.enumerated().map { place, word in
            let own = screen.generation.tree[expansion.considered].filter { $0.word == word.0 }
            let share = screen.share(of: word.1, place: place, in: expansion)
            return NextWordLine(
                id: word.0, probability: word.1, share: share, isTaken: word.0 == taken.word,
                note: note(on: own, among: places, isCutOff: share == 0))
        }
    }

    private static func note(on own: [Hypothesis], among all: Int, isCutOff: Bool) -> String {
        guard let first = own.first else { return isCutOff ? "cut off" : "" }
        if first.isForced { return "by hand" }
        if first.chance != nil { return own.count == 1 ? "drawn" : "drawn \(own.count) times" }
        return all == 1 ? "taken" : first.standing(among: all)
    }
}

extension DecodingScreen {
    /// How the words of this step were drawn; nil where they were not.
    var sampling: Sampling? {
        expansion?.pool == nil ? nil : writing.strategy.sampling
    }

    /// With which probability a word is drawn.
    ///
    /// Of two words that may be drawn, the shares are as the probabilities to the power of 1 over the
    /// temperature; so the share of the word that was drawn tells all others.
    fileprivate func share(of probability: Double, place: Int, in expansion: Expansion) -> Double? {
        guard let sampling, let pool = expansion.pool, let chance = hypothesis.chance else {
            return nil
        }
        let isTaken = probability == exp(hypothesis.wordLogProbability)
        guard place < pool || isTaken else { return 0 }
        let distance = log(probability) - hypothesis.wordLogProbability
        return min(chance * exp(distance / Double(sampling.temperature)), 1)
    }
}

extension Hypothesis {
    /// What became of it among so many: `stays, 1st of 16`.
    func standing(among all: Int) -> String {
        let place = "\(ordinal(rank + 1)) of \(all)"
        return switch fate {
        case .extended: "stays, \(place)"
        case .ended: "ends, \(place)"
        case .cut: "cut at the limit"
        case .dropped: "dropped, \(place)"
        }
    }
}

/// `1st`, `2nd`, `11th`.
func ordinal(_ number: Int) -> String {
    let ending =
        switch (number % 10, number % 100) {
        case (1, let tens) where tens != 11: "st"
        case (2, let tens) where tens != 12: "nd"
        case (3, let tens) where tens != 13: "rd"
        default: "th"
        }
    return "\(number)\(ending)"
}
