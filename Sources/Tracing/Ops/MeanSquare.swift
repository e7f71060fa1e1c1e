import CKernels
import Tensors

/// The mean of the squares along the last axis: `[..., n] -> [...]`. What root mean square
/// normalisation divides by, without taking the mean away first (Zhang and Sennrich 2019).
public struct MeanSquare: Op {
    public var name: String { "mean square" }
    public var formula: String { "y = sum over i of x[i]^2 / n" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0].dropLast() }

    /// The variance around 0.
    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].variance(mean: inputs[0].zeroPerRow)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let n = inputs[0].shape[inputs[0].rank - 1]
        var sum: Float = 0
        let terms = (0..<n).map { i in
            let x = Derivation.Factor(0, cell + [i], inputs[0][cell + [i]])
            sum = heed_fma(x.value, x.value, sum)
            return Derivation.Term([x, x], contribution: x.value * x.value / Float(n))
        }
        return Derivation(
            terms: terms, combined: sum / Float(n), note: "the squares, \(sum), / \(n)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(MeanSquareGradient(), [step.upstream, step.inputs[0]])
    }
}

/// The gradient of a mean of squares: `g [...], x [..., n] -> [..., n]`.
public struct MeanSquareGradient: Op {
    public var name: String { "mean square gradient" }
    public var formula: String { "d[i] = g * 2 / n * x[i]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[1] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].varianceGradient(input: inputs[1], mean: inputs[1].zeroPerRow)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let g = Derivation.Factor(0, row, inputs[0][row])
        let x = Derivation.Factor(1, cell, inputs[1][cell])
        let n = inputs[1].shape[inputs[1].rank - 1]
        let value = g.value * 2 / Float(n) * x.value
        return Derivation(
            terms: [Derivation.Term([g, x], contribution: value)], combined: value,
            note: "\(g.value) x 2 / \(n) x \(x.value)")
    }
}

extension Tensor {
    /// A 0 for each row.
    var zeroPerRow: Tensor { Tensor(repeating: 0, shape: Array(shape.dropLast())) }
}
