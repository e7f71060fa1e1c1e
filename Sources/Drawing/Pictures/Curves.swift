#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Several series of values along the same positions: encodings of chosen features, losses along
/// the steps of a training.
public struct Curves: Picture {
    /// One curve.
    public struct Series: Sendable {
        public let name: String
        /// One for each position.
        public let values: [Float]

        public init(_ name: String, _ values: [Float]) {
            self.name = name.visible
            self.values = values
        }
    }

    let series: [Series]
    let positions: String
    let cursor: Int?
    let isLogarithmic: Bool
    let ends: [Float]

    /// - Parameters:
    ///   - positions: what the positions are called.
    ///   - cursor: the position that is read out below; the last one if there is none.
    ///   - isLogarithmic: whether equal heights are equal factors. Values that are not positive are
    ///     left out then.
    ///   - ends: what the axis reaches at least: 0, so that heights can be compared; 0 and 1 for
    ///     shares.
    public init(
        _ series: [Series], positions: String, cursor: Int? = nil, isLogarithmic: Bool = false,
        ends: [Float] = []
    ) {
        self.series = series
        self.positions = positions.visible
        self.cursor = cursor
        self.isLogarithmic = isLogarithmic
        self.ends = ends
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        guard count > 0 else {
            return Surface(lines: ["(no values)"], style: .dim)
                .cropped(width: width, height: height ?? .max)
        }
        return CurvesLayout(self, width: width, height: height, depth: depth).surface()
            .cropped(width: width, height: height ?? .max)
    }

    /// Where the positions stand on the surface that `surface` draws in the same place; nil if there
    /// are none.
    public func layout(width: Int, height: Int?, depth: ColourDepth) -> CurvesLayout? {
        count > 0 ? CurvesLayout(self, width: width, height: height, depth: depth) : nil
    }

    /// How many positions there are.
    var count: Int { series.map(\.values.count).max() ?? 0 }

    /// The height of a value before it is fitted to the place; nil if it has none.
    func level(_ value: Float) -> Double? {
        guard value.isFinite else { return nil }
        if !isLogarithmic { return Double(value) }
        return value > 0 ? log10(Double(value)) : nil
    }

    /// The value of a height.
    func value(_ level: Double) -> Float { Float(isLogarithmic ? pow(10, level) : level) }
}
