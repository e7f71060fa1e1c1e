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

    public init(
        dModel: Int, heads: Int, encoderLayers: Int, decoderLayers: Int, dFF: Int,
        sourceVocabulary: Int, targetVocabulary: Int, layerNormEpsilon: Float = 1e-5
    ) {
        self.dModel = dModel
        self.heads = heads
        self.encoderLayers = encoderLayers
        self.decoderLayers = decoderLayers
        self.dFF = dFF
        self.sourceVocabulary = sourceVocabulary
        self.targetVocabulary = targetVocabulary
        self.layerNormEpsilon = layerNormEpsilon
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
    }
}
