/// Where the parts of a heatmap stand in a given place.
struct HeatmapLayout {
    private let map: Heatmap
    private var painter: CellPainter
    private let excerpt: Excerpt
    private let header: ColumnHeader
    private let labelWidth: Int
    private let cellWidth: Int
    /// Whether a cell shows two rows, one above the other.
    private let isHalved: Bool

    /// The most rows of a page that may grow, when columns have to be summarised anyway.
    private static let mostRows = 64
    /// A mark with a blank on each side, between the names and the cells.
    private static let gutter = 3
    /// Names get wider cells, up to this.
    private static let widestCell = 6

    init(_ map: Heatmap, width: Int, height: Int?, depth: ColourDepth) {
        self.map = map
        let decimals = map.showsNumbers ? Self.decimals(for: map.matrix.values) : nil
        painter = CellPainter(depth: depth, decimals: decimals)
        labelWidth = Self.labelWidth(of: map, limit: width / 3)
        let room = max(width - labelWidth - Self.gutter, 1)
        let count = map.matrix.columns

        let least = Self.leastCell(map, painter, room: room)
        let fitting = max(room / least, 1)
        let isHalved =
            least == 1 && depth.hasHalves && map.rows.labels == nil && map.matrix.rows > 1
        let excerpt = Self.excerpt(
            of: map, columns: fitting, height: height, rowsPerLine: isHalved ? 2 : 1)
        let most = max(least, Self.widestCell)
        let widest = max(min(room / max(min(count, fitting), 1), most), least)
        let headers = (least...widest).map {
            Self.header(of: map, excerpt, cellWidth: $0, room: room)
        }
        // The narrowest cells over which all names can be read, so that they stay near square.
        let choice = headers.firstIndex(where: \.isHorizontal) ?? 0
        self.excerpt = excerpt
        self.isHalved = isHalved
        header = headers[choice]
        cellWidth = least + choice
        if let decimals {
            painter.decimals = Self.commonDecimals(
                excerpt.matrix.values, width: cellWidth - 1, atMost: decimals)
        }
    }

    // MARK: - Measures

    private static func labelWidth(of map: Heatmap, limit: Int) -> Int {
        let labels = (map.rows.labels ?? []) + [String(map.matrix.rows - 1)]
        let names = [map.rows.name, map.columns.name].map { $0.isEmpty ? 0 : $0.displayWidth + 2 }
        let widest = max(labels.map(\.displayWidth).max() ?? 0, names.max() ?? 0)
        return min(widest, max(limit, 3))
    }

    /// The columns that a cell needs at least.
    private static func leastCell(_ map: Heatmap, _ painter: CellPainter, room: Int) -> Int {
        let count = map.matrix.columns
        if let decimals = painter.decimals {
            let longest = map.matrix.values.reduce(1) {
                max($0, $1.fitted(to: 7, decimals: decimals)?.count ?? 7)
            }
            let isSigned = map.matrix.values.contains { $0 < 0 && $0.isFinite }
            // Fewer digits, down to two, rather than fewer columns.
            return max(min(longest + 1, room / count), min(longest + 1, isSigned ? 5 : 4))
        }
        let hasWideNames = map.columns.labels?.contains { $0.displayWidth > $0.count } == true
        let needsTwo = hasWideNames || painter.spellsSigns(map.scale(forRow: map.matrix.values))
        return count * 2 <= room || needsTwo ? 2 : 1
    }

    private static func excerpt(
        of map: Heatmap, columns: Int, height: Int?, rowsPerLine: Int
    ) -> Excerpt {
        // Three lines for the names, one for a remark.
        let lines = height.map { max($0 - 4, 1) }
        var rows = lines.map { $0 * rowsPerLine } ?? .max / 2
        if height == nil && map.matrix.columns > columns {
            // A square stays a square.
            let width = (map.matrix.columns + columns - 1) / columns
            rows = max((map.matrix.rows + width - 1) / width, mostRows)
        }
        return Excerpt(of: map.matrix, rows: rows, columns: columns, fit: map.fit)
    }

    private static func header(
        of map: Heatmap, _ excerpt: Excerpt, cellWidth: Int, room: Int
    ) -> ColumnHeader {
        let labels = (0..<excerpt.matrix.columns).map { excerpt.columnLabel($0, map.columns) }
        let isNumbered = map.columns.labels == nil || excerpt.columnsPerCell > 1
        return ColumnHeader(
            labels: labels, isNumbered: isNumbered, cellWidth: cellWidth, room: room,
            marked: excerpt.columnsPerCell == 1
                ? map.markedColumn.map { $0 - excerpt.firstColumn } : nil)
    }

