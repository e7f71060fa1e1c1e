import Foundation
import Tensors
import Testing

/// The operations along rows and columns against formulas written out in double precision.
struct RowTests {
    /// One, the eight that the kernels take side by side, and more.
    private static let shapes = [[1, 1], [1, 9], [7, 4], [8, 13], [2, 11, 6], [1, 2, 1, 40]]

    private func rows(_ x: Tensor) -> [[Double]] {
        let elements = x.elements.map(Double.init)
        let n = x.shape.last ?? 1
        return stride(from: 0, to: elements.count, by: n).map { Array(elements[$0..<$0 + n]) }
    }

    private func expectClose(
        _ x: Tensor, _ exact: [Double], shape: [Int], within tolerance: Double = 2e-6,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(x.shape == shape, sourceLocation: sourceLocation)
        for (value, exact) in zip(x.elements, exact) {
            #expect(
                abs(Double(value) - exact) <= tolerance * max(1, abs(exact)),
                sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: shapes)
    func statistics(shape: [Int]) {
        var numbers = SeededGenerator(seed: 11)
        let x = numbers.tensor(shape)
        let outer = Array(shape.dropLast())
        let means = rows(x).map { $0.reduce(0, +) / Double($0.count) }
        expectClose(x.mean(), means, shape: outer)
        let variances = zip(rows(x), means).map { row, mean in
            row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
        }
        expectClose(x.variance(mean: x.mean()), variances, shape: outer)
        let (mean, variance) = (numbers.tensor(outer), numbers.tensor(outer, 0.1...3))
        let normalised = zip(rows(x), zip(rows(mean).joined(), rows(variance).joined())).flatMap {
            row, of in row.map { ($0 - of.0) / sqrt(of.1 + 0.5) }
        }
        expectClose(
            x.normalised(mean: mean, variance: variance, epsilon: 0.5), normalised, shape: shape)
    }

    @Test(arguments: shapes)
    func columns(shape: [Int]) {
        var numbers = SeededGenerator(seed: 12)
        let (x, y) = (numbers.tensor(shape), numbers.tensor(shape))
        let n = shape.suffix(1)
        let (gamma, beta) = (numbers.tensor(Array(n)), numbers.tensor(Array(n)))
        let affine = rows(x).flatMap { row in
            row.indices.map { row[$0] * Double(gamma[$0]) + Double(beta[$0]) }
        }
        expectClose(x.affine(gamma: gamma, beta: beta), affine, shape: shape)
        let (left, right) = (rows(x), rows(y))
        let sums = gamma.elements.indices.map { i in left.reduce(0) { $0 + $1[i] } }
        expectClose(x.columnSums(), sums, shape: Array(n))
        let products = gamma.elements.indices.map { i in
            zip(left, right).reduce(0) { $0 + $1.0[i] * $1.1[i] }
        }
        expectClose(x.columnProducts(with: y), products, shape: Array(n))
        let squares = x.elements.reduce(0) { $0 + Double($1) * Double($1) }
        #expect(abs(x.sumOfSquares - squares) < 1e-9)
    }

    @Test(arguments: shapes)
    func softmaxIsExponentialsOverTheirSum(shape: [Int]) {
        var numbers = SeededGenerator(seed: 13)
        let x = numbers.tensor(shape, -8...8)
        let exact = rows(x).flatMap { row in
            let sum = row.reduce(0) { $0 + exp($1) }
            return row.map { exp($0) / sum }
        }
        expectClose(x.softmax(), exact, shape: shape, within: 1e-6)
        for row in rows(x.softmax()) { #expect(abs(row.reduce(0, +) - 1) < 1e-6) }
    }

    @Test func maskedScoresHaveExactlyNoWeight() {
        var numbers = SeededGenerator(seed: 14)
        var scores = numbers.tensor([19, 13], -30...30)
        scores.update { for row in 0..<19 { $0[row * 13 + row % 13] = -.infinity } }
        let weights = scores.softmax()
        for row in 0..<19 {
            #expect(weights[row, row % 13].bitPattern == 0)
            #expect(abs((0..<13).reduce(0) { $0 + Double(weights[row, $1]) } - 1) < 1e-6)
        }
    }

    @Test func softmaxOfExtremesIsDefined() {
        #expect(Tensor([-.infinity, -.infinity, -.infinity]).softmax().elements == [0, 0, 0])
        #expect(Tensor([3e38, -3e38]).softmax().elements == [1, 0])
        #expect(Tensor([1e30, 1e30]).softmax().elements == [0.5, 0.5])
        #expect(Tensor([-1e30, -.infinity]).softmax().elements == [1, 0])
        #expect(Tensor([.nan, 0]).softmax().elements.allSatisfy { $0.isNaN })
    }

    @Test func crossEntropyIsTheSmoothedSurprise() {
        var numbers = SeededGenerator(seed: 15)
        let logits = numbers.tensor([11, 7], -9...9)
        let targets = Tensor((0..<11).map { $0 % 4 == 3 ? -1 : Float($0 % 7) })
        for smoothing: Float in [0, 0.1, 1] {
            let exact = rows(logits).enumerated().map { number, row in
                guard targets[number] >= 0 else { return 0.0 }
                let sum = log(row.reduce(0) { $0 + exp($1) })
                return row.indices.reduce(0) { total, i in
                    let own = i == Int(targets[number]) ? 1 - Double(smoothing) : 0
                    return total - (own + Double(smoothing) / 7) * (row[i] - sum)
                }
            }
            expectClose(
                logits.crossEntropy(targets: targets, smoothing: smoothing), exact, shape: [11])
        }
    }

    /// Every row operation reads a view as it would read its copy.
    @Test func stridesChangeNothing() {
        var numbers = SeededGenerator(seed: 16)
        let memory = numbers.tensor([500])
        let x = memory.view(shape: [2, 3, 4], strides: [5, 20, 1])
        let y = memory.view(shape: [2, 3, 4], strides: [60, 7, 1])
        let row = memory.view(shape: [2, 3], strides: [9, 1])
        let spread = numbers.tensor([2, 5], 1...2).view(shape: [2, 3], strides: [5, 1])
        let targets = Tensor([0, 3, 9, 2, 1, 9, 3]).view(shape: [2, 2], strides: [3, 1])
        let logits = memory.view(shape: [2, 2, 4], strides: [4, 30, 1])
        let operations: [(_ copy: (Tensor) -> Tensor) -> Tensor] = [
            { $0(x).softmax() },
            { $0(x).softmaxGradient(upstream: $0(y)) },
            { $0(x).mean() },
            { $0(x).variance(mean: $0(row)) },
            { $0(x).normalised(mean: $0(row), variance: $0(spread), epsilon: 1) },
            { $0(x).columnSums() },
            { $0(x).columnProducts(with: $0(y)) },
            { $0(x).normalisedGradient(variance: $0(spread), epsilon: 1) },
            { $0(x).normalisedMeanGradient(variance: $0(spread), epsilon: 1) },
            {
                $0(x).normalisedVarianceGradient(
                    input: $0(y), mean: $0(row), variance: $0(spread), epsilon: 1)
            },
            { $0(row).meanGradient(count: 3) },
            { $0(row).varianceGradient(input: $0(x), mean: $0(spread)) },
            { $0(logits).crossEntropy(targets: $0(targets), smoothing: 0.1) },
            {
                $0(logits).crossEntropyGradient(
                    targets: $0(targets), smoothing: 0.1, upstream: $0(targets))
            },
            { $0(x).relu() },
            { $0(x).reluGradient(upstream: $0(y)) },
            { $0(x).scaled(by: 2) },
            { Tensor([Float($0(x).sumOfSquares)]) },
            {
                var sum = $0(x)
                sum.accumulate($0(y))
                return sum
            },
        ]
        for (number, operation) in operations.enumerated() {
            let strided = operation { $0 }
            let copied = operation { Tensor($0.elements, shape: $0.shape) }
            #expect(strided == copied, "operation \(number)")
        }
    }
}
