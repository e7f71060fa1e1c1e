/// A scale of colours from 0 to 1.
///
/// Every terminal gets what it can show: interpolated colours, a hand-made ramp of the 256 (the
/// nearest colour of each level is not even monotone), or characters.
public struct ColourMap: Sendable, Hashable {
    public let name: String
    /// Evenly spaced.
    private let anchors: [RGB]
    /// Indices into the 256 colours, evenly spaced.
    private let ramp: [UInt8]

    /// Whether the middle stands for zero.
    public let isDiverging: Bool

    private init(_ name: String, _ anchors: [UInt32], ramp: [UInt8], isDiverging: Bool = false) {
        self.name = name
        self.isDiverging = isDiverging
        self.anchors = anchors.map(RGB.init)
        self.ramp = ramp
    }

    public static func == (a: ColourMap, b: ColourMap) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The colour at a level; levels outside 0 to 1 are moved inside.
    public func colour(at level: Double) -> RGB {
        let place = clamped(level) * Double(anchors.count - 1)
        let index = min(Int(place), anchors.count - 2)
        let (a, b) = (anchors[index], anchors[index + 1])
        let share = place - Double(index)
        func mix(_ x: UInt8, _ y: UInt8) -> Double { Double(x) + (Double(y) - Double(x)) * share }
        return RGB(red: mix(a.red, b.red), green: mix(a.green, b.green), blue: mix(a.blue, b.blue))
    }

    /// The index among the 256 colours at a level.
    public func index256(at level: Double) -> UInt8 {
        ramp[min(Int(clamped(level) * Double(ramp.count)), ramp.count - 1)]
    }

    private func clamped(_ level: Double) -> Double { level.isNaN ? 0 : min(max(level, 0), 1) }
}

// MARK: - The maps

extension ColourMap {
    /// Blue to yellow, the same for every kind of colour vision (Nuñez, Anderton and Renslow 2018).
    static let cividis = ColourMap(
        "cividis",
        [
            0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369,
            0xFEE838,
        ], ramp: [17, 18, 60, 242, 243, 244, 102, 137, 144, 179, 185, 220])

    /// Violet to yellow (van der Walt and Smith 2015).
    static let viridis = ColourMap(
        "viridis",
        [
            0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30,
            0xFDE725,
        ], ramp: [53, 54, 25, 61, 31, 67, 37, 108, 42, 113, 184, 220])

    static let greys = ColourMap(
        "greys", [0x1C1C1C, 0xF2F2F2],
        ramp: [234, 236, 238, 240, 242, 244, 246, 248, 250, 252, 254, 255])

    /// White to dark blue, for light backgrounds (ColorBrewer's Blues).
    static let blues = ColourMap(
        "blues",
        [
            0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C,
            0x08306B,
        ], ramp: [231, 195, 153, 117, 110, 74, 68, 32, 25, 24, 18, 17])

    /// Blue over a dark middle to orange: zero recedes on a dark background.
    static let blueDarkOrange = ColourMap(
        "blue-dark-orange",
        [
            0x9ECBFF, 0x6BA3E0, 0x4179B5, 0x2A4F7A, 0x262C36, 0x5E4322, 0x9C6420, 0xDB8E2E,
            0xFFC27A,
        ], ramp: [117, 74, 67, 31, 24, 236, 58, 94, 136, 172, 215],
        isDiverging: true)

    /// Blue over white to orange, for light backgrounds (after ColorBrewer's RdBu and PuOr).
    static let blueWhiteOrange = ColourMap(
        "blue-white-orange",
        [
            0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFEE0B6, 0xFDB863, 0xE08214,
            0xB35806,
        ], ramp: [25, 67, 110, 152, 195, 255, 230, 223, 215, 172, 130],
        isDiverging: true)
}

/// A pair of colour maps: one for what grows from zero, one for what has a sign.
public struct Theme: Sendable {
    public let name: String
    public let sequential: ColourMap
    public let diverging: ColourMap

    /// All themes; the first is the standard one.
    public static let all = [
        Theme(name: "cividis", sequential: .cividis, diverging: .blueDarkOrange),
        Theme(name: "viridis", sequential: .viridis, diverging: .blueDarkOrange),
        Theme(name: "grey", sequential: .greys, diverging: .blueDarkOrange),
        Theme(name: "light", sequential: .blues, diverging: .blueWhiteOrange),
    ]

    public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
