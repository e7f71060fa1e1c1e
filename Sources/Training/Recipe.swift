import Models
import Tokenizers

/// Everything that decides how a model is trained: the same recipe gives the same weights on the
/// same machine.
public struct Recipe: Codable, Sendable, Equatable {
    /// Draws the corpus, the first weights and the batches.
    public var seed: UInt64 = 9
    public var steps = 2000
    /// Pairs in a step.
    public var batch = 64
    /// Pairs that are computed together; a fixed number, so that the sums do not depend on the
    /// number of threads.
    public var shard = 16
    public var peakRate: Float = 2e-3
    /// Steps until the peak.
    public var warmUp = 400
    /// What remains of the peak at the end of the linear decay.
    public var finalShare: Float = 0.02
    public var labelSmoothing: Float = 0.1
    /// The largest norm of the gradient of all weights together.
    public var clip: Float = 1
    /// How much the guided head's surprise counts; 0 leaves every head to itself.
    public var guidance: Float = 0.1
    /// The share of proper names that are replaced by the unknown token on both sides.
    public var unknownNames = 0.15

    // Nil where nothing was chosen, so that the file of a bundled model says nothing of it.
    private var chosenTask: TrainingTask?
    private var chosenArchitecture: Architecture?

    public init() {}

    /// What the model learns to do.
    public var task: TrainingTask {
        get { chosenTask ?? .translation }
        set { chosenTask = newValue == .translation ? nil : newValue }
    }

    /// The sizes and the parts of the model.
    public var architecture: Architecture {
        get { chosenArchitecture ?? Architecture() }
        set { chosenArchitecture = newValue == Architecture() ? nil : newValue }
    }

    private enum CodingKeys: String, CodingKey {
        case seed, steps, batch, shard, peakRate, warmUp, finalShare, labelSmoothing, clip
        case guidance, unknownNames
        case chosenTask = "task"
        case chosenArchitecture = "architecture"
    }
}

extension Recipe {
    /// What a model is made of, apart from its vocabularies.
    public struct Architecture: Codable, Sendable, Equatable {
        public var dModel = 64
        public var heads = 4
        /// Of the encoder, and as many of the decoder.
        public var layers = 2
        public var dFF = 256
        /// Sorted.
        public var omissions: [Omission] = []

        public init() {}
    }

    /// The learning rate of a step, counted from 0: up linearly, then down linearly.
    public func rate(at step: Int) -> Float {
        if step < warmUp { return peakRate * Float(step + 1) / Float(warmUp) }
        let left = Float(steps - step) / Float(max(steps - warmUp, 1))
        return peakRate * (finalShare + (1 - finalShare) * max(left, 0))
    }

    /// What a gradient of this norm is multiplied by, so that it is not longer than `clip`.
    func gradientScale(norm: Float) -> Float { norm > clip ? clip / norm : 1 }

    /// The head that is guided to the noun that a pronoun stands for: head 0 of encoder layer 1, or
    /// of layer 0 where there is no other. Nil where nothing is guided.
    public var guidedHead: HeadReference? {
        guidance > 0 ? HeadReference(layer: min(1, architecture.layers - 1), head: 0) : nil
    }

    /// The configuration of the model for the words of a corpus.
    public func configuration(for corpus: Corpus) -> Configuration {
        let specials = Vocabulary.specials.count
        return Configuration(
            dModel: architecture.dModel, heads: architecture.heads,
            encoderLayers: architecture.layers, decoderLayers: architecture.layers,
            dFF: architecture.dFF, sourceVocabulary: corpus.sourceWords.count + specials,
            targetVocabulary: corpus.targetWords.count + specials, guidedHead: guidedHead,
            omissions: Set(architecture.omissions))
    }
}
