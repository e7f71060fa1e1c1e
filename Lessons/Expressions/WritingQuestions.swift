import Decoding
import Training

/// What expressions can ask of how a sentence is written, and of how the model learned to.
extension Evaluator {
    /// A function that knows the situation.
    struct WritingQuestion: Sendable {
        let usage: String
        let meaning: String
        fileprivate let answer: @Sendable (Evaluator, [Expression], SourcePlace) throws -> Value

        var name: String { String(usage.prefix { $0 != "(" }) }
    }

    static let writingQuestions: [WritingQuestion] = [
        WritingQuestion(
            usage: "written(strategy, n)",
            meaning: "the n-th sentence that `greedy`, `beam` or `mbr` finds; the best is 0"
        ) { evaluator, arguments, place in
            let (generation, number) = try evaluator.candidate(arguments, at: place)
            return .text(
                try evaluator.laboratory.text(
                    of: generation.candidates[number], in: evaluator.context.current, at: place))
        },
        WritingQuestion(
            usage: "log_probability(strategy, n)",
            meaning: "the natural logarithm of the probability that the model gives that sentence"
        ) { evaluator, arguments, place in
            let (generation, number) = try evaluator.candidate(arguments, at: place)
            return .number(generation.candidates[number].logProbability)
        },
        WritingQuestion(
            usage: "score(strategy, n)",
            meaning: "what that sentence was ranked by; for `mbr` its expected utility"
        ) { evaluator, arguments, place in
            let (generation, number) = try evaluator.candidate(arguments, at: place)
            return .number(generation.candidates[number].score)
        },
        WritingQuestion(
            usage: "found(strategy)", meaning: "how many different sentences it found"
        ) { evaluator, arguments, place in
            .number(Double(try evaluator.candidate(arguments, at: place).0.candidates.count))
        },
        WritingQuestion(
            usage: "work(n)",
            meaning: "the multiply-adds for the n-th word, from 0, with the key/value cache"
        ) { evaluator, arguments, place in
            .number(Double(try evaluator.cache(arguments, at: place).multiplyAdds))
        },
        WritingQuestion(
            usage: "work_without(n)", meaning: "the same if nothing were kept"
        ) { evaluator, arguments, place in
            .number(Double(try evaluator.cache(arguments, at: place).multiplyAddsWithout))
        },
        WritingQuestion(
            usage: "cache_bytes(n)", meaning: "the memory of the cache behind that word"
        ) { evaluator, arguments, place in
            .number(Double(try evaluator.cache(arguments, at: place).bytes))
        },
        WritingQuestion(
            usage: "wrote_after(steps)",
            meaning: "what the model made of the followed sentence after so many training steps"
        ) { evaluator, arguments, place in
            guard arguments.count == 1 else {
                throw Fault("expected wrote_after(steps)", at: place)
            }
            let steps = try evaluator.number(arguments[0], at: place)
            let history = try evaluator.laboratory.history(
                of: evaluator.context.current.model, at: place)
            guard let moment = history.moments.first(where: { Double($0.step) == steps }) else {
                let known = history.moments.map { String($0.step) }.joined(separator: ", ")
                throw Fault(
                    "there is no record after \(steps) steps, only after \(known)", at: place)
            }
            return .text(moment.translation.joined(separator: " "))
        },
    ]

    /// The answer to one of these questions; nil if there is none of that name.
    ///
    /// - Throws: `Fault`.
    func writingAnswer(
        _ name: String, _ arguments: [Expression], at place: SourcePlace
    ) throws -> Value? {
        try Self.writingQuestions.first { $0.name == name }?.answer(self, arguments, place)
    }

    /// What a strategy found, and which of it is asked for.
    private func candidate(
        _ arguments: [Expression], at place: SourcePlace
    ) throws -> (Generation, Int) {
        let strategies: [String: Strategy] = [
            "greedy": .greedy, "beam": .beam(BeamSearch(width: 4)),
            "mbr": .minimumBayesRisk(
                MinimumBayesRisk(candidates: .samples(16, Sampling(seed: 1)), utility: .chrF)),
        ]
        guard 1...2 ~= arguments.count, case .selector(nil, let name, _) = arguments[0],
            let strategy = strategies[name]
        else { throw Fault("expected a strategy: greedy, beam or mbr", at: place) }
        let generation = try laboratory.generation(strategy, in: context.current, at: place)
        let number = try arguments.count == 2 ? Int(exactly: number(arguments[1], at: place)) : 0
        guard let number, generation.candidates.indices.contains(number) else {
            throw Fault(
                "\(name) found \(generation.candidates.count) sentences, counted from 0", at: place)
        }
        return (generation, number)
    }

    /// What the cache was good for at a word of greedy search.
    private func cache(
        _ arguments: [Expression], at place: SourcePlace
    ) throws -> CacheStatistics {
        let steps = try laboratory.generation(.greedy, in: context.current, at: place).steps
        guard arguments.count == 1, let word = Int(exactly: try number(arguments[0], at: place)),
            steps.indices.contains(word)
        else {
            throw Fault("expected the number of a word, from 0 to \(steps.count - 1)", at: place)
        }
        return steps[word].cache
    }
}
