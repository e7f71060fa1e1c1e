import Tensors

/// Moves a parameter against its gradient: `w [...], g [...] -> [...]`, plain gradient descent.
public struct Descend: Op {
    public let rate: Float

    public init(rate: Float) { self.rate = rate }

    public var name: String { "descend(rate: \(rate))" }
    public var formula: String { "y = w - \(rate) * g" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].adding(inputs[1].scaled(by: -rate))
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let w = Derivation.Factor(0, cell, inputs[0][cell])
        let g = Derivation.Factor(1, cell, inputs[1][cell])
        let move = g.value * -rate
        return Derivation(
            terms: [
                Derivation.Term([w], contribution: w.value),
                Derivation.Term([g], contribution: move),
            ], combined: w.value + move, note: "\(w.value) - \(rate) x \(g.value)")
    }
}

/// The first step of Adam (Kingma and Ba 2015): `w [...], g [...] -> [...]`.
///
/// The running means have seen one gradient, so that their corrected values are that gradient and
/// its square: what is left of the gradient is its sign, and every weight moves by about the rate.
public struct FirstAdamStep: Op {
    private let rate: Float
    private let epsilon: Float

    /// - Parameter epsilon: keeps a gradient of 0 from being divided by 0.
    public init(rate: Float, epsilon: Float) {
        self.rate = rate
        self.epsilon = epsilon
    }

    public var name: String { "first step of adam(rate: \(rate))" }
    public var formula: String { "y = w - \(rate) * g / (sqrt(g^2) + \(epsilon))" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let (weights, gradients) = (inputs[0].elements, inputs[1].elements)
        return Tensor(
            zip(weights, gradients).map { $0 - move($1) }, shape: inputs[0].shape)
    }

    private func move(_ g: Float) -> Float { rate * g / (g.magnitude + epsilon) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let w = Derivation.Factor(0, cell, inputs[0][cell])
        let g = Derivation.Factor(1, cell, inputs[1][cell])
        let move = move(g.value)
        return Derivation(
            terms: [
                Derivation.Term([w], contribution: w.value),
                Derivation.Term([g], contribution: -move),
            ], combined: w.value - move,
            note: "\(w.value) - \(rate) x \(g.value) / (\(g.value.magnitude) + \(epsilon))")
    }
}
