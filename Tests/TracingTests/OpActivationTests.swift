import Foundation
import Tensors
import Testing

@testable import Tracing

/// The smooth functions against the formulas in double precision.
struct OpActivationTests {
    private static let points = (-1200...1200).map { Float($0) / 100 } + [-100, 100, 0.001]

    private func worst(_ kind: Tensor.Activation, _ expected: (Double) -> Double) -> Double {
        let values = Tensor(Self.points).activated(by: kind).elements
        return zip(Self.points, values).reduce(0) { worst, pair in
            let difference = abs(Double(pair.1) - expected(Double(pair.0)))
            return max(worst, difference / max(1, abs(Double(pair.0))))
        }
    }

    @Test func theyAreWhatTheirFormulasSay() {
        #expect(worst(.gelu) { $0 * (1 + erf($0 / 2.0.squareRoot())) / 2 } < 3e-7)
        #expect(
            worst(.geluTanh) { x in
                x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x))) / 2
            } < 3e-7)
        #expect(worst(.silu) { $0 / (1 + exp(-$0)) } < 3e-7)
        #expect(worst(.tanh) { tanh($0) } < 3e-7)
    }

    /// The two forms of GELU are close, and not the same.
    @Test func theFormsOfGELUDiffer() {
        let x = Tensor(Self.points)
        let (exact, close) = (x.activated(by: .gelu), x.activated(by: .geluTanh))
        let worst = zip(exact.elements, close.elements).map { abs($0 - $1) }.max() ?? 0
        #expect(worst > 1e-4 && worst < 1e-3)
    }
}
