import Models
import Tensors
import Tracing

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
        configuration.norms(of: nextGradients().gradients)
    }
}

extension WalkedStep {
    /// The strength of the gradient in every layer, for this one sentence.
    public var gradientNorms: [LayerGradient] {
        setting.model.configuration.norms(
            of: Dictionary(
                uniqueKeysWithValues: updates.map { ($0.path, trace.value(of: $0.gradient)) }))
    }
}

extension WalkedStep.Setting {
    /// The strength of the gradient in every layer, without the rest of the step.
    public func gradientNorms() -> [LayerGradient] {
        let (trace, total) = forward()
        let gradients = trace.gradients(from: total.event.id) { $0.op is Parameter }
        return model.configuration.norms(
            of: Dictionary(
                uniqueKeysWithValues: gradients.map { (trace.events[$0.key].path, $0.value.value) })
        )
    }
}

extension Configuration {
    /// The norms of the layers of the encoder, then of the decoder.
    ///
    /// - Parameter gradients: by the paths of the parameters.
    fileprivate func norms(of gradients: [String: Tensor]) -> [LayerGradient] {
        [("encoder", encoderLayers), ("decoder", decoderLayers)].flatMap { stack, layers in
            (0..<layers).map { layer in
                let prefix = "\(stack).\(layer)."
                let squares = gradients.filter { $0.key.hasPrefix(prefix) }
                    .sorted { $0.key < $1.key }
                    .reduce(0) { $0 + $1.value.sumOfSquares }
                return LayerGradient(stack: stack, layer: layer, norm: Float(squares.squareRoot()))
            }
        }
    }
}