    /// Two decimals for shares; else about three digits of the largest.
    private static func decimals(for values: [Float]) -> Int {
        let largest = values.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
        return largest < 10 ? 2 : largest < 100 ? 1 : 0
    }

    /// The most decimals with which every value fits, so that the numbers can be compared.
    private static func commonDecimals(_ values: [Float], width: Int, atMost most: Int) -> Int {
        stride(from: most, to: 0, by: -1).first { decimals in
            values.allSatisfy {
                !$0.isFinite || $0.fitted(to: width, exactly: decimals) != nil
            }
        } ?? 0
    }

    // MARK: - Drawing

    /// What has to be said about the picture.
    var remarks: [String] {
        var remarks = excerpt.note.isEmpty ? [] : [excerpt.note]
        var names = header.cut.map { excerpt.columnLabel($0, map.columns) }
        names += (0..<excerpt.matrix.rows).map { excerpt.rowLabel($0, map.rows) }.filter {
            $0.displayWidth > labelWidth
        }
        let cut = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if !cut.isEmpty { remarks.append("in full: " + cut.joined(separator: ", ")) }
        return remarks
    }

    func surface() -> Surface {
        let left = labelWidth + Self.gutter
        let names = axisNames
        let top = max(header.height, names.count)
        let lines = isHalved ? (excerpt.matrix.rows + 1) / 2 : excerpt.matrix.rows
        let heading = header.surface()
        let isMarked = markedColumn != nil
        var surface = Surface(
            width: left + max(heading.width, excerpt.matrix.columns * cellWidth),
            height: top + lines + (isMarked ? 1 : 0))
        surface.draw(heading, column: left, row: top - header.height)
        for (place, name) in names.enumerated() {
            surface.put(
                name.truncated(to: labelWidth), column: 0, row: top - names.count + place,
                style: .dim)
        }
        for line in 0..<lines {
            drawLabel(line, on: &surface, row: top + line)
            drawCells(line, on: &surface, left: left, row: top + line)
        }
        if let markedColumn {
            let column = left + markedColumn * cellWidth + (cellWidth - 1) / 2
            surface.put("▴", column: column, row: top + lines, style: .bold)
        }
        return surface
    }

    private var axisNames: [String] {
        [
            map.columns.name.isEmpty ? nil : map.columns.name + " →",
            map.rows.name.isEmpty ? nil : map.rows.name + " ↓",
        ].compactMap { $0 }
    }

    private var markedColumn: Int? {
        guard excerpt.columnsPerCell == 1, let marked = map.markedColumn else { return nil }
        let column = marked - excerpt.firstColumn
        return (0..<excerpt.matrix.columns).contains(column) ? column : nil
    }

    private func drawLabel(_ line: Int, on surface: inout Surface, row: Int) {
        let index = isHalved ? 2 * line : line
        // Numbers on every line of a fine picture would be a picture of their own.
        if isHalved && line % 5 != 0 { return }
        let isMarked =
            excerpt.rowsPerCell == 1 && map.markedRow == excerpt.firstRow + index && !isHalved
        let label = excerpt.rowLabel(index, map.rows).leftPadded(to: labelWidth)
        surface.put(label, column: 0, row: row, style: isMarked ? .bold : .plain)
        if isMarked { surface.put("▸", column: labelWidth + 1, row: row, style: .bold) }
    }

    private func drawCells(_ line: Int, on surface: inout Surface, left: Int, row: Int) {
        let matrix = excerpt.matrix
        let upper = isHalved ? 2 * line : line
        let scale = map.scale(forRow: matrix.row(upper))
        for column in 0..<matrix.columns {
            let place = left + column * cellWidth
            if isHalved {
                let lower = upper + 1 < matrix.rows ? matrix[upper + 1, column] : nil
                painter.paint(
                    upper: matrix[upper, column], lower: lower, scale, on: &surface, column: place,
                    row: row)
            } else {
                painter.paint(
                    matrix[upper, column], scale, on: &surface, column: place, row: row,
                    width: cellWidth)
            }
        }
    }
}
