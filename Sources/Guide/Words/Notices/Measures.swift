import Foundation

// What can be measured of a few numbers. In double precision: these are statements about a value,
// not steps of the computation.

/// A vector of a trace, ready to be measured.
typealias Vector = [Double]

extension Vector {
    var sum: Double { reduce(0, +) }
    var mean: Double { isEmpty ? 0 : sum / Double(count) }

    /// The mean squared distance from the mean.
    var variance: Double {
        let mean = mean
        return isEmpty ? 0 : reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    }

    var standardDeviation: Double { variance.squareRoot() }

    /// The Euclidean norm.
    var length: Double { dot(self).squareRoot() }

    func dot(_ other: Vector) -> Double { zip(self, other).reduce(0) { $0 + $1.0 * $1.1 } }

    /// 1 for the same direction, 0 for a right angle; 0 if one of them is 0.
    func cosine(_ other: Vector) -> Double {
        let lengths = length * other.length
        return lengths == 0 ? 0 : dot(other) / lengths
    }

    func distance(_ other: Vector) -> Double { zip(self, other).map { $0 - $1 }.length }

    /// In bits, for numbers that add up to 1: 0 if one of them is 1, log2 n if n are equal.
    var entropy: Double { reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 } }

    /// The place of the largest number, the first of several; NaN is never the largest.
    var argmax: Int? { best { $0 > $1 } }
    var argmin: Int? { best { $0 < $1 } }

    private func best(_ isBetter: (Double, Double) -> Bool) -> Int? {
        var best: Int?
        for index in indices where !self[index].isNaN {
            guard let known = best else {
                best = index
                continue
            }
            if isBetter(self[index], self[known]) { best = index }
        }
        return best
    }

    /// The exponentials, divided by their sum.
    var softmax: Vector {
        let highest = self.max() ?? 0
        let exponentials = map { exp($0 - highest) }
        let sum = exponentials.sum
        return exponentials.map { $0 / sum }
    }
}
