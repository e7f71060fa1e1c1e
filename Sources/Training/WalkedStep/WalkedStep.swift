import Checkpoints
import Models
import Tensors
import Tokenizers
import Tracing

/// One whole step of training on one sentence, with every number of it: forward, the loss, backward,
/// the update, and forward again.
///
/// The trainer's own loss, gradients and optimiser make it; only the batch is a single sentence, so
/// that it can be followed with numbers.
public struct WalkedStep: Sendable {
    /// Forward, the loss, and backward: the events of the model, then `loss…`, then `gradient…`.
    public let trace: Trace
    /// The event that everything leads to: a single number.
    public let loss: Traced
    /// What each word of the target adds to the cross-entropy, in order.
    public let terms: [LossTerm]
    /// Every gradient, in the order in which they are computed: from the loss back to the parameters.
    public let gradients: [GradientPair]
    /// The norm of the gradient of all parameters together.
    public let gradientNorm: Float
    /// What the gradients were multiplied by before the update: below 1 where they were clipped.
    public let gradientScale: Float
    /// What becomes of each parameter, in the order in which the model reads them.
    public let updates: [ParameterUpdate]
    /// Forward and the loss again, with the updated parameters.
    public let traceAfter: Trace
    public let lossAfter: Traced
    /// The model with the updated parameters.
    public let modelAfter: TranslationModel

    /// Makes one step.
    ///
    /// - Parameters:
    ///   - source: the sentence, closed by the end token.
    ///   - target: what the model should write, closed by the end token.
    ///   - guide: where the guided head shall look, as source positions; nil for nowhere.
    ///   - recipe: decides the smoothing, the guidance and the clipping.
    ///   - rule: how the gradients move the parameters.
    public init(
        source: TokenSequence, target: TokenSequence, guide: (pronoun: Int, noun: Int)? = nil,
        model: TranslationModel, recipe: Recipe, rule: UpdateRule
    ) {
        let example = Example(source: source, target: target, guide: guide)
        let loss = Loss(
            model: model.model, recipe: recipe, words: target.ids.count,
            guides: guide == nil ? 0 : 1)
        let forward = loss.traced(example, parameters: model.parameters)
        let (trace, gradients) = forward.trace.backward(from: forward.total.event.id)
        self.trace = trace
        self.loss = forward.total
        terms = LossTerm.terms(of: target, in: trace)
        self.gradients = GradientPair.pairs(gradients)

        let byPath = Dictionary(
            gradients.compactMap { id, gradient in
                trace.events[id].op is Parameter ? (trace.events[id].path, gradient.value) : nil
            }, uniquingKeysWith: { first, _ in first })
        let squares = model.parameters.paths.reduce(0) { $0 + (byPath[$1]?.sumOfSquares ?? 0) }
        gradientNorm = Float(squares.squareRoot())
        gradientScale = recipe.gradientScale(norm: gradientNorm)
        let after = rule.updating(model.parameters, by: byPath, gradientScale: gradientScale)
        updates = model.parameters.paths.compactMap { path in
            guard let before = model.parameters[path], let gradient = byPath[path],
                let new = after[path]
            else { return nil }
            return ParameterUpdate(path: path, before: before, gradient: gradient, after: new)
        }

        modelAfter = TranslationModel(
            configuration: model.configuration, parameters: after,
            sourceVocabulary: model.sourceVocabulary, targetVocabulary: model.targetVocabulary)
        let again = loss.traced(example, parameters: after)
        traceAfter = again.trace
        lossAfter = again.total
    }

    /// Makes one step on a pair of a corpus.
    public init(
        _ pair: SentencePair, model: TranslationModel, recipe: Recipe, rule: UpdateRule
    ) {
        self.init(
            source: model.sequence(of: pair),
            target: TokenSequence(
                ids: model.targetVocabulary.ids(of: pair.target),
                labels: pair.target + [Vocabulary.end]),
            guide: pair.coreference.map { ($0.pronoun, $0.referent) }, model: model,
            recipe: recipe, rule: rule)
    }
}

// MARK: - As a sequence

extension WalkedStep {
    /// One thing to look at.
    public enum Item: Sendable, Equatable {
        /// An event of the forward pass, the parameters included.
        case forward(event: Int)
        /// An event of the loss.
        case loss(event: Int)
        /// A value and its gradient, both of `trace`.
        case backward(GradientPair)
        /// A parameter before and after; an index of `updates`.
        case update(Int)
        /// An event of `traceAfter`.
        case again(event: Int)
    }

    /// The whole step from its first event to its last.
    public var items: [Item] {
        let events = trace.events.prefix(through: loss.event.id)
        return events.map {
            $0.path == "loss" || $0.path.hasPrefix("loss.")
                ? .loss(event: $0.id) : .forward(event: $0.id)
        } + gradients.map(Item.backward) + updates.indices.map(Item.update)
            + traceAfter.events.map { .again(event: $0.id) }
    }
}
