/// A matrix as colours: rows down, columns across, with their names.
///
/// A matrix that is larger than the place is pooled to means and says so.
public struct Heatmap: Sendable {
    public let matrix: Matrix
    public let rows: Side
    public let columns: Side
    public let scale: Scale
    /// Whether the cells show their numbers.
    public let showsNumbers: Bool
    /// A row to set apart: the query that is looked at.
    public let markedRow: Int?

    public init(
        _ matrix: Matrix, rows: Side, columns: Side, scale: Scale, showsNumbers: Bool = false,
        markedRow: Int? = nil
    ) {
        self.matrix = matrix
        self.rows = rows
        self.columns = columns
        self.scale = scale
        self.showsNumbers = showsNumbers
        self.markedRow = markedRow
    }

    /// The most rows that are drawn before they are pooled.
    private static let mostRows = 64

    /// - Parameter width: the columns that may be used.
    public func surface(width: Int) -> Surface {
        let width = max(width, 20)
        let wanted = showsNumbers ? numberWidth + 1 : 1
        let labelWidth = rowLabelWidth(limit: width / 3)
        let room = max((width - labelWidth - 1) / wanted, 1)
        let (shown, height, step) = matrix.pooled(rows: Heatmap.mostRows, columns: room)
        let cell = cellWidth(room: width - labelWidth - 1, columns: shown.columns, least: wanted)
        var parts = [
            ColumnLabels(
                columns, rows: rows, count: shown.columns, pooledBy: step, cellWidth: cell
            )
            .surface(indent: labelWidth + 1, width: width)
        ]
        parts.append(body(shown, labelWidth: labelWidth, cell: cell, pooledBy: height))
        if height > 1 || step > 1 {
            let note =
                "Each cell is the mean of \(height) x \(step) values; there are \(matrix.rows) x \(matrix.columns)."
            parts.append(Surface(lines: wrapped(note, width: width), style: .dim))
        }
        return .stacked(parts)
    }

    private func rowLabelWidth(limit: Int) -> Int {
        let widest = (0..<matrix.rows).map { rows.label($0).displayWidth }.max() ?? 0
        return min(max(widest, rows.name.displayWidth + 2) + 2, max(limit, 4))
    }

    private var numberWidth: Int {
        matrix.values.map { number($0).count }.max() ?? 1
    }

    private func number(_ value: Float) -> String {
        scale.lowest == 0 && scale.highest <= 1 && value.isFinite ? value.shortShare : value.short
    }

    private func cellWidth(room: Int, columns: Int, least: Int) -> Int {
        // Two columns make a square cell; a few wider ones leave space for the labels.
        min(max(room / max(columns, 1), least), max(least, 6))
    }

    private func body(_ shown: Matrix, labelWidth: Int, cell: Int, pooledBy block: Int) -> Surface {
        var surface = Surface(width: labelWidth + 1 + shown.columns * cell, height: shown.rows)
        for row in 0..<shown.rows {
            let isMarked = markedRow == row && block == 1
            let label = rows.label(row, pooledBy: block).leftPadded(to: labelWidth - 2)
            surface.put(label, column: 0, row: row, style: isMarked ? .bold : .plain)
            if isMarked { surface.put("▸", column: labelWidth - 1, row: row, style: .bold) }
            for column in 0..<shown.columns {
                draw(
                    shown[row, column], on: &surface, at: labelWidth + 1 + column * cell, row, cell)
            }
        }
        return surface
    }

    private func draw(
        _ value: Float, on surface: inout Surface, at column: Int, _ row: Int, _ cell: Int
    ) {
        let tone = scale.tone(of: value)
        surface.fill(
            column: column, row: row, count: cell,
            style: Style(tone: tone, shadesBlanks: !showsNumbers))
        var text = showsNumbers ? number(value) : ""
        if value.isNaN { text = "?" }
        if value.isInfinite { text = cell > 3 ? value.short : value < 0 ? "-" : "+" }
        surface.put(
            text.truncated(to: cell), column: column + (cell - min(text.count, cell)) / 2, row: row,
            style: Style(tone: tone))
    }
}
