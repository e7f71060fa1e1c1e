/// A tone in the 16 colours: two neighbouring colours dithered by a character, in few steps. Only
/// the colours that every palette keeps apart in brightness are used, and behind text only the
/// first eight, as the Linux console has no more.
struct Shade16 {
    /// A blank or a shade character.
    let glyph: String
    /// The colour of the shade character, from 0 to 7.
    let front: UInt8?
    /// The colour behind it, from 0 to 7; nil for the terminal's own.
    let behind: UInt8?

    private init(_ glyph: String, _ front: UInt8?, on behind: UInt8?) {
        self.glyph = glyph
        self.front = front
        self.behind = behind
    }

    init(_ tone: Tone, on background: Background) {
        let ramp: [Shade16]
        switch (tone.map.isDiverging, background) {
        case (false, .dark): ramp = Self.ramp(blue, cyan, white)
        case (false, .light): ramp = Self.ramp(cyan, blue, black)
        case (true, .dark): ramp = Self.arm(tone.isNegative ? cyan : yellow)
        case (true, .light): ramp = Self.arm(tone.isNegative ? blue : red)
        }
        self = ramp[min(Int(tone.strength * Double(ramp.count)), ramp.count - 1)]
    }

    /// The one colour that comes nearest; nil where the terminal's own does.
    var solid: UInt8? { front ?? behind }

    /// A text colour that can be read on `behind`; nil on the terminal's own.
    var ink: UInt8? {
        behind.map { [black, red, blue].contains($0) ? white : black }
    }

    private static func ramp(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> [Shade16] {
        [
            Shade16(" ", nil, on: nil), Shade16("░", first, on: nil), Shade16("▒", first, on: nil),
            Shade16(" ", nil, on: first), Shade16("▒", second, on: first),
            Shade16(" ", nil, on: second), Shade16("▒", third, on: second),
            Shade16(" ", nil, on: third),
        ]
    }

    private static func arm(_ colour: UInt8) -> [Shade16] {
        [
            Shade16(" ", nil, on: nil), Shade16("░", colour, on: nil),
            Shade16("▒", colour, on: nil), Shade16("▓", colour, on: nil),
            Shade16(" ", nil, on: colour),
        ]
    }
}

private let black: UInt8 = 0
private let red: UInt8 = 1
private let yellow: UInt8 = 3
private let blue: UInt8 = 4
private let cyan: UInt8 = 6
private let white: UInt8 = 7
