import CKernels
import Tensors

/// Moves each row to mean 0 and stretches it to variance 1: `x [..., n], mean [...], variance [...]
/// -> [..., n]` (Ba et al. 2016).
public struct Normalise: Op {
    let epsilon: Float

    public init(epsilon: Float) { self.epsilon = epsilon }

    public var name: String { "normalise(epsilon: \(epsilon))" }
    public var formula: String { "y[i] = (x[i] - mean) / sqrt(variance + \(epsilon))" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].normalised(mean: inputs[1], variance: inputs[2], epsilon: epsilon)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let x = Derivation.Factor(0, cell, inputs[0][cell])
        let mean = Derivation.Factor(1, row, inputs[1][row])
        let variance = Derivation.Factor(2, row, inputs[2][row])
        let deviation = (variance.value + epsilon).squareRoot()
        return Derivation(
            terms: [
                Derivation.Term([x], contribution: x.value / deviation),
                Derivation.Term([mean], contribution: -mean.value / deviation),
                Derivation.Term([variance], contribution: 0, role: .divisor),
            ],
            combined: (x.value - mean.value) / deviation,
            note: "(\(x.value) - \(mean.value)) / \(deviation)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let (x, mean, variance) = (step.inputs[0], step.inputs[1], step.inputs[2])
        switch step.input {
        case 0: return step.emit(NormaliseGradient(epsilon: epsilon), [step.upstream, variance])
        // The mean's own gradient through the variance is 0, see `Variance`.
        case 1:
            return step.emit(NormaliseMeanGradient(epsilon: epsilon), [step.upstream, variance])
        default:
            return step.emit(
                NormaliseVarianceGradient(epsilon: epsilon), [step.upstream, x, mean, variance])
        }
    }
}

/// The gradient of `Normalise` with respect to its input: `g [..., n], variance [...]`.
public struct NormaliseGradient: Op {
    let epsilon: Float
    public var name: String { "normalise gradient" }
    public var formula: String { "d[i] = g[i] / sqrt(variance + \(epsilon))" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].normalisedGradient(variance: inputs[1], epsilon: epsilon)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let g = Derivation.Factor(0, cell, inputs[0][cell])
        let variance = Derivation.Factor(1, row, inputs[1][row])
        let value = g.value / (variance.value + epsilon).squareRoot()
        return Derivation(
            terms: [
                Derivation.Term([g], contribution: value),
                Derivation.Term([variance], contribution: 0, role: .divisor),
            ], combined: value)
    }
}

/// The gradient of `Normalise` with respect to the mean: `g [..., n], variance [...] -> [...]`.
public struct NormaliseMeanGradient: Op {
    let epsilon: Float
    public var name: String { "normalise mean gradient" }
    public var formula: String { "d = -sum over i of g[i] / sqrt(variance + \(epsilon))" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[1] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].normalisedMeanGradient(variance: inputs[1], epsilon: epsilon)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let variance = Derivation.Factor(1, cell, inputs[1][cell])
        let deviation = (variance.value + epsilon).squareRoot()
        var sum: Float = 0
        let terms = (0..<inputs[0].shape[cell.count]).map { i in
            let g = Derivation.Factor(0, cell + [i], inputs[0][cell + [i]])
            sum += g.value
            return Derivation.Term([g], contribution: -g.value / deviation)
        }
        return Derivation(
            terms: terms + [Derivation.Term([variance], contribution: 0, role: .divisor)],
            combined: -sum / deviation)
    }
}

/// The gradient of `Normalise` with respect to the variance: `g [..., n], x [..., n], mean [...],
/// variance [...] -> [...]`.
public struct NormaliseVarianceGradient: Op {
    let epsilon: Float
    public var name: String { "normalise variance gradient" }
    public var formula: String {
        "d = -1/2 * sum over i of g[i] * (x[i] - mean) / (variance + \(epsilon))^(3/2)"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[2] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].normalisedVarianceGradient(
            input: inputs[1], mean: inputs[2], variance: inputs[3], epsilon: epsilon)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let mean = Derivation.Factor(2, cell, inputs[2][cell])
        let variance = Derivation.Factor(3, cell, inputs[3][cell])
        let spread = variance.value + epsilon
        let divisor = spread * spread.squareRoot()
        var sum: Float = 0
        var terms: [Derivation.Term] = []
        for i in 0..<inputs[0].shape[cell.count] {
            let g = Derivation.Factor(0, cell + [i], inputs[0][cell + [i]])
            let x = Derivation.Factor(1, cell + [i], inputs[1][cell + [i]])
            sum = heed_fma(g.value, x.value - mean.value, sum)
            terms.append(Derivation.Term([g, x], contribution: -0.5 * g.value * x.value / divisor))
            terms.append(
                Derivation.Term([g, mean], contribution: 0.5 * g.value * mean.value / divisor))
        }
        terms.append(Derivation.Term([variance], contribution: 0, role: .divisor))
        return Derivation(terms: terms, combined: -0.5 * sum / divisor)
    }
}
