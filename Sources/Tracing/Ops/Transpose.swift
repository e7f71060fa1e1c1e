import Tensors

/// Exchanges the last two axes: `[..., m, n] -> [..., n, m]`.
public struct Transpose: Op {
    public var name: String { "transpose" }
    public var formula: String { "y[j, i] = x[i, j]" }

    public init() {}

    private func swapped<T>(_ list: [T]) -> [T] {
        list.dropLast(2) + [list[list.count - 1], list[list.count - 2]]
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { swapped(inputs[0]) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let x = inputs[0]
        let shape = swapped(x.shape)
        return Tensor(shape: shape) { output in
            forEachCell(of: shape) { position, index in output[position] = x[swapped(index)] }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let source = swapped(cell)
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(Transpose(), [step.upstream])
    }
}
