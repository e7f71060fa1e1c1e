// Numbers as text, without Foundation: a picture of 64 x 64 cells writes thousands.

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
        return scientific(decimals: 1)
    }

    /// With a fixed number of decimals; never `-0.00`.
    public func formatted(decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard isFinite, Double(magnitude) * scale < 1e15 else { return description }
        let scaled = Int((Double(magnitude) * scale).rounded(.toNearestOrEven))
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(scaled) }
        let whole = scaled / Int(scale)
        let rest = String(scaled % Int(scale))
        return sign + String(whole) + "."
            + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// With as many decimals, up to `decimals`, as fit a width: `0.970`, `.97`, `1`, `-12.5`,
    /// `4e9`. Nil if not even the shortest form fits.
    func fitted(to width: Int, decimals: Int) -> String? {
        if !isFinite {
            return [short, isNaN ? "?" : self < 0 ? "-∞" : "∞"].first { $0.count <= width }
        }
        for decimals in stride(from: decimals, through: 0, by: -1) {
            if let text = fitted(to: width, exactly: decimals) { return text }
        }
        let text = scientific(decimals: 0)
        return text.count <= width ? text : nil
    }

    /// With a number of decimals, without the zero before the point if that is what it takes.
    func fitted(to width: Int, exactly decimals: Int) -> String? {
        let text = formatted(decimals: decimals)
        if text.count <= width { return text }
        let bare = decimals > 0 ? text.replacingLeadingZero : text
        return bare.count <= width ? bare : nil
    }

    /// `1.5e-7`.
    private func scientific(decimals: Int) -> String {
        var exponent = 0
        var mantissa = Double(self)
        let limit = decimals == 0 ? 9.5 : 9.95
        while mantissa.magnitude >= limit {
            mantissa /= 10
            exponent += 1
        }
        while mantissa.magnitude < limit / 10 && mantissa != 0 {
            mantissa *= 10
            exponent -= 1
        }
        return Float(mantissa).formatted(decimals: decimals) + "e\(exponent)"
    }
}

extension String {
    /// `0.97` as `.97`.
    fileprivate var replacingLeadingZero: String {
        if hasPrefix("0.") { return String(dropFirst()) }
        return hasPrefix("-0.") ? "-" + dropFirst(2) : self
    }

    /// `0.500` as `0.5`, `1.000` as `1`.
    var withoutTrailingZeros: String {
        guard contains("."), !contains("e") else { return self }
        let trimmed = reversed().drop { $0 == "0" }
        return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
    }
}
