/// A colour of red, green and blue, each from 0 to 255.
public struct RGB: Sendable, Hashable {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    /// - Parameter hex: `0xFEE838`.
    public init(_ hex: UInt32) {
        red = UInt8(hex >> 16 & 0xFF)
        green = UInt8(hex >> 8 & 0xFF)
        blue = UInt8(hex & 0xFF)
    }

    init(red: Double, green: Double, blue: Double) {
        self.red = UInt8(red.rounded())
        self.green = UInt8(green.rounded())
        self.blue = UInt8(blue.rounded())
    }

    /// How bright it looks, from 0 to 1 (WCAG 2, relative luminance).
    public var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let c = Double(channel) / 255
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055).power24
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    public var hex: String {
        let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}

extension Double {
    /// To the power of 2.4, without a mathematics library: x^2 times the fifth root of x^2.
    fileprivate var power24: Double {
        guard self > 0 else { return 0 }
        let square = self * self
        var root = self
        for _ in 0..<40 {
            root -= (root * root * root * root * root - square) / (5 * root * root * root * root)
        }
        return square * root
    }
}

/// A value as a colour: a place on a colour map. What a terminal can show of it, down to a
/// character, is decided when the surface is written.
public struct Tone: Sendable, Hashable {
    public let map: ColourMap
    /// From 0 to 1.
    public let level: Double

    public init(_ map: ColourMap, _ level: Double) {
        self.map = map
        self.level = level
    }
}

/// How a cell looks.
public struct Style: Sendable, Hashable {
    public var isBold: Bool
    public var isDim: Bool
    public var isReversed: Bool
    public var isUnderlined: Bool
    /// What the cell shows as its background.
    public var tone: Tone?
    /// A second value in the upper half of the cell; `tone` is then the lower half.
    public var upperTone: Tone?

    /// Whether a blank shows its tone as a character where there is no colour; not around a number,
    /// which says it better.
    public var shadesBlanks: Bool

    public init(
        bold: Bool = false, dim: Bool = false, reversed: Bool = false, underlined: Bool = false,
        tone: Tone? = nil, upperTone: Tone? = nil, shadesBlanks: Bool = true
    ) {
        isBold = bold
        isDim = dim
        isReversed = reversed
        isUnderlined = underlined
        self.tone = tone
        self.upperTone = upperTone
        self.shadesBlanks = shadesBlanks
    }

    public static let plain = Style()
    public static let bold = Style(bold: true)
    public static let dim = Style(dim: true)
}
