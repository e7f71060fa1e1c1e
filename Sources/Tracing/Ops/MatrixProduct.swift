import CKernels
import Tensors

/// The matrix product over the last two axes, with an optional third input that is added to every
/// row: `a [..., m, k], b [..., k, n], bias [n] -> [..., m, n]`. Each cell starts from the bias, or
/// 0, and adds its products in ascending k.
public struct MatrixProduct: Op {
    public let transposeB: Bool

    /// - Parameter transposeB: read `b` as `[..., n, k]`: rows are compared with rows, as queries
    ///   with keys.
    public init(transposeB: Bool = false) { self.transposeB = transposeB }

    public var name: String { transposeB ? "matmul(transposeB)" : "matmul" }
    public var formula: String {
        transposeB
            ? "y[i, j] = sum over k of a[i, k] * b[j, k]"
            : "y[i, j] = sum over k of a[i, k] * b[k, j]"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        let b = inputs[1]
        return inputs[0].dropLast() + [transposeB ? b[b.count - 2] : b[b.count - 1]]
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].matrixProduct(
            inputs[1], transposeB: transposeB, bias: inputs.count > 2 ? inputs[2] : nil)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let column = cell[cell.count - 1]
        let inner = inputs[0].shape[inputs[0].rank - 1]
        let leading = inputs[1].rank > 2 ? Array(cell.dropLast(2)) : []
        var terms: [Derivation.Term] = []
        var sum: Float = 0
        if inputs.count > 2 {
            sum = inputs[2][column]
            terms.append(
                Derivation.Term([Derivation.Factor(2, [column], sum)], contribution: sum))
        }
        for k in 0..<inner {
            let left = row + [k]
            let right = leading + (transposeB ? [column, k] : [k, column])
            let a = Derivation.Factor(0, left, inputs[0][left])
            let b = Derivation.Factor(1, right, inputs[1][right])
            sum = heed_fma(a.value, b.value, sum)
            terms.append(Derivation.Term([a, b], contribution: a.value * b.value))
        }
        return Derivation(terms: terms, combined: sum)
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let a = step.inputs[0]
        let b = step.inputs[1]
        let upstream = step.upstream
        switch step.input {
        case 0: return step.emit(MatrixProduct(transposeB: !transposeB), [upstream, b])
        case 1:
            let operands = transposeB ? [upstream, a] : [a, upstream]
            return step.emit(TransposedProduct(sumsLeading: b.value.rank == 2), operands)
        default: return step.emit(SumLeading(to: step.inputs[2].value.shape), [upstream])
        }
    }
}

/// The product of a transposed matrix with another: `a [..., r, m], b [..., r, n] -> [..., m, n]`,
/// summed over the rows r, the gradient of a matrix that every row was multiplied with.
public struct TransposedProduct: Op {
    /// Whether all leading axes are rows of one product, so that the result has two axes.
    let sumsLeading: Bool
    public var name: String { "matmul(transposeA)" }
    public var formula: String { "y[i, j] = sum over rows r of a[r, i] * b[r, j]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        (sumsLeading ? [] : inputs[0].dropLast(2)) + inputs[0].suffix(1) + inputs[1].suffix(1)
    }

    private func rows(_ x: Tensor) -> Tensor {
        let width = x.shape[x.rank - 1]
        return sumsLeading && x.rank > 2 ? x.reshaped([x.count / width, width]) : x
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        rows(inputs[0]).matrixProduct(rows(inputs[1]), transposeA: true)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let column = cell.suffix(2)
        let leading = Array(cell.dropLast(2))
        let summed = inputs[0].shape.dropLast().dropFirst(leading.count)
        var terms: [Derivation.Term] = []
        var sum: Float = 0
        forEachCell(of: Array(summed)) { _, row in
            let left = leading + row + [column[column.startIndex]]
            let right = leading + row + [column[column.startIndex + 1]]
            let a = Derivation.Factor(0, left, inputs[0][left])
            let b = Derivation.Factor(1, right, inputs[1][right])
            sum = heed_fma(a.value, b.value, sum)
            terms.append(Derivation.Term([a, b], contribution: a.value * b.value))
        }
        return Derivation(terms: terms, combined: sum)
    }
}
