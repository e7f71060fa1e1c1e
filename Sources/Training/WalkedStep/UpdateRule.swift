import Models
import Tensors

/// How a gradient moves a parameter.
public enum UpdateRule: Sendable, Equatable {
    /// Against the gradient: w - rate x gradient.
    case descent(rate: Float)
    /// The trainer's optimiser, in its first step: every weight moves by about the rate.
    case adam(rate: Float)

    /// - Parameter gradientScale: multiplies every gradient first.
    func updating(
        _ parameters: Parameters, by gradients: [String: Tensor], gradientScale: Float
    ) -> Parameters {
        var updated = parameters
        switch self {
        case .descent(let rate):
            for path in parameters.paths {
                guard let weights = parameters[path], let gradient = gradients[path] else {
                    continue
                }
                updated[path] = weights.adding(gradient.scaled(by: -rate * gradientScale))
            }
        case .adam(let rate):
            var optimiser = Adam(for: parameters)
            optimiser.step(
                &updated, gradients: gradients, gradientScale: gradientScale, rate: rate)
        }
        return updated
    }
}

/// What one step made of a parameter. All three have one shape.
public struct ParameterUpdate: Sendable {
    /// As in the trace.
    public let path: String
    public let before: Tensor
    public let gradient: Tensor
    public let after: Tensor
}
