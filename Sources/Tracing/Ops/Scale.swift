import Tensors

/// Multiplies everything by one number: by sqrt(d_model) after the embedding, by 1 / sqrt(d_k)
/// after the scores (Vaswani et al. 2017, sections 3.4 and 3.2.1).
public struct Scale: Op {
    let factor: Float
    /// Where the factor comes from: `sqrt(d_model) = 8`.
    public let reason: String

    public init(by factor: Float, because reason: String) {
        self.factor = factor
        self.reason = reason
    }

    public var name: String { "scale(by: \(reason))" }
    public var formula: String { "y = \(reason) * x" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].scaled(by: factor) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let x = inputs[0][cell]
        let product = x * factor
        return Derivation(
            terms: [Derivation.Term([Derivation.Factor(0, cell, x)], contribution: product)],
            combined: product, note: "\(x) x \(factor)")
    }

    public func gradient(_ step: GradientStep) -> Traced? { step.emit(self, [step.upstream]) }
}
