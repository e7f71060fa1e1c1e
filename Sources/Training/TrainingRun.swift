import Checkpoints
import Models
import Tensors
import Tokenizers

/// A training in progress: a value that can be saved after any step and goes on from there as if
/// it had never stopped.
public struct TrainingRun: Sendable {
    public let recipe: Recipe
    public let corpus: Corpus
    public let sourceVocabulary: Vocabulary
    public let targetVocabulary: Vocabulary
    public let configuration: Configuration
    public private(set) var parameters: Parameters
    private(set) var optimiser: Adam
    private let batches: Batches
    private let gradientStep: TrainingStep

    /// Starts from first weights drawn from the recipe's seed.
    public init(_ recipe: Recipe) {
        let corpus = Corpus(of: recipe)
        let model = EncoderDecoder(recipe.configuration(for: corpus))
        var generator = SeededGenerator(seed: recipe.seed)
        let parameters = Parameters(initialising: model.declarations, using: &generator)
        self.init(recipe, corpus, parameters: parameters, optimiser: Adam(for: parameters))
    }

    init(_ recipe: Recipe, _ corpus: Corpus, parameters: Parameters, optimiser: Adam) {
        self.recipe = recipe
        self.corpus = corpus
        self.parameters = parameters
        self.optimiser = optimiser
        sourceVocabulary = Vocabulary(words: corpus.sourceWords)
        targetVocabulary = Vocabulary(words: corpus.targetWords)
        configuration = recipe.configuration(for: corpus)
        batches = Batches(
            corpus, recipe: recipe, sourceVocabulary: sourceVocabulary,
            targetVocabulary: targetVocabulary)
        gradientStep = TrainingStep(model: EncoderDecoder(configuration), recipe: recipe)
    }

    /// How many steps were made.
    public var step: Int { optimiser.steps }

    public var isFinished: Bool { step >= recipe.steps }

    /// Makes one step.
    public mutating func advance() -> StepReport {
        let step = optimiser.steps
        return gradientStep.apply(
            batches.batch(at: step), step: step, to: &parameters, optimiser: &optimiser)
    }

    /// The gradients of the batch that comes next, by the paths of the parameters, and its
    /// cross-entropy a word.
    func nextGradients() -> (gradients: [String: Tensor], crossEntropy: Float) {
        let next = gradientStep.gradients(of: batches.batch(at: step), parameters: parameters)
        return (next.gradients, next.crossEntropy)
    }

    /// The model as it is now.
    public var model: TranslationModel {
        TranslationModel(
            configuration: configuration, parameters: parameters,
            sourceVocabulary: sourceVocabulary, targetVocabulary: targetVocabulary)
    }
}
