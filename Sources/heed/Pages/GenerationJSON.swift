import Decoding
import Tracing

extension GenerationReport {
    /// Everything: the sentence, the strategy, what was found, every step and the whole tree.
    var json: JSONText {
        .object(
            [
                ("source", .array(source.map(JSONText.string))),
                ("strategy", strategy), ("translation", .string(text)),
                ("words", .array(words(of: generation.best).map(JSONText.string))),
                ("log_probability", .number(generation.logProbability)),
                ("complete", .boolean(generation.isComplete)),
                ("candidates", .array(generation.candidates.map(candidate))),
            ] + (generation.risk.map { [("risk", risk($0))] } ?? []) + [
                ("steps", .array(generation.steps.map(step))),
                ("tree", .array(generation.tree.map(hypothesis))),
            ])
    }

    private var strategy: JSONText {
        func object(_ name: String, _ members: [(String, JSONText)]) -> JSONText {
            .object([("name", .string(name))] + members)
        }
        switch generation.strategy {
        case .greedy: return object("greedy", [])
        case .beam(let beam): return object("beam", settings(beam))
        case .sample(let sampling): return object("sample", settings(sampling))
        case .minimumBayesRisk(let risk):
            let utility = ("utility", JSONText.string(risk.utility.rawValue))
            switch risk.candidates {
            case .beam(let beam): return object("mbr", [utility] + settings(beam))
            case .samples(let count, let sampling):
                return object(
                    "mbr", [utility, ("candidates", .integer(count))] + settings(sampling))
            }
        }
    }

    private func settings(_ beam: BeamSearch) -> [(String, JSONText)] {
        [
            ("beams", .integer(beam.width)),
            ("length_penalty", .number(beam.lengthPenalty.alpha)),
        ]
    }

    private func settings(_ sampling: Sampling) -> [(String, JSONText)] {
        [
            ("temperature", .number(sampling.temperature)),
            ("top_k", sampling.topK.map(JSONText.integer) ?? .null),
            ("top_p", .number(sampling.topP)), ("seed", JSONText(String(sampling.seed))),
        ]
    }

    private func candidate(_ candidate: Candidate) -> JSONText {
        .object([
            ("hypothesis", .integer(candidate.hypothesis)),
            ("words", .array(words(of: candidate).map(JSONText.string))),
            ("log_probability", .number(candidate.logProbability)),
            ("score", .number(candidate.score)), ("complete", .boolean(candidate.isComplete)),
        ])
    }

    private func risk(_ table: RiskTable) -> JSONText {
        func row(_ numbers: [Double]) -> JSONText { .array(numbers.map(JSONText.number)) }
        return .object([
            ("utilities", .array(table.utilities.map(row))), ("weights", row(table.weights)),
            ("expected", row(table.expected)),
        ])
    }

    private func step(_ step: DecodingStep) -> JSONText {
        .object([
            ("expansions", .array(step.expansions.map(expansion))), ("cache", cache(step.cache)),
        ])
    }

    private func expansion(_ expansion: Expansion) -> JSONText {
        let distribution = expansion.distribution
        let top = distribution.top.map { choice in
            JSONText.object([
                ("word", .string(word(choice.id))), ("probability", .number(choice.probability)),
            ])
        }
        return .object([
            ("hypothesis", .integer(expansion.hypothesis)), ("top", .array(top)),
            (
                "rest",
                .object([
                    ("words", .integer(distribution.restCount)),
                    ("probability", .number(distribution.rest)),
                ])
            ), ("pool", expansion.pool.map(JSONText.integer) ?? .null),
            ("attention", expansion.attention.map(JSONText.values) ?? .null),
            ("considered", .array(expansion.considered.map(JSONText.integer))),
        ])
    }

    private func cache(_ statistics: CacheStatistics) -> JSONText {
        func range(_ positions: Range<Int>) -> JSONText {
            .array(positions.map(JSONText.integer))
        }
        return .object([
            ("hypotheses", .integer(statistics.hypotheses)), ("new", range(statistics.new)),
            ("reused", range(statistics.reused)), ("source", .integer(statistics.source)),
            ("multiply_adds", .integer(statistics.multiplyAdds)),
            ("multiply_adds_without", .integer(statistics.multiplyAddsWithout)),
            ("saved", .integer(statistics.saved)), ("bytes", .integer(statistics.bytes)),
        ])
    }

    private func hypothesis(_ hypothesis: Hypothesis) -> JSONText {
        .object([
            ("id", .integer(hypothesis.id)),
            ("parent", hypothesis.parent.map(JSONText.integer) ?? .null),
            ("word", .string(word(hypothesis.word))),
            ("word_log_probability", .number(hypothesis.wordLogProbability)),
            ("log_probability", .number(hypothesis.logProbability)),
            ("score", .number(hypothesis.score)),
            ("chance", hypothesis.chance.map(JSONText.number) ?? .null),
            ("forced", .boolean(hypothesis.isForced)), ("rank", .integer(hypothesis.rank)),
            ("fate", .string(hypothesis.fate.rawValue)),
        ])
    }
}
