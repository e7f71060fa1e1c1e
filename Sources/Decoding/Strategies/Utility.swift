/// How much alike two sentences are, from 0 to 1.
public enum Utility: String, Sendable, Equatable, CaseIterable {
    /// The F-score of character n-grams (Popovic 2015): precision and recall of the n-grams of 1 to
    /// 6 characters without the spaces, each averaged over the n of which both sides have any, joined
    /// with recall counting twice as much: F = (1 + b^2) P R / (b^2 P + R), b = 2. This is sacreBLEU's
    /// chrF2 for one sentence.
    case chrF = "chrf"
    /// The F1 score of words: twice the number in common, over the number of both.
    case tokenF1 = "f1"

    /// What a hypothesis is worth if the reference is right.
    public func score(_ hypothesis: [String], reference: [String]) -> Double {
        table(of: [hypothesis, reference])[0][1]
    }

    /// What each of some sentences, one a row, is worth if each, one a column, is right.
    public func table(of sentences: [[String]]) -> [[Double]] {
        switch self {
        case .chrF:
            let profiles = sentences.map { CharacterProfile($0.joined()) }
            return profiles.map { own in profiles.map { own.chrF(reference: $0) } }
        case .tokenF1:
            let bags = sentences.map { Bag($0) }
            return bags.map { own in bags.map { own.f1(reference: $0) } }
        }
    }
}

/// The character n-grams of a sentence, n from 1 to 6.
private struct CharacterProfile {
    private static let orders = 1...6
    /// As many as the sentence is long enough for.
    private let ngrams: [Bag<ArraySlice<Unicode.Scalar>>]

    init(_ text: String) {
        let characters = Array(text.unicodeScalars.filter { !$0.properties.isWhitespace })
        ngrams = Self.orders.prefix(characters.count).map { n in
            Bag((0...characters.count - n).map { characters[$0..<$0 + n] })
        }
    }

    func chrF(reference: CharacterProfile) -> Double {
        // Of nothing there are no n-grams, but nothing is exactly like nothing.
        if ngrams.isEmpty && reference.ngrams.isEmpty { return 1 }
        var precision = 0.0
        var recall = 0.0
        for (own, other) in zip(ngrams, reference.ngrams) {
            let matches = Double(own.overlap(other))
            precision += matches / Double(own.count)
            recall += matches / Double(other.count)
        }
        guard precision + recall > 0 else { return 0 }
        let orders = Double(min(ngrams.count, reference.ngrams.count))
        precision /= orders
        recall /= orders
        return 5 * precision * recall / (4 * precision + recall)
    }
}

/// How often each of some things occurs.
private struct Bag<Element: Hashable> {
    private var counts: [Element: Int] = [:]
    /// How many things there are, each as often as it occurs.
    let count: Int

    init(_ elements: [Element]) {
        count = elements.count
        for element in elements { counts[element, default: 0] += 1 }
    }

    /// How many occur on both sides, each as often as it does on both.
    func overlap(_ other: Bag) -> Int {
        counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
    }

    func f1(reference: Bag) -> Double {
        let all = count + reference.count
        return all == 0 ? 1 : Double(2 * overlap(reference)) / Double(all)
    }
}
