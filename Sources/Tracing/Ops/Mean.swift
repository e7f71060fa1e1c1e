import Tensors

/// The mean along the last axis: `[..., n] -> [...]`.
public struct Mean: Op {
    public var name: String { "mean" }
    public var formula: String { "y = sum over i of x[i] / n" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0].dropLast() }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].mean() }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let n = inputs[0].shape[inputs[0].rank - 1]
        let factors = (0..<n).map { Derivation.Factor(0, cell + [$0], inputs[0][cell + [$0]]) }
        let sum = factors.reduce(Float(0)) { $0 + $1.value }
        return Derivation(
            terms: factors.map { Derivation.Term([$0], contribution: $0.value / Float(n)) },
            combined: sum / Float(n), note: "\(sum) / \(n)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let input = step.inputs[0].value
        return step.emit(MeanGradient(count: input.shape[input.rank - 1]), [step.upstream])
    }
}

/// The gradient of a mean, an equal share for every element: `[...] -> [..., n]`.
public struct MeanGradient: Op {
    let count: Int
    public var name: String { "mean gradient" }
    public var formula: String { "d[i] = g / n" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] + [Axis("feature", size: count)] }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].meanGradient(count: count) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let g = inputs[0][row]
        let share = g / Float(count)
        return Derivation(
            terms: [Derivation.Term([Derivation.Factor(0, row, g)], contribution: share)],
            combined: share, note: "\(g) / \(count)")
    }
}
