import CKernels
import Foundation
import Testing

@testable import Tensors

/// Numbers that are the same in every run: a linear congruential generator (Knuth's MMIX).
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 33)
    }

    mutating func tensor(_ shape: [Int], _ range: ClosedRange<Float> = -2...2) -> Tensor {
        Tensor(
            (0..<shape.reduce(1, *)).map { _ in Float.random(in: range, using: &self) },
            shape: shape)
    }
}

/// The builds of the kernels that this processor can run.
private let builds: [String] = {
    switch String(cString: heed_kernels_name()) {
    case "avx512": ["portable", "avx2", "avx512"]
    case "avx2": ["portable", "avx2"]
    default: ["portable"]
    }
}()

@Suite(.serialized)
struct KernelTests {
    /// Runs `body` with each build and expects the same bits from all.
    private func expectSameBits(_ body: () -> Tensor) {
        let standard = String(cString: heed_kernels_name())
        defer { _ = heed_kernels_use(standard) }
        let expected = body()
        for build in builds {
            #expect(heed_kernels_use(build))
            #expect(body() == expected, "\(build) differs from \(standard)")
        }
    }

    @Test func everyBuildGivesTheSameBits() {
        var numbers = Numbers(seed: 1)
        for (m, n, k) in [(1, 1, 1), (12, 64, 64), (13, 33, 17), (7, 16, 5), (30, 47, 40)] {
            let (a, b) = (numbers.tensor([m, k]), numbers.tensor([k, n]))
            let (bias, other) = (numbers.tensor([n]), numbers.tensor([m, n]))
            expectSameBits { a.matrixProduct(b, bias: bias) }
            expectSameBits { a.matrixProduct(numbersTransposed(b), transposeB: true) }
            expectSameBits { a.matrixProduct(other, transposeA: true) }
            let x = numbers.tensor([m, n])
            let mean = x.mean()
            let variance = x.variance(mean: mean)
            expectSameBits { x.adding(other) }
            expectSameBits { x.multiplied(by: other) }
            expectSameBits { x.scaled(by: 0.3) }
            expectSameBits { x.relu() }
            expectSameBits { x.reluGradient(upstream: other) }
            expectSameBits { x.softmax() }
            expectSameBits { x.softmax().softmaxGradient(upstream: other) }
            expectSameBits { x.mean() }
            expectSameBits { x.variance(mean: mean) }
            expectSameBits { x.normalised(mean: mean, variance: variance, epsilon: 1e-5) }
            expectSameBits { x.affine(gamma: bias, beta: bias) }
            expectSameBits { x.columnSums() }
            expectSameBits { x.columnProducts(with: other) }
            expectSameBits { other.normalisedGradient(variance: variance, epsilon: 1e-5) }
            expectSameBits { other.normalisedMeanGradient(variance: variance, epsilon: 1e-5) }
            expectSameBits {
                other.normalisedVarianceGradient(
                    input: x, mean: mean, variance: variance, epsilon: 1e-5)
            }
            expectSameBits { mean.meanGradient(count: n) }
            expectSameBits { variance.varianceGradient(input: x, mean: mean) }
            let targets = Tensor((0..<m).map { Float($0 % n) })
            expectSameBits { x.crossEntropy(targets: targets, smoothing: 0.1) }
            expectSameBits {
                x.crossEntropyGradient(targets: targets, smoothing: 0.1, upstream: mean)
            }
        }
    }

    private func numbersTransposed(_ x: Tensor) -> Tensor {
        let (m, n) = (x.shape[0], x.shape[1])
        return Tensor((0..<n * m).map { x[$0 % m, $0 / m] }, shape: [n, m])
    }

    /// Against the sum written out: one accumulator, ascending k, one rounding a step.
    @Test(arguments: [false, true], [false, true])
    func matrixProductIsTheFusedSumInOrder(transposeA: Bool, transposeB: Bool) {
        var numbers = Numbers(seed: 2)
        for size in [1, 2, 11, 12, 13, 16, 31, 32, 33, 40] {
            let (m, n, k) = (size, 41 - size, (size * 7) % 37 + 1)
            let a = numbers.tensor(transposeA ? [k, m] : [m, k])
            let b = numbers.tensor(transposeB ? [n, k] : [k, n])
            let bias = numbers.tensor([n])
            let product = a.matrixProduct(
                b, transposeA: transposeA, transposeB: transposeB, bias: bias)
            for i in 0..<m {
                for j in 0..<n {
                    var sum = bias[j]
                    for p in 0..<k {
                        let x = transposeA ? a[p, i] : a[i, p]
                        let y = transposeB ? b[j, p] : b[p, j]
                        sum.addProduct(x, y)
                    }
                    #expect(product[i, j].bitPattern == sum.bitPattern)
                }
            }
        }
    }

    @Test func matrixProductMatchesLeadingAxesAndViews() {
        var numbers = Numbers(seed: 3)
        let x = numbers.tensor([2, 5, 12])
        // Heads as a view: [2, 3, 5, 4] over the same memory.
        let heads = x.view(shape: [2, 3, 5, 4], strides: [60, 4, 12, 1])
        let scores = heads.matrixProduct(heads, transposeB: true)
        #expect(scores.shape == [2, 3, 5, 5])
        for (batch, head, i, j) in [(0, 0, 0, 0), (1, 2, 4, 3), (0, 1, 2, 4)] {
            var sum: Float = 0
            for f in 0..<4 {
                sum.addProduct(x[batch, i, head * 4 + f], x[batch, j, head * 4 + f])
            }
            #expect(scores[batch, head, i, j] == sum)
        }
    }

    @Test func exponentialIsWithinTwoUnitsInTheLastPlace() {
        var worst = 0.0
        for step in 0..<200_000 {
            let x = -87.0 + Float(step) * (175.0 / 200_000)
            let exact = exp(Double(x))
            worst = max(worst, abs(Double(heed_exp(x)) - exact) / Double(Float(exact).ulp))
        }
        #expect(worst <= 2)
        #expect(heed_exp(-.infinity) == 0)
        #expect(heed_exp(-200) == 0)
        #expect(heed_exp(0) == 1)
        #expect(heed_exp(100) == .infinity)
        #expect(heed_exp(.nan).isNaN)
    }
}
