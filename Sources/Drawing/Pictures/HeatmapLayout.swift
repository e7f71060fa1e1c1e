import Tensors

/// Where the parts of a heatmap stand in a given place.
public struct HeatmapLayout: Sendable {
    let map: Heatmap
    let excerpt: Excerpt
    let header: ColumnHeader
    /// What the sides are called, above the names of the rows.
    let corner: [String]
    let labelWidth: Int
    let cellWidth: Int
    /// Whether a cell shows two rows, one above the other.
    let isHalved: Bool
    let painter: CellPainter
    /// What has to be said about the picture, in lines; nothing below bare cells.
    public let remarks: [String]

    /// The most rows of a page that may grow, when columns have to be summarised anyway.
    private static let mostRows = 64
    /// Names get wider cells, up to this.
    private static let widestCell = 6
    /// What nearly all words need.
    private static let longWord = 9

    init(_ map: Heatmap, width: Int, height: Int?, depth: ColourDepth) {
        self.map = map
        var painter = CellPainter(
            depth: depth, decimals: map.showsNumbers ? Self.decimals(for: map.matrix.extremes) : nil
        )
        let labelWidth = Self.labelWidth(of: map, limit: Self.labelLimit(of: map, in: width))
        let room = max(width - labelWidth - map.gutter, 1)
        let least = Self.leastCell(map, painter, room: room)
        let isLow = height.map { $0 - map.markLines < map.matrix.rows } ?? false
        let isHalved =
            depth.hasHalves && !map.rows.isNamed && map.matrix.rows > 1
            && painter.decimals == nil && (least == 1 || isLow)
        let columns = Span(
            of: map.matrix.columns, most: room / least, fit: map.fit, \.column,
            cursor: map.focus.cursor?.column)
        let linesAbove = height.map {
            Self.linesAbove(map, in: $0, rowsPerLine: isHalved ? 2 : 1)
        }
        let (cellWidth, header) = Self.cells(
            of: map, columns, least: least, room: room, lines: linesAbove ?? .max)
        let corner = Array(map.corner.prefix(linesAbove ?? .max))
        let top = max(header.height, corner.count)
        let lines = height.map { $0 - top - map.markLines }
        func excerpt(besides remarks: [String]) -> Excerpt {
            Self.excerpt(
                of: map, columns, lines: lines.map { $0 - remarks.count },
                rowsPerLine: isHalved ? 2 : 1)
        }
        func remarks(on excerpt: Excerpt) -> [String] {
            if !map.hasRemarks || map.names.isEmpty { return [] }
            var remarks = excerpt.note.isEmpty ? [] : [excerpt.note]
            // On a screen of limited height the cursor reads the names out.
            if height == nil {
                remarks += Self.cutNames(excerpt, of: map, header, labelWidth: labelWidth)
            }
            let lines = remarks.flatMap { wrapped($0, width: width) }
            return Array(lines.prefix(height.map { max($0 / 4, 1) } ?? .max))
        }
        // What has to be said takes lines from the cells, and of fewer cells there is more to say.
        var shown = excerpt(besides: [])
        for _ in 0..<2 { shown = excerpt(besides: remarks(on: shown)) }
        self.excerpt = shown
        self.remarks = remarks(on: shown)
        if let decimals = painter.decimals {
            painter.decimals = Self.commonDecimals(
                shown.matrix.extremes, width: cellWidth - 1, atMost: decimals)
        }
        (self.cellWidth, self.header) = (cellWidth, header)
        self.corner = corner
        self.labelWidth = labelWidth
        self.isHalved = isHalved
        self.painter = painter
    }

    // MARK: - Measures

    /// A third of the width; beside a single column, all that it leaves.
    private static func labelLimit(of map: Heatmap, in width: Int) -> Int {
        max(width / 3, map.matrix.columns == 1 ? width - map.gutter - widestCell : 0)
    }

    private static func labelWidth(of map: Heatmap, limit: Int) -> Int {
        guard map.names.contains(.rows) else { return 0 }
        let others = ([String(map.matrix.rows - 1)] + map.corner).map(\.displayWidth)
        return min(max(map.rows.widestName, others.max() ?? 0), max(limit, 3))
    }

    /// The width with cells of a size.
    static func width(of map: Heatmap, cell: Int) -> Int {
        let cells = map.gutter + map.matrix.columns * cell
        // Of all of it, the names have at most a third; a word beside a single column is longer.
        let limit = map.matrix.columns == 1 ? longWord : cells / 2
        return labelWidth(of: map, limit: limit) + cells
    }

