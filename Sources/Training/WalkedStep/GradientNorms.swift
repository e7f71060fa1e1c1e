import Models

/// How strong the gradient is that arrives in one layer.
public struct LayerGradient: Sendable, Equatable {
    /// `encoder` or `decoder`.
    public let stack: String
    public let layer: Int
    /// The norm over all parameters of the layer.
    public let norm: Float
}

extension TrainingRun {
    /// The strength of the gradient in every layer, for the batch that comes next: of the encoder
    /// from the first layer to the last, then of the decoder.
    ///
    /// Where it grows smaller and smaller towards the first layers, these learn nothing: the
    /// gradient vanishes. Compare a recipe with and without `.residuals`.
    public func gradientNorms() -> [LayerGradient] {
        let gradients = nextGradients().gradients
        return ["encoder", "decoder"].flatMap { stack in
            (0..<recipe.architecture.layers).map { layer in
                let prefix = "\(stack).\(layer)."
                let squares = gradients.filter { $0.key.hasPrefix(prefix) }
                    .sorted { $0.key < $1.key }
                    .reduce(0) { $0 + $1.value.sumOfSquares }
                return LayerGradient(stack: stack, layer: layer, norm: Float(squares.squareRoot()))
            }
        }
    }
}
