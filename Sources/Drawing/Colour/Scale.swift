/// From a value to a level between 0 and 1 on a colour map.
public struct Scale: Sendable {
    public let map: ColourMap
    public let lowest: Float
    public let highest: Float

    /// Between two fixed ends: 0 and 1 for probabilities.
    public init(_ map: ColourMap, from lowest: Float, to highest: Float) {
        self.map = map
        self.lowest = lowest
        self.highest = highest > lowest ? highest : lowest + 1
    }

    /// The scale that suits values: 0 to 1 where all lie there and the theme's sequential map; else
    /// symmetric about zero where there are negative values; else from 0 to the largest.
    public init(fitting values: some Sequence<Float>, theme: Theme) {
        var lowest = Float.infinity
        var highest = -Float.infinity
        for value in values where value.isFinite {
            lowest = min(lowest, value)
            highest = max(highest, value)
        }
        guard lowest <= highest else {
            self.init(theme.sequential, from: 0, to: 1)
            return
        }
        if lowest < 0 {
            let reach = max(-lowest, highest)
            self.init(theme.diverging, from: -reach, to: reach)
        } else {
            self.init(theme.sequential, from: 0, to: highest <= 0 ? 1 : highest)
        }
    }

    /// How a value looks. What is infinite or not a number has no tone: it lies on no scale.
    public func tone(of value: Float) -> Tone? {
        guard value.isFinite else { return nil }
        let level = (Double(value) - Double(lowest)) / (Double(highest) - Double(lowest))
        return Tone(map, min(max(level, 0), 1))
    }
}

extension Float {
    /// For people: about three significant digits, no longer than seven characters.
    public var short: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        let size = magnitude
        if size == 0 { return "0" }
        if size >= 0.001 && size < 9999.5 {
            return formatted(
                decimals: size >= 999.5 ? 0 : size >= 99.95 ? 1 : size >= 9.995 ? 2 : 3)
        }
        var exponent = 0
        var mantissa = Double(self)
        while mantissa.magnitude >= 9.95 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa.magnitude < 0.995 {
            mantissa *= 10
            exponent -= 1
        }
        return Float(mantissa).formatted(decimals: 1) + "e\(exponent)"
    }

    /// With a fixed number of decimals.
    public func formatted(decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard isFinite, Double(magnitude) * scale < 1e15 else { return String(self) }
        let scaled = Int((Double(magnitude) * scale).rounded())
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(scaled) }
        let whole = scaled / Int(scale)
        let rest = String(scaled % Int(scale))
        return sign + String(whole) + "."
            + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// A share of one in two or three characters: `.07`, `1.0`.
    var shortShare: String {
        self >= 0.995 ? "1.0" : String(formatted(decimals: 2).dropFirst(self < 0 ? 0 : 1))
    }
}
