import Tensors

/// A smooth function of each number, between two linear layers.
public struct Activation: Op {
    public let kind: Tensor.Activation

    public init(_ kind: Tensor.Activation) { self.kind = kind }

    public var name: String { kind.rawValue }

    public var formula: String {
        switch kind {
        case .gelu: "y = x * Phi(x), Phi(x) = (1 + erf(x / sqrt(2))) / 2"
        case .geluTanh: "y = x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2"
        case .silu: "y = x / (1 + exp(-x))"
        case .tanh: "y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))"
        }
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].activated(by: kind) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = inputs[0][cell]
        let value = Tensor([x]).activated(by: kind)[0]
        return Derivation(
            terms: [Derivation.Term([Derivation.Factor(0, cell, x)], contribution: value)],
            combined: value, note: "\(kind.rawValue) of \(x)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(ActivationGradient(kind), [step.inputs[0], step.upstream])
    }
}

/// The upstream gradient times the slope of the function: `x, g -> d`, all of one shape.
public struct ActivationGradient: Op {
    let kind: Tensor.Activation
    public var name: String { "\(kind.rawValue) gradient" }

    public var formula: String {
        switch kind {
        case .gelu: "d = g * (Phi(x) + x * exp(-x^2 / 2) / sqrt(2 pi))"
        case .geluTanh:
            "d = g * (s + x * s * (1 - s) * sqrt(8 / pi) * (1 + 0.134145 * x^2)), s = y / x"
        case .silu: "d = g * (s + x * s * (1 - s)), s = 1 / (1 + exp(-x))"
        case .tanh: "d = g * (1 - tanh(x)^2)"
        }
    }

    init(_ kind: Tensor.Activation) { self.kind = kind }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].activationGradient(kind, upstream: inputs[1])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = Derivation.Factor(0, cell, inputs[0][cell])
        let g = Derivation.Factor(1, cell, inputs[1][cell])
        let value = Tensor([x.value]).activationGradient(kind, upstream: Tensor([g.value]))[0]
        return Derivation(
            terms: [
                Derivation.Term([g], contribution: value),
                Derivation.Term([x], contribution: 0, role: .index),
            ], combined: value)
    }
}
