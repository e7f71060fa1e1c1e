/// Many small maps of one kind: a row for each layer, a column for each head.
public struct HeadGrid: Sendable {
    /// One map.
    public struct Entry: Sendable {
        public let title: String
        public let matrix: Matrix
        /// Whether it is the one that is shown large.
        public let isMarked: Bool

        public init(title: String, matrix: Matrix, isMarked: Bool = false) {
            self.title = title
            self.matrix = matrix
            self.isMarked = isMarked
        }
    }

    public let entries: [Entry]
    /// How many stand side by side where the width allows it.
    public let perRow: Int
    public let scale: Scale

    public init(_ entries: [Entry], perRow: Int, scale: Scale) {
        self.entries = entries
        self.perRow = perRow
        self.scale = scale
    }

    private static let gap = 3

    /// - Parameters:
    ///   - width: the columns that may be used.
    ///   - halves: whether a cell may show two values, one above the other, as it takes colour.
    public func surface(width: Int, halves: Bool) -> Surface {
        guard let first = entries.first else { return Surface(width: 0, height: 0) }
        let share = max((width + HeadGrid.gap) / perRow - HeadGrid.gap, 12)
        let cell = share >= 2 * first.matrix.columns && first.matrix.rows <= 16 ? 2 : 1
        let drawn = entries.map { map($0, width: share, cell: cell, halves: halves && cell == 1) }
        let widest = drawn.map(\.width).max() ?? 1
        let maps = drawn.map { map in
            var frame = Surface(width: widest, height: map.height)
            frame.draw(map, column: 0, row: 0)
            return frame
        }
        let fitting = max(
            min((width + HeadGrid.gap) / (widest + HeadGrid.gap), perRow), 1
        )
        let rows = stride(from: 0, to: maps.count, by: fitting).map {
            Surface.beside(Array(maps[$0..<min($0 + fitting, maps.count)]), gap: HeadGrid.gap)
        }
        return .stacked(rows, gap: 1)
    }

    private func map(_ entry: Entry, width: Int, cell: Int, halves: Bool) -> Surface {
        let (shown, height, step) = entry.matrix.pooled(rows: 32, columns: max(width / cell, 1))
        let title =
            entry.title + (height > 1 || step > 1 ? " (means)" : "") + (entry.isMarked ? " ◂" : "")
        let rows = halves ? (shown.rows + 1) / 2 : shown.rows
        var surface = Surface(
            width: max(shown.columns * cell, title.displayWidth), height: rows + 1)
        surface.put(title, column: 0, row: 0, style: entry.isMarked ? .bold : .plain)
        for row in 0..<rows {
            for column in 0..<shown.columns {
                var style = Style(tone: scale.tone(of: shown[halves ? 2 * row : row, column]))
                if halves {
                    style.upperTone = style.tone
                    style.tone =
                        2 * row + 1 < shown.rows ? scale.tone(of: shown[2 * row + 1, column]) : nil
                }
                surface.fill(column: column * cell, row: row + 1, count: cell, style: style)
            }
        }
        return surface
    }
}
