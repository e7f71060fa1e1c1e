/// Draws single values, the same way in every picture.
struct CellPainter {
    let depth: ColourDepth
    /// Nil where the cells show no numbers.
    var decimals: Int?

    /// Whether a value of this scale needs two columns to be told from its negative.
    func spellsSigns(_ scale: Scale) -> Bool { depth == .none && scale.map.isDiverging }

    func paint(
        _ value: Float, _ scale: Scale, on surface: inout Surface, column: Int, row: Int, width: Int
    ) {
        let shade = scale.shade(of: value)
        if let decimals, width > 2 {
            // Without colour the number stands alone: shade characters around it would blur it.
            let style = Style(
                dim: shade.tone == nil, background: depth == .none ? nil : shade.tone)
            surface.fill(column: column, row: row, count: width, style: style)
            let text = value.fitted(to: width - 1, decimals: decimals) ?? "…"
            surface.put(text.leftPadded(to: width - 1), column: column, row: row, style: style)
            return
        }
        if let glyph = shade.glyph {
            let style = Style(bold: shade == .notANumber, dim: shade == .negativeInfinity)
            surface.fill(column: column, row: row, count: width, style: .plain)
            surface.put(glyph, column: column + (width - 1) / 2, row: row, style: style)
            return
        }
        guard let tone = shade.tone else { return }
        let style = Style(background: tone)
        surface.fill(column: column, row: row, count: width, style: style)
        if spellsSigns(scale) && width > 1 && tone.character != " " {
            let sign = tone.isNegative ? "-" : "+"
            surface.put(sign, column: column, row: row)
        }
    }

    /// Two values in one cell, one above the other. What has no colour stays blank.
    func paint(
        upper: Float, lower: Float?, _ scale: Scale, on surface: inout Surface, column: Int,
        row: Int
    ) {
        let upper = scale.shade(of: upper)
        let lower = lower.map { scale.shade(of: $0) }
        switch (upper.tone, lower?.tone) {
        case (let upper?, let lower):
            let style = Style(foreground: upper, background: lower)
            surface.put("▀", column: column, row: row, style: style)
        case (nil, let lower?):
            surface.put("▄", column: column, row: row, style: Style(foreground: lower))
        case (nil, nil):
            surface.put(upper.glyph ?? " ", column: column, row: row, style: .dim)
        }
    }
}
