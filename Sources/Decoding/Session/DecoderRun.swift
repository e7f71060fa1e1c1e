import Models
import Tensors
import Tokenizers
import Tracing

/// A decoder on its way through one sentence, with one or more hypotheses side by side.
struct DecoderRun<Decoder: CachedDecoder> {
    /// What one step gave.
    struct Output {
        /// For each hypothesis.
        let next: [NextWord]
        let attention: [Tensor?]
        let statistics: CacheStatistics
    }

    private let session: DecodingSession<Decoder>
    private var cache: KeyValueCache
    /// What each hypothesis has read.
    private var prefixes: [[Int]] = [[]]
    private var saved = 0

    init(_ session: DecodingSession<Decoder>) {
        self.session = session
        cache = session.source
    }

    /// Reads further words.
    ///
    /// - Parameters:
    ///   - words: those of each hypothesis; all of the same number.
    ///   - parents: which of the present hypotheses each continues.
    mutating func step(_ words: [[Int]], continuing parents: [Int]) -> Output {
        let start = prefixes[0].count
        prefixes = zip(words, parents).map { prefixes[$1] + $0 }
        cache = cache.selecting(parents)
        let observed = session.usesCache ? extend(words) : recompute()
        let new = session.usesCache ? start..<start + words[0].count : 0..<prefixes[0].count
        let work = observed.observers.reduce(0) { $0 + $1.multiplyAdds }
        // Every product of a step has one row a new position; without a cache there is one a
        // position, and the source is projected again.
        let without =
            session.usesCache
            ? (work / new.count * new.upperBound + session.sourceWork * words.count) : work
        saved += without - work
        return Output(
            next: observed.next, attention: observed.attention,
            statistics: CacheStatistics(
                hypotheses: words.count, new: new, source: cache.sourceLength, multiplyAdds: work,
                multiplyAddsWithout: without, saved: saved,
                bytes: session.usesCache ? cache.bytes : 0))
    }

    private typealias Observed = (
        next: [NextWord], attention: [Tensor?], observers: [StepObserver]
    )

    /// All hypotheses at once, the new words only.
    private mutating func extend(_ words: [[Int]]) -> Observed {
        let observer = StepObserver()
        let logits = session.decode(words, extending: &cache, sink: observer)
        return (
            nextWords(logits, hypotheses: words.count),
            words.indices.map { observer.attention(ofRow: $0) }, [observer]
        )
    }

    /// One hypothesis after the other, from its first word.
    private func recompute() -> Observed {
        var observed: Observed = ([], [], [])
        for prefix in prefixes {
            let observer = StepObserver()
            var fresh = session.source
            let logits = session.decode([prefix], extending: &fresh, sink: observer)
            observed.next += nextWords(logits, hypotheses: 1)
            observed.attention.append(observer.attention(ofRow: 0))
            observed.observers.append(observer)
        }
        return observed
    }

    /// - Parameter logits: `[..., position, token]`; the last position of each hypothesis counts.
    private func nextWords(_ logits: Tensor, hypotheses: Int) -> [NextWord] {
        let positions = logits.shape[logits.rank - 2]
        let vocabulary = logits.shape[logits.rank - 1]
        let last = logits.rows(positions - 1..<positions).reshaped([hypotheses, vocabulary])
        let probabilities = last.softmax()
        let written = session.written(of: prefixes[0].count)
        return (0..<hypotheses).map { row in
            let next = NextWord(
                logits: last.rows(row..<row + 1).reshaped([vocabulary]),
                probabilities: probabilities.rows(row..<row + 1).reshaped([vocabulary]))
            return session.ruled(next, behind: written)
        }
    }
}
