import Checkpoints
import Models
import Tensors
import Tokenizers
import Tracing

/// One whole step of training on one sentence, with every number of it: forward, the loss, backward,
/// the update, and forward again.
///
/// The trainer's own loss and gradients make it; only the batch is a single sentence, so that it can
/// be followed with numbers.
public struct WalkedStep: Sendable {
    /// What decides a step: the same setting gives the same step.
    public struct Setting: Sendable {
        /// The sentence, closed by the end token.
        public let source: TokenSequence
        /// What the model should write, closed by the end token.
        public let target: TokenSequence
        /// Where the guided head shall look, as source positions; nil for nowhere.
        public let guide: (pronoun: Int, noun: Int)?
        public let model: TranslationModel
        /// Decides the smoothing, the guidance and the clipping.
        public let recipe: Recipe
        /// How the gradients move the parameters.
        public let rule: UpdateRule

        public init(
            source: TokenSequence, target: TokenSequence,
            guide: (pronoun: Int, noun: Int)? = nil, model: TranslationModel, recipe: Recipe,
            rule: UpdateRule
        ) {
            self.source = source
            self.target = target
            self.guide = guide
            self.model = model
            self.recipe = recipe
            self.rule = rule
        }
    }

    public let setting: Setting
    /// The events of the model, then `loss…`, `gradient…`, `update.<parameter>`, and the model and
    /// the loss once more, `again…`.
    public let trace: Trace
    /// The event that everything leads to: a single number.
    public let loss: Traced
    /// What each word of the target adds to the cross-entropy, in order.
    public let terms: [LossTerm]
    /// The norm of the gradient of all parameters together.
    public let gradientNorm: Float
    /// What the gradients were multiplied by before the update: below 1 where they were clipped.
    public let gradientScale: Float
    /// What becomes of each parameter, in the order in which the model reads them.
    public let updates: [ParameterUpdate]
    /// The loss and its terms with the updated parameters.
    public let lossAfter: Traced
    public let termsAfter: [LossTerm]
    /// The model with the updated parameters.
    public let modelAfter: TranslationModel

    /// Makes one step.
    public init(_ setting: Setting) {
        self.setting = setting
        let model = setting.model
        let forward = setting.forward()
        let (backward, gradients) = forward.trace.backward(from: forward.total.event.id)
        loss = forward.total

        let parameters = forward.trace.events.filter { $0.op is Parameter }
        let squares = parameters.reduce(0) { $0 + (gradients[$1.id]?.value.sumOfSquares ?? 0) }
        gradientNorm = Float(squares.squareRoot())
        gradientScale = setting.recipe.gradientScale(norm: gradientNorm)
        let update = setting.rule.op(gradientScale: gradientScale)

        var updates: [ParameterUpdate] = []
        var after = model.parameters
        let (trace, again) = backward.continuing { tracer in
            var moved: [Int: Traced] = [:]
            for event in parameters {
                guard let gradient = gradients[event.id] else { continue }
                let new = tracer.emit(
                    update, [backward[event.id], gradient], at: "update." + event.path,
                    axes: event.axes)
                moved[event.id] = new
                after[event.path] = new.value
                updates.append(
                    ParameterUpdate(
                        path: event.path, before: event.id, gradient: gradient.event.id,
                        after: new.event.id))
            }
            return forward.trace.repeating(replacing: moved, under: "again.", tracer: tracer)
        }
        self.trace = trace
        self.updates = updates
        lossAfter = again[loss.event.id]
        terms = LossTerm.terms(of: setting.target, in: trace)
        termsAfter = LossTerm.terms(of: setting.target, in: trace, under: "again.")
        modelAfter = TranslationModel(
            configuration: model.configuration, parameters: after,
            sourceVocabulary: model.sourceVocabulary, targetVocabulary: model.targetVocabulary)
    }

    /// Makes one step on a pair of a corpus.
    public init(
        _ pair: SentencePair, model: TranslationModel, recipe: Recipe, rule: UpdateRule
    ) {
        self.init(
            Setting(
                source: model.sequence(of: pair),
                target: TokenSequence(
                    ids: model.targetVocabulary.ids(of: pair.target),
                    labels: pair.target + [Vocabulary.end]),
                guide: pair.coreference.map { ($0.pronoun, $0.referent) }, model: model,
                recipe: recipe, rule: rule))
    }
}

extension WalkedStep.Setting {
    /// The model and the loss as events.
    func forward() -> (trace: Trace, total: Traced) {
        Loss(
            model: model.model, recipe: recipe, words: target.ids.count,
            guides: guide == nil ? 0 : 1
        ).traced(
            Example(source: source, target: target, guide: guide), parameters: model.parameters)
    }

    /// The same step of a model that does without a part: with the same weights.
    public func without(_ omission: Omission) -> WalkedStep.Setting {
        var configuration = model.configuration
        configuration.omissions.insert(omission)
        return WalkedStep.Setting(
            source: source, target: target, guide: guide,
            model: TranslationModel(
                configuration: configuration, parameters: model.parameters,
                sourceVocabulary: model.sourceVocabulary,
                targetVocabulary: model.targetVocabulary), recipe: recipe, rule: rule)
    }
}

extension Trace {
    /// The same computation once more, as further events.
    ///
    /// - Parameters:
    ///   - replacements: what is read in the place of some events, by their ids.
    ///   - prefix: stands before the paths.
    /// - Returns: what stands for each event.
    fileprivate func repeating(
        replacing replacements: [Int: Traced], under prefix: String, tracer: Tracer
    ) -> [Traced] {
        events.reduce(into: []) { done, event in
            done.append(
                replacements[event.id]
                    ?? tracer.emit(
                        event.op, event.inputs.map { [done] in done[$0] },
                        at: prefix + event.path, axes: event.axes))
        }
    }
}
