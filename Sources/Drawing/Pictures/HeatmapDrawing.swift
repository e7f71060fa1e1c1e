extension HeatmapLayout {
    /// The names, the cells and the marks.
    func cells() -> Surface {
        let heading = header.surface()
        var surface = Surface(
            width: left + max(heading.width, frame.width),
            height: top + lines + map.markLines)
        surface.draw(heading, column: left, row: top - header.height)
        for (place, name) in corner.enumerated() {
            surface.put(
                name.truncated(to: labelWidth), column: 0, row: top - corner.count + place,
                style: .dim)
        }
        let focus = ShownFocus(
            map.focus, rows: excerpt.rows, columns: excerpt.columns, rowsPerLine: rowsPerLine)
        let markedRows = map.marks.shown(on: excerpt.rows, \.rows)
        let matrix = excerpt.matrix
        for line in 0..<lines {
            drawEdge(line, markedRows, on: &surface)
            if isHalved {
                drawHalves(line, of: matrix, focus, on: &surface)
            } else {
                drawCells(line, of: matrix, focus, on: &surface)
            }
        }
        drawColumnMarks(on: &surface)
        return surface
    }

    /// The name of a line, and its mark.
    private func drawEdge(_ line: Int, _ markedRows: [Bool], on surface: inout Surface) {
        let rows = line * rowsPerLine..<min((line + 1) * rowsPerLine, excerpt.rows.cells)
        let marked = rows.first { markedRows[$0] }
        if marked != nil && map.gutter > 0 {
            surface.put("▸", column: labelWidth + map.gutter / 2, row: top + line, style: .bold)
        }
        // Numbers on every line of a fine picture would be a picture of their own.
        let isNamed = labelWidth > 0 && (!isHalved || line % 5 == 0 || marked != nil)
        guard isNamed else { return }
        let label = excerpt.rows.label(marked ?? rows.lowerBound, map.rows)
        surface.put(
            label.leftPadded(to: labelWidth), column: 0, row: top + line,
            style: marked == nil ? .plain : .bold)
    }

    private func drawCells(
        _ row: Int, of matrix: Matrix, _ focus: ShownFocus, on surface: inout Surface
    ) {
        let scale = map.scale(forRow: matrix.extremes(ofRow: row))
        for column in 0..<matrix.columns {
            painter.paint(
                matrix[row, column], scale, on: &surface, column: left + column * cellWidth,
                row: top + row, width: cellWidth, focus.emphasis(row: row, column: column))
        }
    }

    private func drawHalves(
        _ line: Int, of matrix: Matrix, _ focus: ShownFocus, on surface: inout Surface
    ) {
        let upper = 2 * line
        let lower = upper + 1 < matrix.rows ? upper + 1 : nil
        let scales = (
            upper: map.scale(forRow: matrix.extremes(ofRow: upper)),
            lower: map.scale(forRow: matrix.extremes(ofRow: lower ?? upper))
        )
        for column in 0..<matrix.columns {
            painter.paint(
                upper: matrix[upper, column], lower: lower.map { matrix[$0, column] }, scales,
                on: &surface, column: left + column * cellWidth, row: top + line, width: cellWidth,
                (
                    focus.emphasis(row: upper, column: column),
                    lower.map { focus.emphasis(row: $0, column: column) } ?? .none
                ))
        }
    }

    private func drawColumnMarks(on surface: inout Surface) {
        let marked = map.marks.shown(on: excerpt.columns, \.columns)
        for column in marked.indices where marked[column] {
            surface.put(
                "▴", column: left + column * cellWidth + (cellWidth - 1) / 2, row: top + lines,
                style: .bold)
        }
    }
}
