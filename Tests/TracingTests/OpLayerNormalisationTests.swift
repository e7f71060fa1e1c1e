import Tensors
import Testing

@testable import Tracing

/// Mean, variance, normalise, scale and shift: the four events of a layer normalisation.
struct OpLayerNormalisationTests {
    private let size = 64
    private let rows = Tracer()

    private func normalised(_ x: Tensor) -> Traced {
        let input = rows.emit(Constant(x), [], at: "x")
        let mean = rows.emit(Mean(), [input], at: "mean")
        let variance = rows.emit(Variance(), [input, mean], at: "variance")
        return rows.emit(Normalise(epsilon: 1e-5), [input, mean, variance], at: "normalised")
    }

    /// The mean and the variance of one row, in double precision.
    private func statistics(_ row: [Float]) -> (mean: Double, variance: Double) {
        let mean = row.reduce(0) { $0 + Double($1) } / Double(row.count)
        let squares = row.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        return (mean, squares / Double(row.count))
    }

    @Test func rowsHaveMeanZeroAndVarianceOne() {
        var numbers = SeededGenerator(seed: 41)
        let elements = normalised(numbers.tensor([9, size], -3...8)).value.elements
        for start in stride(from: 0, to: elements.count, by: size) {
            let (mean, variance) = statistics(Array(elements[start..<start + size]))
            #expect(abs(mean) < 1e-6)
            // Epsilon takes 1e-5 of a variance of about 10.
            #expect(abs(variance - 1) < 1e-5)
        }
    }

    /// The notes say "between 0 and 1"; one large feature goes far outside.
    @Test func normalisedValuesAreNotBetweenZeroAndOne() {
        var elements = [Float](repeating: 0, count: size)
        elements[5] = 1
        let row = normalised(Tensor(elements, shape: [1, size])).value
        // (1 - 1/64) / sqrt(1/64 - 1/64^2) = sqrt(63) = 7.937, of which epsilon takes 0.003.
        #expect(abs(row[0, 5] - 7.937) < 5e-3)
        #expect(row[0, 0] < 0)
    }

    @Test func scaleAndShiftSetTheStatistics() {
        var numbers = SeededGenerator(seed: 42)
        let row = normalised(numbers.tensor([1, size]))
        let gamma = rows.emit(Constant(Tensor(repeating: 3, shape: [size])), [], at: "gamma")
        let beta = rows.emit(Constant(Tensor(repeating: -2, shape: [size])), [], at: "beta")
        let output = rows.emit(Affine(), [row, gamma, beta], at: "output")
        let (mean, variance) = statistics(output.value.elements)
        #expect(abs(mean + 2) < 1e-5)
        #expect(abs(variance - 9) < 1e-3)
    }

    /// By n, not by n - 1: the variance of 1, 2, 3, 4 is 5/4.
    @Test func theVarianceIsThatOfThePopulation() {
        let x = Tensor([1, 2, 3, 4])
        #expect(Mean().forward([x]).elements == [2.5])
        #expect(Variance().forward([x, Tensor([2.5], shape: [])]).elements == [1.25])
    }
}
