import Tracing

/// How a gradient moves a parameter.
public enum UpdateRule: Sendable, Equatable {
    /// Against the gradient: w - rate x gradient.
    case descent(rate: Float)
    /// The trainer's optimiser, in its first step: every weight moves by about the rate.
    case adam(rate: Float)

    /// What makes the parameter after the step of the one before it and its gradient.
    ///
    /// - Parameter gradientScale: multiplies every gradient first. Adam's first step is the same
    ///   for a gradient of any length.
    func op(gradientScale: Float) -> any Op {
        switch self {
        case .descent(let rate): Descend(rate: rate * gradientScale)
        case .adam(let rate): FirstAdamStep(rate: rate, epsilon: Adam.epsilon / gradientScale)
        }
    }
}

/// What one step made of a parameter: three events of one shape.
public struct ParameterUpdate: Sendable, Equatable {
    /// The path of the parameter.
    public let path: String
    public let before: Int
    public let gradient: Int
    public let after: Int
}
