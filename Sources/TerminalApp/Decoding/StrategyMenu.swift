import Decoding
import Drawing

/// What can be tried instead: another strategy, or a sentence on which strategies differ.
struct StrategyMenu {
    struct Row {
        enum Action: Equatable {
            case use(Strategy)
            case read(String)
        }

        let text: String
        let action: Action
        let isPresent: Bool
    }

    let rows: [Row]

    init(of screen: DecodingScreen) {
        let present = screen.writing.strategy
        var strategies: [(text: String, strategy: Strategy)] = [
            ("greedy: at each step the most probable word", .greedy)
        ]
        strategies += [2, 4, 8].map {
            ("beam of \($0): keeps the \($0) best hypotheses", .beam(BeamSearch(width: $0)))
        }
        strategies.append(
            (
                "beam of 4, long sentences not punished (length penalty 1)",
                .beam(BeamSearch(width: 4, lengthPenalty: LengthPenalty(alpha: 1)))
            ))
        let seed = present.sampling?.seed ?? 1
        strategies += [
            ("sampling: each word drawn by its probability", Sampling(seed: seed)),
            ("sampling, temperature 2: more daring", Sampling(temperature: 2, seed: seed)),
            ("sampling, temperature 0.5: surer", Sampling(temperature: 0.5, seed: seed)),
            (
                "sampling, temperature 2 among the 3 most probable (top-k)",
                Sampling(temperature: 2, topK: 3, seed: seed)
            ),
            (
                "sampling, temperature 2 among those that hold 0.9 (top-p)",
                Sampling(temperature: 2, topP: 0.9, seed: seed)
            ),
        ].map { ($0.0, .sample($0.1)) }
        strategies += [
            (
                "minimum Bayes risk: of 16 draws the one most like the others",
                .minimumBayesRisk(
                    MinimumBayesRisk(
                        candidates: .samples(16, Sampling(seed: seed)),
                        utility: .chrF))
            ),
            (
                "minimum Bayes risk among the sentences of a beam of 6",
                .minimumBayesRisk(
                    MinimumBayesRisk(candidates: .beam(BeamSearch(width: 6)), utility: .chrF))
            ),
        ]
        if let other = present.drawnAgain {
            strategies.append(("draw again, from the next seed", other))
        }
        let sentence = screen.writing.sentence
        rows =
            strategies.map {
                Row(text: $0.text, action: .use($0.strategy), isPresent: $0.strategy == present)
            }
            + [
                (
                    "the sentence “\(DecodingExample.gardenPath)”: greedy and a beam differ",
                    DecodingExample.gardenPath
                ),
                (
                    "the sentence “\(DecodingExample.noEnd)”: greedy finds no end",
                    DecodingExample.noEnd
                ),
            ].map { Row(text: $0.0, action: .read($0.1), isPresent: $0.1 == sentence) }
    }
}

extension Strategy {
    /// As it is called in a line of text.
    var name: String {
        switch self {
        case .greedy: "greedy search"
        case .beam(let beam): beam.name
        case .sample(let sampling): sampling.name
        case .minimumBayesRisk(let risk):
            switch risk.candidates {
            case .samples(let count, let sampling):
                "minimum Bayes risk, \(count) draws, \(sampling.name)"
            case .beam(let beam): "minimum Bayes risk, \(beam.name)"
            }
        }
    }

    /// How it draws, where it does.
    var sampling: Sampling? {
        switch self {
        case .sample(let sampling): return sampling
        case .minimumBayesRisk(let risk):
            if case .samples(_, let sampling) = risk.candidates { return sampling }
            return nil
        case .greedy, .beam: return nil
        }
    }

    /// The same with the next seed; nil where nothing is left to chance.
    var drawnAgain: Strategy? { resampled { $0.with(seed: $0.seed &+ 1) } }

    /// More of what it is made of, or less: hypotheses, daring, draws.
    func adjusted(up isUp: Bool) -> Strategy? {
        switch self {
        case .greedy: return isUp ? .beam(BeamSearch(width: 2)) : nil
        case .beam(let beam): return beam.adjusted(up: isUp).map { .beam($0) }
        case .sample:
            return resampled {
                let changed = $0.temperature + (isUp ? 0.25 : -0.25)
                return (0.25...4).contains(changed) ? $0.with(temperature: changed) : nil
            }
        case .minimumBayesRisk(let risk):
            switch risk.candidates {
            case .beam(let beam):
                return beam.adjusted(up: isUp).map { risk.with(.beam($0)) }
            case .samples(let count, let sampling):
                let changed = isUp ? count * 2 : count / 2
                return (2...64).contains(changed) ? risk.with(.samples(changed, sampling)) : nil
            }
        }
    }

    private func resampled(_ change: (Sampling) -> Sampling?) -> Strategy? {
        switch self {
        case .sample(let sampling): return change(sampling).map { .sample($0) }
        case .minimumBayesRisk(let risk):
            guard case .samples(let count, let sampling) = risk.candidates else { return nil }
            return change(sampling).map { risk.with(.samples(count, $0)) }
        case .greedy, .beam: return nil
        }
    }
}

extension BeamSearch {
    fileprivate var name: String {
        "beam of \(width)"
            + (lengthPenalty == .none
                ? "" : ", length penalty \(Float(lengthPenalty.alpha).short)")
    }

    /// One hypothesis more or less; wider ones hardly fit a screen.
    fileprivate func adjusted(up isUp: Bool) -> BeamSearch? {
        let changed = width + (isUp ? 1 : -1)
        guard (1...16).contains(changed) else { return nil }
        return BeamSearch(width: changed, lengthPenalty: lengthPenalty)
    }
}

extension Sampling {
    fileprivate var name: String {
        "sampling, temperature \(temperature.formatted(decimals: 2))"
            + (topK.map { ", top-k \($0)" } ?? "")
            + (topP < 1 ? ", top-p \(Float(topP).formatted(decimals: 2))" : "") + ", seed \(seed)"
    }

    fileprivate func with(temperature: Float? = nil, seed: UInt64? = nil) -> Sampling {
        Sampling(
            temperature: temperature ?? self.temperature, topK: topK, topP: topP,
            seed: seed ?? self.seed)
    }
}

extension MinimumBayesRisk {
    fileprivate func with(_ candidates: Candidates) -> Strategy {
        .minimumBayesRisk(MinimumBayesRisk(candidates: candidates, utility: utility))
    }
}
