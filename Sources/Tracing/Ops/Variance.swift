import CKernels
import Tensors

/// The mean squared distance from the mean along the last axis: `x [..., n], mean [...] -> [...]`.
/// Divided by n, not by n - 1, as in layer normalisation (Ba et al. 2016).
public struct Variance: Op {
    public var name: String { "variance" }
    public var formula: String { "y = sum over i of (x[i] - mean)^2 / n" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0].dropLast() }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].variance(mean: inputs[1]) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let n = inputs[0].shape[inputs[0].rank - 1]
        let mean = Derivation.Factor(1, cell, inputs[1][cell])
        var sum: Float = 0
        let terms = (0..<n).map { i in
            let x = Derivation.Factor(0, cell + [i], inputs[0][cell + [i]])
            let distance = x.value - mean.value
            sum = heed_fma(distance, distance, sum)
            return Derivation.Term([x], contribution: distance * distance / Float(n))
        }
        let centre = Derivation.Term([mean], contribution: 0, role: .centre)
        return Derivation(
            terms: terms + [centre], combined: sum / Float(n),
            note: "Σ (x - \(mean.value))² / \(n) = \(sum) / \(n)")
    }

    /// The mean is where the squared distances are least: moving it changes nothing, so no gradient
    /// passes to it.
    public func gradient(_ step: GradientStep) -> Traced? {
        guard step.input == 0 else { return nil }
        return step.emit(VarianceGradient(), [step.upstream, step.inputs[0], step.inputs[1]])
    }
}

/// The gradient of the variance: `g [...], x [..., n], mean [...] -> [..., n]`.
public struct VarianceGradient: Op {
    public var name: String { "variance gradient" }
    public var formula: String { "d[i] = g * 2 / n * (x[i] - mean)" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[1] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].varianceGradient(input: inputs[1], mean: inputs[2])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let g = Derivation.Factor(0, row, inputs[0][row])
        let x = Derivation.Factor(1, cell, inputs[1][cell])
        let mean = Derivation.Factor(2, row, inputs[2][row])
        let n = inputs[1].shape[inputs[1].rank - 1]
        let share = g.value * 2 / Float(n)
        return Derivation(
            terms: [
                Derivation.Term([g, x], contribution: share * x.value),
                Derivation.Term([g, mean], contribution: -share * mean.value),
            ],
            combined: share * (x.value - mean.value),
            note: "\(g.value) x 2 / \(n) x (\(x.value) - \(mean.value))")
    }
}
