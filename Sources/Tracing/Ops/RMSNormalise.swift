import Tensors

/// Divides each row by the root of its mean square: `x [..., n], mean square [...] -> [..., n]`
/// (Zhang and Sennrich 2019). The mean stays where it is.
public struct RMSNormalise: Op {
    let epsilon: Float

    public init(epsilon: Float) { self.epsilon = epsilon }

    public var name: String { "rms normalise(epsilon: \(epsilon))" }
    public var formula: String { "y[i] = x[i] / sqrt(mean square + \(epsilon))" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    /// The normalisation around 0.
    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].normalised(
            mean: inputs[0].zeroPerRow, variance: inputs[1], epsilon: epsilon)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let x = Derivation.Factor(0, cell, inputs[0][cell])
        let square = Derivation.Factor(1, row, inputs[1][row])
        let root = (square.value + epsilon).squareRoot()
        return Derivation(
            terms: [
                Derivation.Term([x], contribution: x.value / root),
                Derivation.Term([square], contribution: 0, role: .divisor),
            ], combined: x.value / root, note: "\(x.value) / \(root)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        if step.input == 0 {
            return step.emit(NormaliseGradient(epsilon: epsilon), [step.upstream, step.inputs[1]])
        }
        // That of the layer norm's variance, with a mean of 0.
        let mean = step.emitPart(
            "mean", Constant(step.inputs[0].value.zeroPerRow), [], axes: step.inputs[1].axes)
        return step.emit(
            NormaliseVarianceGradient(epsilon: epsilon),
            [step.upstream, step.inputs[0], mean, step.inputs[1]])
    }
}
