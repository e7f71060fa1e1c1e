import Decoding
import Drawing
import Foundation

extension GenerationReport {
    /// The translation, how probable it is, and what else there was.
    var page: String {
        let best = generation.best
        var lines = [
            text,
            "log-probability \(number(best.logProbability)), probability "
                + percent(exp(best.logProbability)) + (best.isComplete ? "" : "; not ended"),
            "",
        ]
        switch generation.strategy {
        case .greedy: lines += ["greedy search, word by word:"] + steps
        case .sample(let sampling):
            lines += ["drawn by chance, seed \(sampling.seed), word by word:"] + steps
        case .beam(let beam):
            lines.append("beam search, \(beam.width) hypotheses, \(generation.steps.count) steps:")
            let alpha = beam.lengthPenalty.alpha
            lines += candidates(
                score: alpha == 0
                    ? nil
                    : "log P / \(beam.lengthPenalty.isPlain ? "length" : "((5 + length) / 6)")^\(alpha)"
            )
        case .minimumBayesRisk(let risk):
            lines.append(
                "minimum Bayes risk, \(generation.candidates.count) different candidates:")
            lines += candidates(score: "expected \(risk.utility.rawValue)") + matrix
        }
        lines += ["", saving]
        return lines.map { $0.visible + "\n" }.joined()
    }

    /// A line a word: its probability and the words that were next.
    private var steps: [String] {
        let path = generation.path(to: generation.best.hypothesis)
        let rows = path.map { id -> [String] in
            let hypothesis = generation.tree[id]
            let expansion = generation.expansion(behind: id)
            let others = (expansion?.distribution.top ?? [])
                .filter { $0.id != hypothesis.word && $0.probability >= 0.001 }
                .prefix(3).map { "\(word($0.id)) \(percent(Double($0.probability)))" }
            return [
                word(hypothesis.word), percent(exp(hypothesis.wordLogProbability)),
                origin(of: hypothesis, among: expansion?.pool), others.joined(separator: ", "),
            ]
        }
        return Self.columns(["word", "probability", "", "also"], rows)
    }

    /// How a word came to be chosen, where it was not for its probability.
    private func origin(of hypothesis: Hypothesis, among pool: Int?) -> String {
        if hypothesis.isForced { return "given" }
        guard let pool, let chance = hypothesis.chance else { return "" }
        return pool == 1 ? "the only one left" : "drawn: \(percent(chance)) of \(pool) words"
    }

    /// A line a sentence.
    ///
    /// - Parameter score: what they are ranked by, where it is not the log-probability.
    private func candidates(score: String?) -> [String] {
        let rows = generation.candidates.enumerated().map { rank, candidate -> [String] in
            [String(rank), number(candidate.logProbability)]
                + (score == nil ? [] : [number(candidate.score)])
                + (generation.risk.map { [percent($0.weights[rank])] } ?? [])
                + [
                    words(of: candidate).joined(separator: " ")
                        + (candidate.isComplete ? "" : " ... (not ended)")
                ]
        }
        return Self.columns(
            ["", "log P"] + (score.map { [$0] } ?? [])
                + (generation.risk == nil ? [] : ["counts"]) + ["translation"], rows)
    }

    /// What each candidate is worth if another is right; the first twelve.
    private var matrix: [String] {
        guard let risk = generation.risk, risk.utilities.count > 1 else { return [] }
        let shown = risk.utilities.prefix(12)
        let rows = shown.enumerated().map { row, values in
            [String(row)] + values.prefix(12).map { Float($0).formatted(decimals: 2) }
        }
        return ["", "what each, a row, is worth if another, a column, is right:"]
            + Self.columns([""] + shown.indices.map(String.init), rows)
    }

    private var saving: String {
        let all = generation.steps.reduce(0) { $0 + $1.cache.multiplyAddsWithout }
        let done = generation.steps.reduce(0) { $0 + $1.cache.multiplyAdds }
        return "the key/value cache left \(Self.millions(done)) of \(Self.millions(all))"
            + " million multiply-adds to do"
    }

    // MARK: - Layout

    private func number(_ value: Double) -> String { Float(value).formatted(decimals: 3) }

    private func percent(_ share: Double) -> String {
        guard share >= 0.000005 else { return Float(share).short }
        let decimals = share >= 0.0995 ? 1 : share >= 0.0095 ? 2 : 3
        return Float(100 * share).formatted(decimals: decimals) + " %"
    }

    private static func millions(_ count: Int) -> String {
        Float(Double(count) / 1e6).formatted(decimals: 2)
    }

    /// Columns side by side, the last one ragged; one that is empty is left out.
    private static func columns(_ head: [String], _ rows: [[String]]) -> [String] {
        let full = head.indices.filter { column in
            !head[column].isEmpty || rows.contains { !$0[column].isEmpty }
        }
        let table = ([head] + rows).map { row in full.map { row[$0] } }
        let widths = full.indices.map { column in table.map { $0[column].visible.count }.max() ?? 0
        }
        return table.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell
                    : cell + String(repeating: " ", count: widths[column] - cell.visible.count)
            }
            let line = "  " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
