/// What lies behind the text.
public enum Background: Sendable, Hashable {
    case dark, light

    /// What the terminal says in `COLORFGBG` (rxvt, Konsole and others: foreground;background as
    /// indices of the 16 colours); dark where it says nothing, as most terminals do not.
    public static func detect(environment: [String: String]) -> Background {
        let last = environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
        return last.map { $0 == 7 || (9...15).contains($0) } == true ? .light : .dark
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
    public func map(for values: some Sequence<Float>) -> ColourMap {
        values.contains { $0 < 0 && $0.isFinite } ? diverging : sequential
    }

    public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
