/// The sizes of an encoder-decoder.
public struct Configuration: Codable, Sendable, Equatable {
    /// The width of every vector between the layers.
    public var dModel: Int
    public var heads: Int
    public var encoderLayers: Int
    public var decoderLayers: Int
    /// The width inside the feed-forward part.
    public var dFF: Int
    /// The number of source tokens, special ones included.
    public var sourceVocabulary: Int
    public var targetVocabulary: Int
    public var layerNormEpsilon: Float
    /// The encoder head that training guided towards the noun that a pronoun stands for, if any.
    public var guidedHead: HeadReference?
    /// Sorted; nil for none, so that the file of a whole model says nothing of it.
    private var without: [Omission]?

    /// What the model does without; nothing as a rule.
    public var omissions: Set<Omission> {
        get { Set(without ?? []) }
        set { without = newValue.isEmpty ? nil : newValue.sorted() }
    }

    public init(
        dModel: Int, heads: Int, encoderLayers: Int, decoderLayers: Int, dFF: Int,
        sourceVocabulary: Int, targetVocabulary: Int, layerNormEpsilon: Float = 1e-5,
        guidedHead: HeadReference? = nil, omissions: Set<Omission> = []
    ) {
        self.dModel = dModel
        self.heads = heads
        self.encoderLayers = encoderLayers
        self.decoderLayers = decoderLayers
        self.dFF = dFF
        self.sourceVocabulary = sourceVocabulary
        self.targetVocabulary = targetVocabulary
        self.layerNormEpsilon = layerNormEpsilon
        self.guidedHead = guidedHead
        self.omissions = omissions
    }

    enum CodingKeys: String, CodingKey {
        case dModel = "d_model"
        case heads
        case encoderLayers = "encoder_layers"
        case decoderLayers = "decoder_layers"
        case dFF = "d_ff"
        case sourceVocabulary = "source_vocabulary"
        case targetVocabulary = "target_vocabulary"
        case layerNormEpsilon = "layer_norm_epsilon"
        case guidedHead = "guided_head"
        case without
    }
}

/// One attention head of the encoder.
public struct HeadReference: Codable, Sendable, Equatable {
    public let layer: Int
    public let head: Int

    public init(layer: Int, head: Int) {
        self.layer = layer
        self.head = head
    }

    /// Its attention weights, `[head, query, key]` of the whole layer.
    public var weightsPath: String { "encoder.\(layer).self_attention.weights" }
}
