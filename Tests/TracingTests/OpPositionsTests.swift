import Foundation
import Tensors
import Testing

@testable import Tracing

struct OpPositionsTests {
    /// Worked by hand after Vaswani et al. 2017, section 3.5, for d_model = 6: features 2i and
    /// 2i + 1 share the wavelength of 10000^(2i / 6), which is 1, 21.5443469 or 464.1588834.
    @Test(arguments: handWorked)
    func encodingsAreThoseWorkedByHand(cell: [Int], exact: Double) {
        let matrix = SinusoidalPositions(positions: 4, dModel: 6).forward([])
        #expect(abs(Double(matrix[cell]) - exact) < 1e-6)
    }

    private static let handWorked: [([Int], Double)] = [
        ([0, 0], 0), ([0, 1], 1), ([0, 5], 1),
        ([1, 0], sin(1)), ([1, 1], cos(1)),
        ([1, 2], sin(1 / 21.5443469)), ([1, 3], cos(1 / 21.5443469)),
        ([2, 4], sin(2 / 464.1588834)), ([3, 5], cos(3 / 464.1588834)),
        // cos(1 / 21.5443469), once more as a number.
        ([1, 3], 0.998923),
    ]

    /// One row at a time is the same matrix, to the last bit.
    @Test func aLaterStartGivesTheLaterRows() {
        let whole = SinusoidalPositions(positions: 9, dModel: 6).forward([])
        for position in 0..<9 {
            let row = SinusoidalPositions(positions: 1, dModel: 6, start: position).forward([])
            #expect(row == whole.rows(position..<position + 1))
        }
    }

    /// Moving k places on turns each pair of features by a fixed angle, whatever the position: so
    /// attention can learn relative positions.
    @Test func movingOnIsARotation() {
        let matrix = SinusoidalPositions(positions: 40, dModel: 8).forward([])
        let moved = 7
        for pair in 0..<4 {
            let angle = Float(moved) / pow(10_000, Float(2 * pair) / 8)
            for position in 0..<40 - moved {
                let (s, c) = (matrix[position, 2 * pair], matrix[position, 2 * pair + 1])
                let sine = s * cos(angle) + c * sin(angle)
                let cosine = c * cos(angle) - s * sin(angle)
                #expect(abs(matrix[position + moved, 2 * pair] - sine) < 2e-6)
                #expect(abs(matrix[position + moved, 2 * pair + 1] - cosine) < 2e-6)
            }
        }
    }

    /// The notes once write 1000 for the base: the wavelengths become shorter.
    @Test func theBaseStandsInTheFormula() {
        let usual = SinusoidalPositions(positions: 2, dModel: 6)
        #expect(usual.formula.contains("pos / 10000^(2i / d_model)"))
        let other = SinusoidalPositions(positions: 2, dModel: 6, base: 1_000)
        #expect(other.formula.contains("pos / 1000^(2i / d_model)"))
        let derivation = other.derive([1, 3], from: [])
        #expect(derivation.note?.hasPrefix("cos(1 / 1000^(2/6)) = cos(0.1") == true)
        #expect(abs(derivation.combined - Float(cos(0.1))) < 1e-6)
    }
}
