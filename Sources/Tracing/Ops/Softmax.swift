import CKernels
import Tensors

/// Exponentials along the last axis, divided by their sum: each row becomes positive and sums up
/// to 1. A score of minus infinity gets exactly 0.
public struct Softmax: Op {
    let axis: String

    public init(axis: String) { self.axis = axis }

    public var name: String { "softmax(axis: \(axis))" }
    public var formula: String { "y[j] = exp(x[j] - max x) / sum over i of exp(x[i] - max x)" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].softmax() }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let own = cell[cell.count - 1]
        let scores = (0..<inputs[0].shape[cell.count - 1]).map { inputs[0][row + [$0]] }
        let highest = scores.reduce(-Float.infinity) { $1 > $0 ? $1 : $0 }
        let shift = highest == -.infinity ? 0 : highest
        let exponentials = scores.map { heed_exp($0 - shift) }
        var sum: Float = 0
        for exponential in exponentials { sum += exponential }
        let value = exponentials[own] / (sum == 0 ? 1 : sum)
        let terms = scores.indices.map { j in
            Derivation.Term(
                [Derivation.Factor(0, row + [j], scores[j])],
                contribution: j == own ? value : 0,
                role: j == own ? .numerator : .denominator, part: exponentials[j])
        }
        return Derivation(
            terms: terms, combined: value,
            note: "exp(\(scores[own]) - \(shift)) / \(sum) = \(exponentials[own]) / \(sum)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(SoftmaxGradient(), [step.output, step.upstream])
    }
}

/// `y * (g - sum(y * g))` along the last axis, with y the result of the softmax.
public struct SoftmaxGradient: Op {
    public var name: String { "softmax gradient" }
    public var formula: String { "d[j] = y[j] * (g[j] - sum over i of y[i] * g[i])" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].softmaxGradient(upstream: inputs[1])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let own = Derivation.Factor(0, cell, inputs[0][cell])
        let upstream = Derivation.Factor(1, cell, inputs[1][cell])
        var sum: Float = 0
        var terms = [
            Derivation.Term([own, upstream], contribution: own.value * upstream.value)
        ]
        for i in 0..<inputs[0].shape[cell.count - 1] {
            let y = Derivation.Factor(0, row + [i], inputs[0][row + [i]])
            let g = Derivation.Factor(1, row + [i], inputs[1][row + [i]])
            sum = heed_fma(y.value, g.value, sum)
            terms.append(
                Derivation.Term([own, y, g], contribution: -own.value * (y.value * g.value)))
        }
        return Derivation(terms: terms, combined: own.value * (upstream.value - sum))
    }
}
