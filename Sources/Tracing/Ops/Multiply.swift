import Tensors

/// The product of two values, cell by cell. The second may lack leading axes of the first: it is
/// repeated along them.
public struct Multiply: Op {
    public var name: String { "multiply" }
    public var formula: String { "y = a * b" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].multiplied(by: inputs[1]) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let other = Broadcasting.index(cell, in: inputs[1].shape)
        let a = Derivation.Factor(0, cell, inputs[0][cell])
        let b = Derivation.Factor(1, other, inputs[1][other])
        let product = a.value * b.value
        return Derivation(
            terms: [Derivation.Term([a, b], contribution: product)], combined: product)
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        if step.input == 0 { return step.emit(Multiply(), [step.upstream, step.inputs[1]]) }
        let product = step.emitPart("product", Multiply(), [step.upstream, step.inputs[0]])
        return step.emit(SumLeading(to: step.inputs[1].value.shape), [product])
    }
}
