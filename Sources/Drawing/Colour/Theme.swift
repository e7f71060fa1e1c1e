import Tensors

/// What lies behind the text.
public enum Background: Sendable, Hashable {
    case dark, light

    /// What the terminal says in `COLORFGBG` (rxvt, Konsole and others: foreground;background as
    /// indices of the 16 colours); nil where it says nothing, as most terminals do not.
    public init?(environment: [String: String]) {
        guard let last = environment["COLORFGBG"]?.split(separator: ";").last, let index = Int(last)
        else { return nil }
        self = index == 7 || (9...15).contains(index) ? .light : .dark
    }

    /// The one on which black reads better is light.
    ///
    /// - Parameter specification: a colour as X11 names it, `rgb:ffff/fbfb/e6e6`, with one to four
    ///   digits each (XParseColor); nil for anything else.
    public init?(specification: String) {
        let parts = specification.split(separator: ":")
        let channels = parts.last?.split(separator: "/").prefix(3) ?? []
        guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba", channels.count == 3
        else { return nil }
        let bytes = channels.compactMap { digits -> UInt8? in
            guard (1...4).contains(digits.count), let value = Int(digits, radix: 16), value >= 0
            else { return nil }
            let most = (1 << (4 * digits.count)) - 1
            return UInt8(value * 255 / most)
        }
        guard bytes.count == 3 else { return nil }
        let colour = RGB(red: bytes[0], green: bytes[1], blue: bytes[2])
        self = colour.ink == .black ? .light : .dark
    }
}

/// A pair of colour maps: one for what grows from zero, one for what has a sign.
public struct Theme: Sendable, Hashable {
    /// As `--theme` takes it.
    public let name: String
    public let sequential: ColourMap
    public let diverging: ColourMap
    /// The background that it is for; nil for the one that is found.
    public let background: Background?

    /// All themes, the first is the standard one: each for the background that is found, and each
    /// for a dark and for a light one.
    public static let all: [Theme] = {
        let maps: [(String, ColourMap)] = [
            ("cividis", .cividis), ("viridis", .viridis), ("blues", .blues), ("grey", .greys),
        ]
        let backgrounds: [(String, Background?)] = [
            ("", nil), ("-dark", .dark), ("-light", .light),
        ]
        return backgrounds.flatMap { suffix, background in
            maps.map { name, map in
                Theme(
                    name: name + suffix, sequential: map, diverging: .blueOrange,
                    background: background)
            }
        }
    }()

    /// The diverging map if some finite value is negative, else the sequential one.
    public func map(for extremes: Extremes) -> ColourMap {
        extremes.lowest < 0 ? diverging : sequential
    }

    public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
