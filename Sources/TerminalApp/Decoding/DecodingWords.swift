import Decoding
import Drawing
import Foundation

/// What happens in the step that is looked at, in a few sentences with its numbers.
struct DecodingWords {
    let screen: DecodingScreen

    private var writing: Writing { screen.writing }
    private var own: Hypothesis { screen.hypothesis }

    /// The most telling sentence first.
    var sentences: [String] {
        switch screen.page {
        // Where a word was given by hand, what comes of it tells most.
        case .nextWord:
            (own.isForced ? [branch, decision, look] : [decision, look, branch]).compactMap { $0 }
        case .hypotheses:
            (own.isForced ? [branch, contest] : [contest, selected, branch]).compactMap { $0 }
        case .sentences: [outcome, meaning].compactMap { $0 }
        case .cache: measured + [reading, saving, queries]
        }
    }

    private func quoted(_ text: String) -> String { "“\(text)”" }
    private func word(_ id: Int) -> String { quoted(writing.word(id)) }
    private func share(_ value: Double) -> String { Float(value).short }
    private func log(_ value: Double) -> String { Float(value).formatted(decimals: 2) }

    // MARK: - The next word

    private var before: String {
        own.length == 1 ? "At the beginning" : "Behind \(quoted(writing.text(of: own.parent ?? 0)))"
    }

    /// Why this word was taken.
    private var decision: String? {
        guard let expansion = screen.expansion, let best = expansion.distribution.top.first else {
            return nil
        }
        let probability = exp(own.wordLogProbability)
        let words = expansion.distribution.restCount + expansion.distribution.top.count
        let given = "\(before) the model gives \(word(own.word)) \(share(probability))"
        if own.isForced {
            return own.word == best.id
                ? given + "; it was given by hand, and the model would have written it too."
                : given + ". It was given by hand; the model itself prefers \(word(best.id)) with "
                    + "\(share(Double(best.probability)))."
        }
        if let sampling = screen.sampling, let chance = own.chance, let pool = expansion.pool {
            let cut =
                pool == words
                ? "none of the \(words) words was cut off"
                : "\(words - pool) of the \(words) words were cut off"
            return given
                + "; with temperature \(sampling.temperature.formatted(decimals: 2)) it is drawn "
                + "with \(share(chance)), and \(cut)."
        }
        let all = writing.considered(at: screen.step).count
        if all == 1 {
            let second = expansion.distribution.top.dropFirst().first.map {
                "; next would be \(word($0.id)) with \(share(Double($0.probability)))"
            }
            return given + ", the most of all \(words) words: greedy search takes it"
                + (second ?? "") + "."
        }
        return given + ". The log-probability of all words so far is then "
            + "\(log(own.logProbability)): \(own.standing(among: all))."
    }

    /// Where the decoder looked most.
    private var look: String? {
        let row = screen.attentionRow
        guard let most = row.indices.max(by: { row[$0] < row[$1] }) else { return nil }
        let (layer, head) = screen.layerAndHead
        return "To predict it, head \(head) of layer \(layer) looks most at "
            + "\(quoted(writing.sourceLabels[most])), with \(share(Double(row[most])))."
    }

    /// What the branch that was taken by hand has changed.
    private var branch: String? {
        guard !writing.beginning.isEmpty else { return nil }
        let (taken, own) = (screen.generation.best, screen.unguided.generation.best)
        return "Your way leads to \(quoted(writing.text(of: taken))) (log P "
            + "\(log(taken.logProbability))); by itself the strategy writes "
            + "\(quoted(screen.unguided.text(of: own))) (\(log(own.logProbability)))."
    }

    // MARK: - Hypotheses

    private var contest: String {
        let all = writing.considered(at: screen.step)
        guard own.chance == nil else {
            return "Draws do not compete: each goes on by itself until it ends."
        }
        guard all.count > 1 else {
            return own.isForced
                ? "The word was given by hand, so there is nothing to choose."
                : "A single hypothesis, one word: greedy search is a beam of 1. Press + for a wider "
                    + "one."
        }
        let kept = all.count { $0.fate != .dropped }
        guard let last = all.last(where: { $0.fate != .dropped }),
            let first = all.first(where: { $0.fate == .dropped })
        else { return "All \(all.count) have room, so all stay." }
        return "Of \(all.count) the \(kept) most probable stay: the last that stays has log P "
            + "\(log(last.logProbability)), the first that is dropped \(log(first.logProbability))."
    }

