import Tensors

/// From a value to a place on a colour map.
public struct Scale: Sendable, Hashable {
    public let map: ColourMap
    public let lowest: Float
    public let highest: Float

    /// Between two fixed ends: 0 and 1 for probabilities. Ends that leave no room between them give
    /// way to `lowest` and 1 more.
    public init(_ map: ColourMap, from lowest: Float, to highest: Float) {
        self.map = map
        self.lowest = lowest.isFinite ? lowest : 0
        self.highest = highest.isFinite && highest > self.lowest ? highest : self.lowest + 1
    }

    /// From 0, or on a diverging map from both sides of 0, to the value that is furthest from it.
    /// What is not finite has no part in it.
    public init(_ map: ColourMap, reaching values: some Sequence<Float>) {
        self.init(map, reaching: Extremes(of: Array(values)))
    }

    public init(_ map: ColourMap, reaching extremes: Extremes) {
        let highest = extremes.reach > 0 ? extremes.reach : 1
        self.init(map, from: map.isDiverging ? -highest : 0, to: highest)
    }

    /// The scale that suits values: where some are negative, symmetric about zero on the theme's
    /// diverging map; else from 0 to the largest.
    public init(fitting values: [Float], theme: Theme) {
        self.init(fitting: Extremes(of: values), theme: theme)
    }

    public init(fitting extremes: Extremes, theme: Theme) {
        self.init(theme.map(for: extremes), reaching: extremes)
    }

    public var middle: Float { lowest / 2 + highest / 2 }

    /// How a value looks.
    func shade(of value: Float) -> Shade {
        if let shade = Shade(notFinite: value) { return shade }
        let level = (Double(value) - Double(lowest)) / (Double(highest) - Double(lowest))
        return .tone(Tone(map, level))
    }

    /// Whether a value has a colour of its own, and is not drawn as one of the ends.
    func covers(_ value: Float) -> Bool {
        // What only rounding has moved beyond an end is not worth a remark.
        let slack = (highest - lowest) * 1e-4
        return !value.isFinite || (value >= lowest - slack && value <= highest + slack)
    }
}

/// How one value looks: a colour, or a sign of its own for what no colour can stand for.
enum Shade: Hashable {
    case tone(Tone)
    case negativeInfinity, positiveInfinity, notANumber

    /// Nil for a finite value.
    init?(notFinite value: Float) {
        if value.isFinite { return nil }
        self = value.isNaN ? .notANumber : value < 0 ? .negativeInfinity : .positiveInfinity
    }

    var tone: Tone? {
        if case .tone(let tone) = self { return tone }
        return nil
    }

    /// One column; nil for a colour.
    var glyph: String? {
        switch self {
        case .tone: return nil
        case .negativeInfinity: return "·"
        case .positiveInfinity: return "∞"
        case .notANumber: return "?"
        }
    }

    /// For a legend; nil for a colour.
    var meaning: String? {
        switch self {
        case .tone: return nil
        case .negativeInfinity: return "-inf (masked)"
        case .positiveInfinity: return "inf"
        case .notANumber: return "not a number"
        }
    }
}
