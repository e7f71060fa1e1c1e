import Foundation
import Tensors
import Testing

@testable import Tracing

/// Positions that are told apart by distance.
struct OpRelativePositionTests {
    /// The classes of T5 by hand: 8 for both directions, 4 each; distances 0 and 1 have their own,
    /// 2 to 6 share one (log(6 / 2) / log(20 / 2) * 2 is 0.95) and all beyond another.
    @Test func distancesFallIntoClasses() {
        let scheme = RelativeBuckets.Scheme(buckets: 8, farthest: 20, looksBothWays: true)
        #expect((-8...0).map(scheme.bucket) == [3, 3, 2, 2, 2, 2, 2, 1, 0])
        #expect((1...8).map(scheme.bucket) == [5, 6, 6, 6, 6, 6, 7, 7])
        #expect(scheme.bucket(-1000) == 3 && scheme.bucket(1000) == 7)
        let back = RelativeBuckets.Scheme(buckets: 8, farthest: 20, looksBothWays: false)
        #expect(back.bucket(5) == 0 && back.bucket(-3) == 3 && back.bucket(-50) == 7)
    }

    /// A query and a key that are moved by the same number of positions meet in the same way.
    @Test func rotatedVectorsMeetByTheirDistance() {
        let frequencies = RotaryFrequencies(size: 6, base: 100)
        let query = Tensor([0.3, -1, 0.5, 2, 0.1, -0.7], shape: [1, 6])
        let key = Tensor([1, 0.2, -0.4, 0.6, -2, 0.9], shape: [1, 6])
        func rotated(_ x: Tensor, at position: Int) -> Tensor {
            let cosines = RotaryAngles(.cosine, frequencies, positions: 1, start: position)
            let sines = RotaryAngles(.sine, frequencies, positions: 1, start: position)
            return Rotate().forward([x, cosines.forward([]), sines.forward([])])
        }
        func score(_ queryPosition: Int, _ keyPosition: Int) -> Float {
            zip(
                rotated(query, at: queryPosition).elements, rotated(key, at: keyPosition).elements
            ).reduce(0) { $0 + $1.0 * $1.1 }
        }
        #expect(abs(score(7, 3) - score(104, 100)) < 1e-5)
        #expect(abs(score(7, 3) - score(7, 4)) > 1e-2)
        #expect(
            abs(score(5, 5) - zip(query.elements, key.elements).reduce(0) { $0 + $1.0 * $1.1 })
                < 1e-5)
    }

    /// Llama 3.1 stretches what turns less than once within the old length, and leaves what turns
    /// more than four times.
    @Test func longWavesAreStretched() {
        let plain = RotaryFrequencies(size: 8, base: 500_000)
        let stretched = RotaryFrequencies(
            size: 8, base: 500_000,
            stretching: RotaryFrequencies.Stretching(factor: 8, low: 1, high: 4, original: 16))
        #expect(stretched.frequency(3) == plain.frequency(3) / 8)
        let fast = RotaryFrequencies(
            size: 8, base: 500_000,
            stretching: RotaryFrequencies.Stretching(factor: 8, low: 1, high: 4, original: 8192))
        #expect(fast.frequency(0) == plain.frequency(0))
    }
}
