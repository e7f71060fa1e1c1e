import Tensors

/// The rectified linear unit: what is below 0 becomes 0.
public struct ReLU: Op {
    public var name: String { "relu" }
    public var formula: String { "y = max(0, x)" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].relu() }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = inputs[0][cell]
        let value = x < 0 ? 0 : x
        return Derivation(
            terms: [Derivation.Term([Derivation.Factor(0, cell, x)], contribution: value)],
            combined: value, note: "max(0, \(x))")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(ReLUGradient(), [step.inputs[0], step.upstream])
    }
}

/// The upstream gradient where the input of the ReLU was above 0, else 0.
public struct ReLUGradient: Op {
    public var name: String { "relu gradient" }
    public var formula: String { "d = g if x > 0, else 0" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].reluGradient(upstream: inputs[1])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = Derivation.Factor(0, cell, inputs[0][cell])
        let g = Derivation.Factor(1, cell, inputs[1][cell])
        let value = x.value > 0 ? g.value : 0
        return Derivation(
            terms: [
                Derivation.Term([g], contribution: value),
                Derivation.Term([x], contribution: 0, role: .index),
            ], combined: value)
    }
}
