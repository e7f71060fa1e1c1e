import Tensors

@testable import Tracing

/// One use of an op: what it is and what it reads.
struct OpExample: Sendable, CustomStringConvertible {
    let op: any Op
    let inputs: [Tensor]
    /// The inputs that a gradient passes to.
    let differentiable: [Int]
    /// The inputs that choose, as token ids do: whole numbers, of which there is no derivative.
    let indices: [Int]

    init(
        _ op: any Op, _ inputs: [Tensor] = [], differentiable: [Int] = [], indices: [Int] = []
    ) {
        self.op = op
        self.inputs = inputs
        self.differentiable = differentiable
        self.indices = indices
    }

    var typeName: String { String(describing: type(of: op)) }

    var description: String { "\(op.name) of \(inputs.map(\.shape))" }

    /// The same use with other numbers in the inputs that are not indices.
    func changingInputs(_ change: (Tensor) -> Tensor) -> OpExample {
        OpExample(
            op, inputs.indices.map { indices.contains($0) ? inputs[$0] : change(inputs[$0]) },
            differentiable: differentiable, indices: indices)
    }

    /// The same numbers in memory with gaps and, from three axes on, in another order, as heads are
    /// that were cut from the features.
    func strided() -> OpExample {
        OpExample(
            op, inputs.map(\.strided), differentiable: differentiable, indices: indices)
    }

    /// Zeros of both signs among the numbers: where the bits can differ though the numbers agree.
    func withZeros() -> OpExample {
        changingInputs { input in
            var changed = input
            changed.update { pointer in
                for place in stride(from: 0, to: input.count, by: 3) { pointer[place] = -0.0 }
                for place in stride(from: 1, to: input.count, by: 5) { pointer[place] = 0 }
            }
            return changed
        }
    }
}

extension Tensor {
    /// An equal tensor that is not contiguous, where its rank allows that.
    fileprivate var strided: Tensor {
        guard rank >= 2 else { return self }
        var order = Array(shape.indices)
        if rank >= 3 { order.swapAt(rank - 3, rank - 2) }
        // The place of each axis in memory, innermost last, with two numbers to spare a row.
        var strides = [Int](repeating: 1, count: rank)
        var size = shape[rank - 1] + 2
        for axis in order.dropLast().reversed() {
            strides[axis] = size
            size *= shape[axis]
        }
        var memory = Tensor(repeating: .nan, shape: [size])
        memory.update { output in
            forEachCell(of: shape) { _, cell in
                output[zip(cell, strides).reduce(0) { $0 + $1.0 * $1.1 }] = self[cell]
            }
        }
        return memory.view(shape: shape, strides: strides)
    }
}
