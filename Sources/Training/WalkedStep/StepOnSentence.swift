import Checkpoints
import Decoding
import Tokenizers

/// Why no step can be made on a sentence.
public enum StepError: Error, Equatable, CustomStringConvertible {
    /// The target has words that the model cannot write.
    case unwritable([String])
    case emptyTarget

    public var description: String {
        switch self {
        case .unwritable(let words):
            "the model cannot write \(words.map { "\"\($0)\"" }.joined(separator: ", ")): "
                + "give a target in the words that it knows"
        case .emptyTarget: "the target is empty: give at least one word"
        }
    }
}

extension WalkedStep {
    /// How fast the weights move where nobody says it: fast enough that one step is seen in the
    /// third digit of the loss, and slow enough that it falls.
    public static let usualRate: Float = 0.05

    /// Makes the plainest step there is on any sentence: nothing is smoothed, guided or clipped, and
    /// the weights descend along the gradient.
    ///
    /// - Parameters:
    ///   - target: what the model should write; nil for what it writes already.
    ///   - rate: how far the weights move for each unit of the gradient.
    /// - Throws: `SentenceError`, `StepError`.
    public init(
        on sentence: String, target: String?, model: TranslationModel,
        rate: Float = WalkedStep.usualRate
    ) throws {
        var recipe = Recipe()
        recipe.labelSmoothing = 0
        recipe.clip = .infinity
        recipe.guidance = 0
        self.init(
            Setting(
                source: TokenSequence(try model.tokens(of: sentence)),
                target: try target.map(model.sequence(writing:)) ?? model.ownTarget(for: sentence),
                model: model, recipe: recipe, rule: .descent(rate: rate)))
    }
}

extension TranslationModel {
    /// - Throws: `StepError`.
    fileprivate func sequence(writing text: String) throws -> TokenSequence {
        let (ids, unknown) = targetIDs(of: text)
        guard unknown.isEmpty else { throw StepError.unwritable(unknown) }
        guard !ids.isEmpty else { throw StepError.emptyTarget }
        let closed = ids + [Vocabulary.endID]
        return TokenSequence(ids: closed, labels: closed.map { targetVocabulary.tokens[$0] })
    }

    /// What the model writes by itself, copied names in their places.
    fileprivate func ownTarget(for sentence: String) throws -> TokenSequence {
        let translation = try translate(sentence)
        return TokenSequence(
            ids: translation.generation.ids + [Vocabulary.endID],
            labels: translation.words + [Vocabulary.end])
    }
}
