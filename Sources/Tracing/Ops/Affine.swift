import CKernels
import Tensors

/// Scales and shifts each feature: `x [..., n], gamma [n], beta [n] -> [..., n]`.
public struct Affine: Op {
    public var name: String { "scale and shift" }
    public var formula: String { "y[i] = x[i] * gamma[i] + beta[i]" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].affine(gamma: inputs[1], beta: inputs[2])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let feature = [cell[cell.count - 1]]
        let x = Derivation.Factor(0, cell, inputs[0][cell])
        let gamma = Derivation.Factor(1, feature, inputs[1][feature])
        let beta = Derivation.Factor(2, feature, inputs[2][feature])
        return Derivation(
            terms: [
                Derivation.Term([x, gamma], contribution: x.value * gamma.value),
                Derivation.Term([beta], contribution: beta.value),
            ], combined: heed_fma(x.value, gamma.value, beta.value))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        switch step.input {
        case 0: return step.emit(Multiply(), [step.upstream, step.inputs[1]])
        case 1: return step.emit(ColumnProducts(), [step.upstream, step.inputs[0]])
        default: return step.emit(SumLeading(to: step.inputs[2].value.shape), [step.upstream])
        }
    }
}

/// The sum over all rows of the products of two values: `a [..., n], b [..., n] -> [n]`.
public struct ColumnProducts: Op {
    public var name: String { "column products" }
    public var formula: String { "y[i] = sum over rows r of a[r, i] * b[r, i]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0].suffix(1) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].columnProducts(with: inputs[1])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        var sum: Float = 0
        var terms: [Derivation.Term] = []
        forEachCell(of: inputs[0].shape.dropLast()) { _, row in
            let a = Derivation.Factor(0, row + cell, inputs[0][row + cell])
            let b = Derivation.Factor(1, row + cell, inputs[1][row + cell])
            sum = heed_fma(a.value, b.value, sum)
            terms.append(Derivation.Term([a, b], contribution: a.value * b.value))
        }
        return Derivation(terms: terms, combined: sum)
    }
}
