import Tensors

/// Moves every token one place on and puts the start token first, so that the decoder predicts
/// each word from the words before it: `[..., position] -> [..., position]`.
public struct ShiftRight: Op {
    let start: Int

    public init(start: Int) { self.start = start }

    public var name: String { "shift right" }
    public var formula: String { "y[0] = <sos>, y[i] = x[i - 1]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let x = inputs[0].contiguous()
        let length = x.shape[x.rank - 1]
        return Tensor(shape: x.shape) { output in
            for i in 0..<x.count {
                output[i] = i.isMultiple(of: length) ? Float(start) : x.pointer[i - 1]
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let position = cell[cell.count - 1]
        guard position > 0 else { return .leaf(Float(start)) }
        let source: [Int] = cell.dropLast() + [position - 1]
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }
}
