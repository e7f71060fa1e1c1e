/// A tone in the 16 colours: two neighbouring colours dithered by a character, in few steps. Only
/// the colours that every palette keeps apart in brightness are used, and behind text only the
/// first eight, as the Linux console has no more.
struct Shade16 {
    /// A blank or a shade character.
    let glyph: String
    /// The colour of the shade character, from 0 to 7.
    private let front: Int?
    /// The colour behind it, from 0 to 7; nil for the terminal's own.
    let behind: Int?

    private init(_ glyph: String, _ front: Int?, on behind: Int?) {
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
    var solid: Int? { front ?? behind }

    var codes: [String] {
        [front.map { "\(30 + $0)" }, behind.map { "\(40 + $0)" }].compactMap { $0 }
    }

    /// The code of a text colour that can be read on `behind`; nil on the terminal's own.
    var ink: Int? {
        behind.map { [black, red, blue].contains($0) ? 30 + white : 30 + black }
    }

    private static func ramp(_ first: Int, _ second: Int, _ third: Int) -> [Shade16] {
        [
            Shade16(" ", nil, on: nil), Shade16("░", first, on: nil), Shade16("▒", first, on: nil),
            Shade16(" ", nil, on: first), Shade16("▒", second, on: first),
            Shade16(" ", nil, on: second), Shade16("▒", third, on: second),
            Shade16(" ", nil, on: third),
        ]
    }

    private static func arm(_ colour: Int) -> [Shade16] {
        [
            Shade16(" ", nil, on: nil), Shade16("░", colour, on: nil),
            Shade16("▒", colour, on: nil), Shade16("▓", colour, on: nil),
            Shade16(" ", nil, on: colour),
        ]
    }
}

private let (black, red, yellow, blue, cyan, white) = (0, 1, 3, 4, 6, 7)
