/// What a terminal can show of a cell: the text, how it stands out, and the colours as a colour
/// depth names them.
///
/// The one place that knows how values look in few colours; whoever writes to a terminal reads it.
public struct TerminalLook: Sendable, Hashable {
    /// One character, perhaps another one than the cell's: where there are few colours, a blank
    /// that stands for a value becomes a shade.
    public let text: String
    /// Nil for the terminal's own.
    public private(set) var foreground: TerminalColour?
    /// Nil for the terminal's own.
    public let background: TerminalColour?
    /// A coloured shade is neither bold nor dim: that would change its brightness.
    public let isBold: Bool
    public let isDim: Bool
    public let isUnderlined: Bool
    public let isReversed: Bool

    public init(_ cell: Surface.Cell, depth: ColourDepth, on background: Background) {
        let style = cell.style
        switch depth {
        case .trueColour:
            self.init(cell) {
                .rgb($0.colour(on: background))
            } ink: {
                .rgb($0.colour(on: background).ink)
            }
        case .ansi256:
            self.init(cell) {
                .index($0.index256(on: background))
            } ink: { tone in
                let ink = RGB(index256: tone.index256(on: background)).ink
                return .index(ink == .white ? 231 : 16)
            }
        case .ansi16:
            let shade = style.background.map { Shade16($0, on: background) }
            let bar = style.foreground.flatMap { Shade16($0, on: background).solid }
            // A blank is dithered between two colours; behind text there is one of them.
            if cell.text == " ", let shade {
                self.init(cell, shade.glyph, foreground: shade.front, background: shade.behind)
            } else {
                self.init(
                    cell, cell.text, foreground: bar ?? shade?.ink, background: shade?.behind)
            }
        case .none:
            let tone = cell.text == "▀" ? style.foreground : style.background
            let isBlank = cell.text == " " || cell.text == "▀"
            self.init(
                cell, text: isBlank ? tone?.character ?? cell.text : cell.text, foreground: nil,
                background: nil)
        }
    }

    /// - Parameter ink: the colour of text that stands on a value.
    private init(
        _ cell: Surface.Cell, colour: (Tone) -> TerminalColour, ink: (Tone) -> TerminalColour
    ) {
        let style = cell.style
        self.init(
            cell, text: cell.text,
            foreground: style.foreground.map(colour) ?? style.background.map(ink),
            background: style.background.map(colour))
    }

    private init(
        _ cell: Surface.Cell, _ text: String, foreground: UInt8? = nil, background: UInt8? = nil
    ) {
        self.init(
            cell, text: text, foreground: foreground.map { .index($0) },
            background: background.map { .index($0) })
    }

    private init(
        _ cell: Surface.Cell, text: String, foreground: TerminalColour?,
        background: TerminalColour?
    ) {
        self.text = text
        self.foreground = foreground
        self.background = background
        let isShade = cell.text == " " && (foreground != nil || background != nil)
        isBold = cell.style.isBold && !isShade
        isDim = cell.style.isDim && !isShade
        isUnderlined = cell.style.isUnderlined
        isReversed = cell.style.isReversed
    }
}

extension TerminalLook {
    /// The same to the eye: nothing of a blank is in its own colour.
    public var withoutInk: TerminalLook {
        var look = self
        if text == " " && !isReversed && !isUnderlined { look.foreground = nil }
        return look
    }
}

/// A colour as a terminal takes it.
public enum TerminalColour: Sendable, Hashable {
    /// One of the 256 colours; the first 8 are those that every colour terminal has.
    case index(UInt8)
    case rgb(RGB)
}

extension Tone {
    /// From light to dense; without the signs on a map that has signs.
    private static let characters = " .:-=+*#%@".map(String.init)
    private static let signedCharacters = " .:=*#%@".map(String.init)

    /// What stands for it where there is no colour.
    var character: String {
        let ramp = map.isDiverging ? Self.signedCharacters : Self.characters
        return ramp[min(Int(strength * Double(ramp.count)), ramp.count - 1)]
    }
}
