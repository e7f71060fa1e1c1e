import CKernels
import Foundation
import Testing

/// The exponential of the kernels against the C library's in double precision.
struct ExponentialTests {
    /// The error in units in the last place of the exact result; below the normal numbers, a unit
    /// is their common spacing.
    private func error(at x: Float) -> Double {
        let exact = exp(Double(x))
        return abs(Double(heed_exp(x)) - exact) / Double(Float(exact).ulp)
    }

    @Test func theErrorIsAtMostTwoUnits() {
        var worst = (error: 0.0, x: Float(0))
        for step in 0...191_000 {
            let x = Float(-103 + Double(step) / 1_000)
            let error = error(at: x)
            if !(error <= worst.error) { worst = (error, x) }
        }
        #expect(worst.error <= 2, "at \(worst.x)")
    }

    /// Where x / ln 2 lies between two whole numbers, the reduction is least exact.
    @Test func theErrorIsSmallBetweenPowersOfTwo() {
        var worst = (error: 0.0, x: Float(0))
        for power in -148..<127 {
            var x = Float((Double(power) + 0.5) * log(2.0))
            for _ in 0..<20 { x = x.nextDown }
            for _ in 0..<40 {
                x = x.nextUp
                let error = error(at: x)
                if !(error <= worst.error) { worst = (error, x) }
            }
        }
        #expect(worst.error <= 2, "at \(worst.x)")
    }

    @Test(arguments: [-104, -104.5, -200, -3e38, -.infinity] as [Float])
    func farBelowItIsZero(x: Float) {
        #expect(heed_exp(x).bitPattern == 0)
    }

    @Test(arguments: [88.8, 89, 90, 1_000, 3e38, .infinity] as [Float])
    func farAboveItIsInfinite(x: Float) {
        #expect(heed_exp(x) == .infinity)
    }

    @Test func simpleValuesAreExact() {
        #expect(heed_exp(0) == 1)
        #expect(heed_exp(-0.0) == 1)
        #expect(heed_exp(.nan).isNaN)
        #expect(heed_exp(.leastNonzeroMagnitude) == 1)
        #expect(heed_exp(88.7) < .infinity)
        #expect(heed_exp(-103) > 0)
    }
}
