import Tracing

/// How far a model is with a sentence, told by the events that it has computed.
public struct ReadingProgress: Sendable, Equatable {
    private let layers: Int
    private var place = "the embedding"
    private var layer: Int?

    public init(of model: any SentenceModel) { layers = model.layers }

    public mutating func note(_ event: Event) {
        let parts = event.path.split(separator: ".", maxSplits: 2)
        layer = parts.count > 1 ? Int(parts[1]) : nil
        place = String(parts[0])
    }

    /// `decoder, layer 3 of 12`, the first being 1; `logits`.
    public var description: String {
        layer.map { "\(place), layer \($0 + 1) of \(layers)" } ?? place
    }
}
