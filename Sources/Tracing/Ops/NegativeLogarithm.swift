import Foundation
import Tensors

/// The surprise at a probability: 0 for certainty, large for the improbable. Probabilities are
/// taken to be at least 1e-9.
public struct NegativeLogarithm: Op {
    static let least: Float = 1e-9
    public var name: String { "negative logarithm" }
    public var formula: String { "y = -log(x)" }

    public init() {}

    static func surprise(_ x: Float) -> Float { -log(max(x, least)) }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        Tensor(inputs[0].elements.map(Self.surprise), shape: inputs[0].shape)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = inputs[0][cell]
        let value = Self.surprise(x)
        return Derivation(
            terms: [Derivation.Term([Derivation.Factor(0, cell, x)], contribution: value)],
            combined: value, note: "-log(\(x))")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(NegativeLogarithmGradient(), [step.inputs[0], step.upstream])
    }
}

/// `-g / x`, the gradient of the surprise.
public struct NegativeLogarithmGradient: Op {
    public var name: String { "negative logarithm gradient" }
    public var formula: String { "d = -g / x" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let (x, g) = (inputs[0].elements, inputs[1].elements)
        return Tensor(
            zip(x, g).map { -$1 / max($0, NegativeLogarithm.least) }, shape: inputs[0].shape)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = Derivation.Factor(0, cell, inputs[0][cell])
        let g = Derivation.Factor(1, cell, inputs[1][cell])
        let value = -g.value / max(x.value, NegativeLogarithm.least)
        return Derivation(
            terms: [
                Derivation.Term([g], contribution: value),
                Derivation.Term([x], contribution: 0, role: .divisor),
            ], combined: value)
    }
}
