import Tensors

/// The sum of its inputs, added in order, cell by cell. A smaller input is repeated along the
/// leading axes that it lacks: one mask serves all heads.
public struct Add: Op {
    public var name: String { "add" }
    public var formula: String { "y = a + b" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        inputs.max { $0.count < $1.count } ?? []
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs.dropFirst().reduce(inputs[0]) { $0.adding($1) }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        .sum(
            inputs.enumerated().map { number, input in
                let source = Broadcasting.index(cell, in: input.shape)
                return Derivation.Factor(number, source, input[source])
            })
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let shape = step.inputs[step.input].value.shape
        return step.emit(SumLeading(to: shape), [step.upstream])
    }
}

/// Sums over the leading axes that `shape` lacks, in ascending order: the gradient of a repeated
/// input. With nothing to sum it passes the value on.
public struct SumLeading: Op {
    let shape: [Int]
    public var name: String { "sum" }
    public var formula: String { "y = sum of x over the repeated axes" }

    public init(to shape: [Int]) { self.shape = shape }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { Array(inputs[0].suffix(shape.count)) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        if inputs[0].shape == shape { return inputs[0] }
        precondition(Array(inputs[0].shape.suffix(shape.count)) == shape)
        let count = shape.reduce(1, *)
        return inputs[0].reshaped([inputs[0].count / count, count]).columnSums().reshaped(shape)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        if inputs[0].shape == shape { return .copy(Derivation.Factor(0, cell, inputs[0][cell])) }
        var factors: [Derivation.Factor] = []
        forEachCell(of: Array(inputs[0].shape.dropLast(shape.count))) { _, leading in
            factors.append(Derivation.Factor(0, leading + cell, inputs[0][leading + cell]))
        }
        return .sum(factors, startingAtZero: true)
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(Repeat(to: step.inputs[0].value.shape), [step.upstream])
    }
}

/// Repeats a value along new leading axes.
public struct Repeat: Op {
    let shape: [Int]
    public var name: String { "repeat" }
    public var formula: String { "y = x for every position of the new axes" }

    init(to shape: [Int]) { self.shape = shape }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(shape) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        if inputs[0].shape == shape { return inputs[0] }
        // Adding to -0 changes no number, not even the sign of a zero.
        return Tensor(repeating: -0.0, shape: shape).adding(inputs[0])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let source = Broadcasting.index(cell, in: inputs[0].shape)
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }
}
