/// A scale of colours. Equal steps look equal, brightness alone tells the order, and no order
/// depends on telling red from green.
///
/// A map has one form for dark backgrounds, where much is bright, and one for light backgrounds,
/// where much is dark: what is little recedes into the page.
public enum ColourMap: UInt8, Sendable, CaseIterable {
    /// Blue to yellow, nearly the same for every kind of colour vision (Nuñez, Anderton and
    /// Renslow 2018).
    case cividis
    /// Violet over green to yellow (van der Walt and Smith 2015).
    case viridis
    /// One hue.
    case blues
    case greys
    /// Signed values: blue below zero, orange above it, zero in the middle.
    case blueOrange

    /// Whether the middle stands for zero.
    public var isDiverging: Bool { self == .blueOrange }

    /// The colour of a step from 0 to `Tone.steps`.
    func colour(_ step: UInt8, on background: Background, faded: Bool = false) -> RGB {
        let colours = faded ? Self.fadedColours : Self.colours
        return colours[2 * Int(rawValue) + (background == .dark ? 0 : 1)][
            min(Int(step), Tone.steps)]
    }

    /// The same among the 256 colours of a terminal.
    func index256(_ step: UInt8, on background: Background, faded: Bool = false) -> UInt8 {
        let ramps = faded ? fadedRamps256 : ramps256
        let ramp = background == .dark ? ramps.dark : ramps.light
        return ramp[min(Int(step) * ramp.count / (Tone.steps + 1), ramp.count - 1)]
    }

    /// All steps of all maps: a dark and a light row for each.
    private static let colours: [[RGB]] = allCases.flatMap { map in
        [interpolated(map.anchors.dark), interpolated(map.anchors.light)]
    }

    /// How much of a faded colour is the page's. Less, and what is lit does not stand out on a map
    /// whose strongest colours are near white; more, and the pattern of the rest is lost.
    private static let fadedShare = 0.62

    /// All steps of all maps, mixed with the page. A terminal library keeps every pair of colours,
    /// so every fourth step is enough for what is only to be seen from the corner of the eye.
    private static let fadedColours: [[RGB]] = zip(colours, 0...).map { colours, index in
        let page = OKLab(index % 2 == 0 ? RGB(0x101010) : .white)
        return colours.indices.map { step in
            OKLab(colours[(step + 2) / 4 * 4]).mixed(with: page, share: fadedShare).rgb
        }
    }

    private static func interpolated(_ anchors: [UInt32]) -> [RGB] {
        let points = anchors.map { OKLab(RGB($0)) }
        return (0...Tone.steps).map { step in
            let place = Double(step * (points.count - 1)) / Double(Tone.steps)
            let index = min(Int(place), points.count - 2)
            return points[index].mixed(with: points[index + 1], share: place - Double(index)).rgb
        }
    }
}

/// A value as a colour: a place on a colour map. What can be shown of it, from 24-bit colour down
/// to a character, is decided when the surface is written.
public struct Tone: Sendable, Hashable {
    /// The map, the step and whether it is faded in one number: a screen compares its tones, some
    /// ten thousand, whenever something changes.
    private var code: UInt16

    public var map: ColourMap { ColourMap(rawValue: UInt8(code >> 8 & 0x7F)) ?? .greys }
    /// From 0 to `steps`; `steps / 2` is zero on a diverging map.
    public var step: UInt8 { UInt8(code & 0xFF) }
    /// Whether it recedes towards the page, as what an interactive picture is not about. Among 16
    /// colours and without any there are too few shades for that: it looks like any other.
    public var isFaded: Bool { code & Self.fadedBit != 0 }

    private static let fadedBit: UInt16 = 1 << 15

    /// Finer steps cannot be told apart, and a terminal library keeps every pair of colours.
    public static let steps = 128

    /// - Parameter level: from 0 to 1; others are moved inside.
    public init(_ map: ColourMap, _ level: Double) {
        let step = level.isNaN ? 0 : (min(max(level, 0), 1) * Double(Self.steps)).rounded()
        code = UInt16(map.rawValue) << 8 | UInt16(step)
    }

    /// The same value, faded.
    public var faded: Tone {
        var tone = self
        tone.code |= Self.fadedBit
        return tone
    }

    public func colour(on background: Background) -> RGB {
        map.colour(step, on: background, faded: isFaded)
    }

    /// Among the 256 colours of a terminal: a ramp of its own, as the nearest of the 256 to each
    /// step are not even in order of brightness.
    public func index256(on background: Background) -> UInt8 {
        map.index256(step, on: background, faded: isFaded)
    }

    /// From 0 to 1; on a diverging map the distance from zero.
    var strength: Double {
        let level = Double(step) / Double(Self.steps)
        return map.isDiverging ? abs(level - 0.5) * 2 : level
    }

    var isNegative: Bool { map.isDiverging && Int(step) < Self.steps / 2 }
}