    private var selected: String? {
        let all = writing.considered(at: screen.step)
        guard all.count > 1, own.chance == nil else { return nil }
        let text = quoted(writing.text(of: own.id))
        let parent = screen.generation.tree[own.parent ?? 0]
        let sum =
            "\(log(parent.logProbability)) + log \(share(exp(own.wordLogProbability))) = "
            + log(own.logProbability)
        switch own.fate {
        case .dropped:
            let kept = all.count { $0.fate != .dropped }
            return "\(text) has \(sum), \(ordinal(own.rank + 1)) of \(all.count) for "
                + "\(kept) places: dropped. Enter goes that way all the same."
        case .ended: return "\(text) has \(sum) and has ended; it keeps its place."
        case .cut: return "\(text) has \(sum); the limit cut it."
        case .extended: return "\(text) has \(sum), \(ordinal(own.rank + 1)) of \(all.count)."
        }
    }

    // MARK: - Sentences

    private var outcome: String {
        let candidates = screen.generation.candidates
        let best = candidates[0]
        guard let risk = screen.generation.risk else {
            guard candidates.count > 1 else {
                return
                    "One sentence was found: \(quoted(writing.text(of: best))), with probability "
                    + "\(share(exp(best.logProbability)))."
            }
            let score =
                best.score == best.logProbability ? "log P" : "log P / ((5 + length) / 6)^alpha"
            return "\(candidates.count) sentences were found; the highest \(score), "
                + "\(log(best.score)), is chosen, before \(log(candidates[1].score))."
        }
        let probable = candidates.indices.max {
            candidates[$0].logProbability < candidates[$1].logProbability
        }
        let also =
            probable == 0
            ? "It is the most probable one too."
            : "The most probable one is number \(probable ?? 0), with "
                + "\(share(risk.expected[probable ?? 0]))."
        return "Of \(candidates.count) different sentences number 0 is on average most like all: "
            + "expected utility \(share(risk.expected[0])). \(also)"
    }

    private var meaning: String? {
        guard let risk = screen.generation.risk else { return branch }
        let row = screen.candidate ?? 0
        let terms = zip(risk.weights, risk.utilities[row]).prefix(3).map {
            "\(log($0)) × \(log($1))"
        }
        return "Row \(row): \(terms.joined(separator: " + "))"
            + (risk.weights.count > 3 ? " + …" : "")
            + " = \(log(risk.expected[row])), how often each counts times how alike they are."
    }

    // MARK: - The cache

    private var cache: CacheStatistics { screen.generation.steps[screen.step].cache }

    private var reading: String {
        let reused = cache.reused.count
        let many = cache.hypotheses > 1 ? " of each of the \(cache.hypotheses) hypotheses" : ""
        return "One new word\(many): its keys and values are computed; those of "
            + (reused == 0 ? "no" : "\(reused)")
            + " earlier \(reused == 1 ? "word" : "words") and of the \(cache.source) words of the "
            + "source are read from the cache (\(cache.bytes / 1024) KiB)."
    }

    private var saving: String {
        "That takes \(thousands(cache.multiplyAdds)) thousand multiply-adds instead of "
            + "\(thousands(cache.multiplyAddsWithout)); so far \(thousands(cache.saved)) thousand "
            + "were saved."
    }

    /// What was measured, once it was.
    private var measured: [String] {
        guard let times = screen.times else { return [] }
        func pair(_ word: Int) -> String {
            "\(Int(times.withCache[word])) µs with the cache, \(Int(times.without[word])) without"
        }
        let last = times.withCache.count - 1
        return [
            "Measured: word \(screen.step + 1) takes \(pair(screen.step)); "
                + "word \(last + 1) takes \(pair(last))."
        ]
    }

    private var queries: String {
        "Queries are not kept: each is asked once, by its own word, while its key and value are "
            + "read again by every later word."
    }

    private func thousands(_ work: Int) -> String { String((work + 500) / 1000) }
}