    /// The columns that the last name may take beyond its column.
    static func overhang(of map: Heatmap) -> Int {
        map.names.contains(.columns) ? map.columns.lastName?.displayWidth ?? 0 : 0
    }

    /// The lines of all rows and the marks below them, without the columns' names.
    static func lines(of map: Heatmap, depth: ColourDepth) -> Int {
        let canHalve = depth.hasHalves && !map.rows.isNamed && !map.showsNumbers
        return (map.matrix.rows + (canHalve ? 1 : 0)) / (canHalve ? 2 : 1) + map.markLines
    }

    /// The widths of cells that serve: from what a value needs at least to what its column's name
    /// can use.
    static func cellWidths(of map: Heatmap, depth: ColourDepth) -> ClosedRange<Int> {
        let decimals = map.showsNumbers ? decimals(for: map.matrix.extremes) : nil
        let painter = CellPainter(depth: depth, decimals: decimals)
        let least = leastCell(map, painter, room: 1)
        let hasNames = map.names.contains(.columns) && map.columns.isNamed
        let most = leastCell(map, painter, room: map.matrix.columns * 7)
        return least...max(most, hasNames ? widestCell : 2)
    }

    /// The columns that a cell needs at least.
    private static func leastCell(_ map: Heatmap, _ painter: CellPainter, room: Int) -> Int {
        let count = map.matrix.columns
        if let decimals = painter.decimals {
            let extremes = map.matrix.extremes.samples
            // The painter writes no number into two columns.
            let longest = extremes.reduce(2) {
                max($0, $1.fitted(to: 7, decimals: decimals)?.count ?? 7)
            }
            let isSigned = extremes.contains { $0 < 0 && $0.isFinite }
            // Fewer digits, down to two, rather than fewer columns.
            return max(min(longest + 1, room / count), min(longest + 1, isSigned ? 5 : 4))
        }
        let hasWideNames =
            map.names.contains(.columns)
            && map.columns.hasWideNames
        let needsTwo = hasWideNames || painter.spellsSigns(map.scale(forRow: Extremes()))
        return count * 2 <= room || needsTwo ? 2 : 1
    }

    /// The narrowest cells over which all names can be read, so that they stay near square; the
    /// widest where names have to be cut.
    private static func cells(
        of map: Heatmap, _ columns: Span, least: Int, room: Int, lines: Int
    ) -> (width: Int, ColumnHeader) {
        let lines = map.names.contains(.columns) ? lines : 0
        let labels = lines < 1 ? [] : (0..<columns.cells).map { columns.label($0, map.columns) }
        // Letters from top to bottom take many bytes: while a cursor moves, its own column has its name
        // in bold, and the columns that it was made of have their marks.
        let isFollower = map.focus.isMoving && map.focus.cursor == nil
        let marked = isFollower ? [] : map.marks.shown(on: columns, \.columns)
        func header(_ width: Int) -> ColumnHeader {
            ColumnHeader(
                labels: labels, isNumbered: !map.columns.isNamed || columns.perCell > 1,
                cellWidth: width, room: room, lines: lines,
                marked: marked)
        }
        let widest = max(min(room / max(columns.cells, 1), max(least, widestCell)), least)
        let headers = (least...widest).lazy.map { ($0, header($0)) }
        if let whole = headers.first(where: { $0.1.legibility == .whole }) { return whole }
        return headers.last { $0.1.legibility == .cut } ?? (least, header(least))
    }

    /// The lines for the columns' names: what the rows leave, or a part where they do not fit.
    private static func linesAbove(_ map: Heatmap, in height: Int, rowsPerLine: Int) -> Int {
        let rows = (map.matrix.rows + rowsPerLine - 1) / rowsPerLine
        let left = height - map.markLines - rows
        return left >= 0 ? left : max(height / 4, min(height - 2, 1), 0)
    }

    private static func excerpt(
        of map: Heatmap, _ columns: Span, lines: Int?, rowsPerLine: Int
    ) -> Excerpt {
        var most = lines.map { max($0, 1) * rowsPerLine } ?? .max / 2
        if lines == nil && columns.perCell > 1 {
            // A square stays a square.
            most = max((map.matrix.rows + columns.perCell - 1) / columns.perCell, mostRows)
        }
        let rows = Span(
            of: map.matrix.rows, most: most, fit: map.fit, \.row, cursor: map.focus.cursor?.row)
        return Excerpt(of: map.matrix, rows: rows, columns: columns, map.fit.pooling)
    }

