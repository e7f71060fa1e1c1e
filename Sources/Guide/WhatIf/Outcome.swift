import Decoding
import Tensors
import Tokenizers
import Tracing

/// A run with changes, with the original translation as the decoder's target.
public struct ChangedRun: Sendable {
    public let changes: Changes
    /// The sentence that the encoder read.
    public let source: [WordTokenizer.Token]
    /// The edits of values that were made.
    public let edits: [Edit]
    public let original: Trace
    /// The run. Where only values were changed, it has the same events in the same order as the
    /// original.
    public let trace: Trace
    /// The ids of the events that were computed again.
    public let recomputed: [Int]
}

extension ChangedRun {
    /// The original beside the run with the changes.
    public var comparison: Comparison { Comparison(before: original, after: trace) }

    /// Each word of the original translation, given the words before it, and the end.
    public var words: [WordChange] {
        let target = original.target
        let before = original.choices
        let after = trace.choices
        return target.ids.indices.map { position in
            WordChange(
                word: target.labels[position],
                before: before[position].probabilities[target.ids[position]],
                after: after[position].probabilities[target.ids[position]],
                favouriteBefore: before[position].favourite,
                favouriteAfter: after[position].favourite)
        }
    }

    /// The natural logarithm of the probability of the whole original translation.
    public var logProbability: (before: Double, after: Double) {
        (original.logProbability(of: nil), trace.logProbability(of: nil))
    }
}

/// How sure the model is of one word of the original translation, before and after the changes.
public struct WordChange: Sendable, Equatable {
    public let word: String
    /// The probability of the word, from 0 to 1.
    public let before: Float
    public let after: Float
    /// The most probable word at this place.
    public let favouriteBefore: String
    public let favouriteAfter: String
}

/// What changes bring about.
public struct Outcome: Sendable {
    public let run: ChangedRun
    /// What the model writes without the changes.
    public let before: Translation
    /// What it writes with them; its own trace has this translation as the target.
    public let after: Translation

    public var isSentenceChanged: Bool { before.words != after.words }
}
