/// A colour of red, green and blue in sRGB, each from 0 to 255.
public struct RGB: Sendable, Hashable {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// - Parameter hex: `0xFEE838`.
    public init(_ hex: UInt32) {
        self.init(
            red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
    }

    public static let black = RGB(0x000000)
    public static let white = RGB(0xFFFFFF)

    /// How bright it looks, from 0 to 1 (relative luminance, WCAG 2).
    public var luminance: Double {
        let light = linear
        return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
    }

    /// From 1 for the same brightness to 21 for black on white; text needs 4.5 (WCAG 2).
    public func contrast(with other: RGB) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Black or white, whichever reads better on it: the contrast is at least 4.58.
    public var ink: RGB {
        contrast(with: .white) >= contrast(with: .black) ? .white : .black
    }

    /// `#fee838`.
    public var hex: String {
        let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The colour that terminals show for an index from 16 to 255: a cube of 6 x 6 x 6 colours,
    /// then 24 greys. The first 16 are the user's own.
    public init(index256 index: UInt8) {
        let index = Int(index)
        if index >= 232 {
            let grey = UInt8(8 + 10 * (index - 232))
            self.init(red: grey, green: grey, blue: grey)
            return
        }
        let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
        let place = max(index - 16, 0)
        self.init(
            red: steps[place / 36], green: steps[place / 6 % 6], blue: steps[place % 6])
    }
}
