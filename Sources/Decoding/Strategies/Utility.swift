/// How much alike two sentences are, from 0 to 1.
public enum Utility: String, Sendable, Equatable, CaseIterable {
    /// The F-score of character n-grams (Popovic 2015).
    case chrF = "chrf"
    /// The F1 score of words.
    case tokenF1 = "f1"

    /// What a hypothesis is worth if the reference is right.
    public func score(_ hypothesis: [String], reference: [String]) -> Double {
        switch self {
        case .chrF: Self.chrF(hypothesis.joined(), reference: reference.joined())
        case .tokenF1: Self.tokenF1(hypothesis, reference: reference)
        }
    }

    /// Precision and recall of the n-grams of 1 to 6 characters without the spaces, each averaged
    /// over the n of which both sides have any, joined with recall counting twice as much:
    /// F = (1 + b^2) P R / (b^2 P + R), b = 2. This is sacreBLEU's chrF2 for one sentence.
    static func chrF(_ hypothesis: String, reference: String) -> Double {
        let own = Array(hypothesis.unicodeScalars.lazy.filter { !$0.properties.isWhitespace })
        let other = Array(reference.unicodeScalars.lazy.filter { !$0.properties.isWhitespace })
        // Of nothing there are no n-grams, but nothing is exactly like nothing.
        if own.isEmpty && other.isEmpty { return 1 }
        var precision = 0.0
        var recall = 0.0
        var orders = 0.0
        for n in 1...6 where own.count >= n && other.count >= n {
            let matches = Double(Bag(ngrams: n, of: own).overlap(Bag(ngrams: n, of: other)))
            precision += matches / Double(own.count - n + 1)
            recall += matches / Double(other.count - n + 1)
            orders += 1
        }
        guard precision + recall > 0 else { return 0 }
        precision /= orders
        recall /= orders
        return 5 * precision * recall / (4 * precision + recall)
    }

    /// Twice the number of words in common, over the number of words of both.
    static func tokenF1(_ hypothesis: [String], reference: [String]) -> Double {
        let count = hypothesis.count + reference.count
        guard count > 0 else { return 1 }
        return Double(2 * Bag(hypothesis).overlap(Bag(reference))) / Double(count)
    }
}

/// How often each of some things occurs.
private struct Bag<Element: Hashable> {
    private var counts: [Element: Int] = [:]

    init(_ elements: some Sequence<Element>) {
        for element in elements { counts[element, default: 0] += 1 }
    }

    init<Item: Hashable>(ngrams n: Int, of items: [Item]) where Element == ArraySlice<Item> {
        self.init((0...items.count - n).lazy.map { items[$0..<$0 + n] })
    }

    /// How many occur on both sides, each as often as it does on both.
    func overlap(_ other: Bag) -> Int {
        counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
    }
}
