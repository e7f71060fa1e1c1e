import ArgumentParser
import Decoding

/// How the words of a translation are chosen. An option that the strategy does not ask is a mistake,
/// not ignored.
struct StrategyOptions: ParsableArguments {
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case greedy, beam, mbr, sample
    }

    @Option(
        help: ArgumentHelp(
            "How the words are chosen; greedy, and only the translation printed, if not given."))
    var strategy: Name?

    @Option(
        help: ArgumentHelp(
            "beam, mbr: how many hypotheses stay at each step (4).", valueName: "n"))
    var beams: Int?

    @Option(
        help: ArgumentHelp(
            "beam, mbr: the power of the length penalty ((5 + length) / 6)^a, 0 for none (0).",
            valueName: "a"))
    var lengthPenalty: Double?

    @Option(
        help: ArgumentHelp(
            "sample, mbr: below 1 surer, above 1 more daring (1).", valueName: "t"))
    var temperature: Float?

    @Option(
        help: ArgumentHelp(
            "sample, mbr: draw from the k most probable words (all).", valueName: "k"))
    var topK: Int?

    @Option(
        help: ArgumentHelp(
            "sample, mbr: draw from the fewest words that hold this probability (1).",
            valueName: "p"))
    var topP: Double?

    @Option(
        help: ArgumentHelp(
            "sample, mbr: the same seed draws the same words (1).", valueName: "s"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "mbr: how many sentences are drawn as candidates (16).", valueName: "n"))
    var candidates: Int?

    @Option(
        help: ArgumentHelp(
            "mbr: how two sentences are compared, chrf (characters) or f1 (words)."))
    var utility: Utility?

    mutating func validate() throws {
        try checkCombinations()
        try check("beams", beams, in: 1...256)
        try check("length-penalty", lengthPenalty, in: 0...10)
        try check("top-k", topK, in: 1...1_000_000)
        try check("candidates", candidates, in: 1...1000)
        if let temperature, !(temperature > 0 && temperature <= 100) {
            throw ValidationError(
                "--temperature is \(temperature); expected above 0, at most 100. "
                    + "For the most probable word use --strategy greedy.")
        }
        if let topP, !(topP > 0 && topP <= 1) {
            throw ValidationError("--top-p is \(topP); expected above 0, at most 1.")
        }
    }

    private func check<Number: Comparable>(
        _ name: String, _ value: Number?, in range: ClosedRange<Number>
    ) throws {
        guard let value, !range.contains(value) else { return }
        throw ValidationError(
            "--\(name) is \(value); expected \(range.lowerBound) to \(range.upperBound).")
    }

    /// Which strategies ask for each option.
    private func checkCombinations() throws {
        let strategy = strategy ?? .greedy
        let asked: [(name: String, isGiven: Bool, by: [Name])] = [
            ("beams", beams != nil, [.beam, .mbr]),
            ("length-penalty", lengthPenalty != nil, [.beam, .mbr]),
            ("temperature", temperature != nil, [.sample, .mbr]),
            ("top-k", topK != nil, [.sample, .mbr]), ("top-p", topP != nil, [.sample, .mbr]),
            ("seed", seed != nil, [.sample, .mbr]), ("candidates", candidates != nil, [.mbr]),
            ("utility", utility != nil, [.mbr]),
        ]
        for option in asked where option.isGiven && !option.by.contains(strategy) {
            let strategies = option.by.map { "--strategy \($0.rawValue)" }
            throw ValidationError(
                "--\(option.name) belongs to \(strategies.joined(separator: " or ")); "
                    + "the strategy is \(strategy.rawValue).")
        }
        guard strategy == .mbr else { return }
        if beams != nil {
            for option in asked
            where option.isGiven
                && ["temperature", "top-k", "top-p", "seed", "candidates"]
                    .contains(option.name)
            {
                throw ValidationError(
                    "--beams takes the candidates from a beam, --\(option.name) draws them; "
                        + "choose one.")
            }
        } else if lengthPenalty != nil {
            throw ValidationError("--length-penalty needs --beams with --strategy mbr.")
        }
    }

    /// What was asked for.
    var value: Strategy {
        switch strategy ?? .greedy {
        case .greedy: .greedy
        case .beam: .beam(beam)
        case .sample: .sample(sampling)
        case .mbr:
            .minimumBayesRisk(
                MinimumBayesRisk(
                    candidates: beams == nil
                        ? .samples(candidates ?? 16, sampling) : .beam(beam),
                    utility: utility ?? .chrF))
        }
    }

    private var beam: BeamSearch {
        BeamSearch(width: beams ?? 4, lengthPenalty: LengthPenalty(alpha: lengthPenalty ?? 0))
    }

    private var sampling: Sampling {
        Sampling(temperature: temperature ?? 1, topK: topK, topP: topP ?? 1, seed: seed ?? 1)
    }
}

extension Utility: ExpressibleByArgument {}