    /// None where all are whole, two for shares, else about three digits of the largest.
    private static func decimals(for extremes: Extremes) -> Int {
        guard extremes.hasFractions else { return 0 }
        return extremes.reach < 10 ? 2 : extremes.reach < 100 ? 1 : 0
    }

    /// The most decimals with which every value fits, so that the numbers can be compared.
    private static func commonDecimals(
        _ extremes: Extremes, width: Int, atMost most: Int
    ) -> Int {
        stride(from: most, to: 0, by: -1).first { decimals in
            extremes.samples.allSatisfy {
                !$0.isFinite || $0.fitted(to: width, exactly: decimals) != nil
            }
        } ?? 0
    }

    private static func cutNames(
        _ excerpt: Excerpt, of map: Heatmap, _ header: ColumnHeader, labelWidth: Int
    ) -> [String] {
        var names = header.cut.map { excerpt.columns.label($0, map.columns) }
        if map.names.contains(.rows) {
            names += (0..<excerpt.rows.cells).map { excerpt.rows.label($0, map.rows) }.filter {
                $0.displayWidth > labelWidth
            }
        }
        let cut = names.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return cut.isEmpty ? [] : ["in full: " + cut.joined(separator: ", ")]
    }
}

// MARK: - Where the cells are

extension HeatmapLayout {
    var left: Int { labelWidth + map.gutter }
    var top: Int { max(header.height, corner.count) }
    var rowsPerLine: Int { isHalved ? 2 : 1 }
    var lines: Int { (excerpt.rows.cells + rowsPerLine - 1) / rowsPerLine }

    /// The lines of names, cells and marks.
    var height: Int { top + lines + map.markLines }

    /// The columns of names and cells, with names that reach over the last column.
    var reach: Int { left + max(header.reach, frame.width) }

    /// The cells alone, without names and marks.
    public var frame: Frame {
        Frame(column: left, row: top, width: excerpt.columns.cells * cellWidth, height: lines)
    }

    /// The values that are shown.
    public var shown: (rows: Range<Int>, columns: Range<Int>) {
        (excerpt.rows.values, excerpt.columns.values)
    }

    /// Says which part is shown, or of how many values a cell is the mean; empty if all are shown
    /// one by one.
    public var note: String { excerpt.note }

    /// The cell of the matrix at a place of the surface; nil outside. Where a place shows several
    /// values, the first of them.
    public func cell(column: Int, row: Int) -> Matrix.Cell? {
        guard frame.contains(column: column, row: row) else { return nil }
        return Matrix.Cell(
            row: excerpt.rows.values(of: (row - top) * rowsPerLine).lowerBound,
            column: excerpt.columns.values(of: (column - left) / cellWidth).lowerBound)
    }

    /// The place of a cell of the matrix on the surface; nil if it is not shown.
    public func frame(of cell: Matrix.Cell) -> Frame? {
        guard let row = excerpt.rows.cell(of: cell.row),
            let column = excerpt.columns.cell(of: cell.column)
        else { return nil }
        return Frame(
            column: left + column * cellWidth, row: top + row / rowsPerLine, width: cellWidth,
            height: 1)
    }
}

extension Heatmap {
    /// The columns between the names and the cells: a mark with a blank on each side, or just a
    /// mark.
    var gutter: Int { names.contains(.rows) ? 3 : focus.hasMarks ? 1 : 0 }

    /// The line for marks below the columns.
    var markLines: Int { !marks.columns.isEmpty || focus.hasMarks ? 1 : 0 }

    /// What the sides are called, for the corner above the names.
    var corner: [String] {
        guard names == .all else { return [] }
        return [
            columns.name.isEmpty ? nil : columns.name + " →",
            rows.name.isEmpty ? nil : rows.name + " ↓",
        ].compactMap { $0 }
    }
}

extension Extremes {
    /// The least and the largest finite value, and one of each that is not finite: no other value
    /// is longer as text with a fixed number of decimals.
    fileprivate var samples: [Float] {
        (lowest <= highest ? [lowest, highest] : []) + (hasNegativeInfinity ? [-.infinity] : [])
            + (hasPositiveInfinity ? [.infinity] : []) + (hasNaN ? [.nan] : [])
    }
}
