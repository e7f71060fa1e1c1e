import CKernels

/// What numbers reach: the lowest and the highest finite one, and what there is besides.
public struct Extremes: Sendable, Equatable {
    /// Infinity where no number is finite.
    public private(set) var lowest = Float.infinity
    /// Minus infinity where no number is finite.
    public private(set) var highest = -Float.infinity
    public private(set) var hasNegativeInfinity = false
    public private(set) var hasPositiveInfinity = false
    public private(set) var hasNaN = false
    /// Whether a finite number is not whole.
    public private(set) var hasFractions = false

    /// Of no numbers.
    public init() {}

    public init(of numbers: [Float]) { self = Tensor(numbers).extremes }

    /// Of a matrix as it lies in memory.
    fileprivate init(_ matrix: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int) {
        var found: [Float] = [0, 0, 0, 0, 0, 0]
        heed_extremes(&found, matrix, Int64(stride), Int64(rows), Int64(columns))
        (lowest, highest) = (found[0], found[1])
        hasNegativeInfinity = found[2] > 0
        hasPositiveInfinity = found[3] > 0
        hasNaN = found[4] > 0
        hasFractions = found[5] > 0
    }

    /// The distance from 0 of the finite number that is furthest from it; 0 without any.
    public var reach: Float { lowest <= highest ? max(lowest.magnitude, highest.magnitude) : 0 }

    /// Of the numbers of both.
    public func joined(with other: Extremes) -> Extremes {
        var both = self
        both.lowest = min(lowest, other.lowest)
        both.highest = max(highest, other.highest)
        both.hasNegativeInfinity = hasNegativeInfinity || other.hasNegativeInfinity
        both.hasPositiveInfinity = hasPositiveInfinity || other.hasPositiveInfinity
        both.hasNaN = hasNaN || other.hasNaN
        both.hasFractions = hasFractions || other.hasFractions
        return both
    }
}

extension Tensor {
    /// What the elements reach; looked for once.
    public var extremes: Extremes {
        finding("extremes") {
            var extremes = Extremes()
            let columns = shape.last ?? 1
            let rows = rank > 1 ? shape[rank - 2] : 1
            let stride = rank > 1 ? stride(along: rank - 2) : columns
            forEachBlock(ofRank: 2) {
                extremes = extremes.joined(
                    with: Extremes($0, stride: stride, rows: rows, columns: columns))
            }
            return extremes
        }
    }
}
