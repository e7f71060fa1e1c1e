/// Draws single values, the same way in every picture.
struct CellPainter: Sendable {
    let depth: ColourDepth
    /// Nil where the cells show no numbers.
    var decimals: Int?

    /// Whether a value of this scale needs two columns to be told from its negative.
    func spellsSigns(_ scale: Scale) -> Bool { depth == .none && scale.map.isDiverging }

    func paint(
        _ value: Float, _ scale: Scale, on surface: inout Surface, column: Int, row: Int,
        width: Int, _ emphasis: Emphasis = .none
    ) {
        let shade = scale.shade(of: value)
        let frame = Frame(column: column, row: row, width: width, height: 1)
        if let decimals, width > 2 {
            paintNumber(value, decimals: decimals, shade, on: &surface, frame, emphasis)
        } else if let tone = shade.tone {
            paint(tone, signs: spellsSigns(scale), on: &surface, frame, emphasis)
        } else {
            var style = style(nil, emphasis)
            surface.fill(column: column, row: row, count: width, style: style)
            style.isBold = style.isBold || shade == .notANumber
            style.isDim = style.isDim || (shade == .negativeInfinity && emphasis != .cursor)
            surface.put(
                shade.glyph ?? " ", column: column + (width - 1) / 2, row: row, style: style)
        }
        if emphasis == .cursor && decimals == nil { paintCursor(on: &surface, frame) }
    }

    private func paintNumber(
        _ value: Float, decimals: Int, _ shade: Shade, on surface: inout Surface, _ frame: Frame,
        _ emphasis: Emphasis
    ) {
        // Without colour the number stands alone: shade characters around it would blur it.
        var style = style(depth == .none ? nil : shade.tone, emphasis)
        style.isDim = style.isDim || (shade.tone == nil && emphasis != .cursor)
        style.isReversed = emphasis == .cursor
        style.isBold = style.isBold || emphasis == .cursor
        surface.fill(column: frame.column, row: frame.row, count: frame.width, style: style)
        let text = value.fitted(to: frame.width - 1, decimals: decimals) ?? "…"
        surface.put(
            text.leftPadded(to: frame.width - 1), column: frame.column, row: frame.row,
            style: style)
    }

    private func paint(
        _ tone: Tone, signs: Bool, on surface: inout Surface, _ frame: Frame, _ emphasis: Emphasis
    ) {
        var style = style(tone, emphasis)
        surface.fill(column: frame.column, row: frame.row, count: frame.width, style: style)
        if signs && frame.width > 1 && tone.character != " " {
            style.background = nil
            let sign = tone.isNegative ? "-" : "+"
            surface.put(sign, column: frame.column, row: frame.row, style: style)
        }
    }

    /// Brackets around the value where there is room for them; else the cell is reversed, as a sign
    /// in the midst of thousands of cells would be searched for.
    private func paintCursor(on surface: inout Surface, _ frame: Frame) {
        let hasColour = depth != .none
        if frame.width > 2 || (hasColour && frame.width > 1) {
            var style = surface.style(column: frame.column, row: frame.row)
            style.isBold = true
            style.isReversed = frame.width > 2
            if !hasColour { style.background = nil }
            let last = frame.column + frame.width - 1
            surface.put("[", column: frame.column, row: frame.row, style: style)
            surface.put("]", column: last, row: frame.row, style: style)
        } else if hasColour {
            surface.set("*", column: frame.column, row: frame.row, style: Self.cursorStyle)
        } else {
            surface.restyle(frame) {
                $0.isBold = true
                $0.isReversed = true
            }
        }
    }

    private static let cursorStyle = Style(bold: true, reversed: true)

    /// Two values in one cell, one above the other. What has no colour stays blank. A cursor takes
    /// the whole cell, and points up or down to its value.
    func paint(
        upper: Float, lower: Float?, _ scales: (upper: Scale, lower: Scale),
        on surface: inout Surface, column: Int, row: Int, width: Int,
        _ emphasis: (upper: Emphasis, lower: Emphasis) = (.none, .none)
    ) {
        let upper = scales.upper.shade(of: upper)
        let lower = lower.map { scales.lower.shade(of: $0) }
        let tones = (
            upper: upper.tone.map { shown($0, emphasis.upper) },
            lower: lower?.tone.map { shown($0, emphasis.lower) }
        )
        let sign: String
        var style = Style(foreground: tones.upper, background: tones.lower)
        if emphasis.upper == .cursor || emphasis.lower == .cursor {
            (sign, style) = (emphasis.upper == .cursor ? "▴" : "▾", Self.cursorStyle)
        } else if tones.upper != nil {
            sign = "▀"
        } else if let lower = tones.lower {
            (sign, style) = ("▄", Style(foreground: lower))
        } else {
            (sign, style) = (upper.glyph ?? " ", .dim)
        }
        for place in column..<column + width {
            surface.set(sign, column: place, row: row, style: style)
        }
    }

    private func shown(_ tone: Tone, _ emphasis: Emphasis) -> Tone {
        emphasis == .faded && depth.fades ? tone.faded : tone
    }

    /// Where shades cannot fade, what is lit is bold and the rest dim.
    private func style(_ tone: Tone?, _ emphasis: Emphasis) -> Style {
        let fades = depth.fades
        return Style(
            bold: !fades && emphasis == .lit, dim: !(fades && tone != nil) && emphasis == .faded,
            background: tone.map { shown($0, emphasis) })
    }
}

extension ColourDepth {
    /// Whether there are enough shades for colours that recede.
    var fades: Bool { self >= .ansi256 }
}
