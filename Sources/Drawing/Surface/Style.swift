/// How a cell looks.
///
/// Text is in the terminal's own colour on the terminal's own background, except where it stands on
/// a value: there it is black or white, whichever reads better.
public struct Style: Sendable, Hashable {
    public var isBold: Bool
    public var isDim: Bool
    public var isReversed: Bool
    public var isUnderlined: Bool
    /// A value shown as the colour of the cell's character: a bar, or `▀` for a value in the upper
    /// half of the cell. Nil for text.
    public var foreground: Tone?
    /// A value shown as the cell's background.
    public var background: Tone?

    public init(
        bold: Bool = false, dim: Bool = false, reversed: Bool = false, underlined: Bool = false,
        foreground: Tone? = nil, background: Tone? = nil
    ) {
        isBold = bold
        isDim = dim
        isReversed = reversed
        isUnderlined = underlined
        self.foreground = foreground
        self.background = background
    }

    public static let plain = Style()
    public static let bold = Style(bold: true)
    public static let dim = Style(dim: true)
}
