/// A row of a value worked out: one line for each place, one column for each step of the arithmetic,
/// and a bar.
public struct WorkTable: Picture {
    /// One place of the row.
    public struct Line: Sendable {
        let cells: [String]
        let bar: Float?

        /// - Parameters:
        ///   - cells: the label, then what each step gave, in the order of the columns.
        ///   - bar: the value to draw behind them; nil for no bar.
        public init(_ cells: [String], bar: Float? = nil) {
            self.cells = cells.map(\.visible)
            self.bar = bar
        }

        /// Numbers of which the last is drawn; not a number leaves a place empty.
        public init(_ label: String, _ numbers: [Float], hasBar: Bool = true) {
            self.init(
                [label] + numbers.map { $0.isNaN ? "" : $0.short },
                bar: hasBar ? numbers.last : nil)
        }
    }

    private let columns: [String]
    private let lines: [Line]
    private let total: Line?
    private let marked: Int?
    private let scale: Scale

    /// - Parameters:
    ///   - columns: what each column is; the first one heads the labels.
    ///   - total: a last line, as the sums.
    ///   - marked: the line that is looked at; it stays in sight where not all lines have room.
    ///   - scale: for the bars.
    public init(columns: [String], lines: [Line], total: Line? = nil, marked: Int?, scale: Scale) {
        self.columns = columns.map(\.visible)
        self.lines = lines
        self.total = total
        self.marked = marked
        self.scale = scale
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let room = max((height ?? .max) - 1 - (total == nil ? 0 : 1), 1)
        let shown = window(room: room)
        var columns = columns
        if shown.count < lines.count {
            columns[0] += " \(shown.lowerBound)–\(shown.upperBound - 1) of \(lines.count)"
        }
        let widths = columnWidths(columns, width: width)
        let barColumn = widths.reduce(0, +) + widths.count
        let barWidth = max(min(width - barColumn - 1, 40), 0)
        var surface = Surface(
            width: min(barColumn + barWidth, width),
            height: 1 + shown.count + (total == nil ? 0 : 1))
        put(cells: columns, widths, row: 0, style: .dim, on: &surface)
        for (row, index) in zip(1..., shown) {
            let line = lines[index]
            let style = Style(bold: index == marked, reversed: index == marked && depth == .none)
            put(cells: line.cells, widths, row: row, style: style, on: &surface)
            if index == marked { surface.put("▸", column: 0, row: row, style: .bold) }
            guard let last = line.bar else { continue }
            drawBar(last, column: barColumn, room: barWidth, row: row, depth, on: &surface)
        }
        if let total {
            let row = shown.count + 1
            put(cells: total.cells, widths, row: row, style: .dim, on: &surface)
            if let bar = total.bar {
                drawBar(bar, column: barColumn, room: barWidth, row: row, depth, on: &surface)
            }
        }
        return surface
    }

    /// The lines that are shown, with the marked one among them.
    private func window(room: Int) -> Range<Int> {
        guard lines.count > room else { return 0..<lines.count }
        let first = min(max((marked ?? 0) - room / 2, 0), lines.count - room)
        return first..<first + room
    }

    /// One column is left for the mark before the label.
    private func columnWidths(_ columns: [String], width: Int) -> [Int] {
        let all = lines + [total].compactMap { $0 }
        return columns.indices.map { column in
            let cells = all.compactMap {
                $0.cells.indices.contains(column) ? $0.cells[column].displayWidth : nil
            }
            let widest = max(cells.max() ?? 0, columns[column].displayWidth)
            return column == 0 ? min(widest + 2, max(width / 3, 8)) : widest + 1
        }
    }

    private func put(
        cells: [String], _ widths: [Int], row: Int, style: Style, on surface: inout Surface
    ) {
        var column = 0
        for (index, cell) in cells.enumerated() where widths.indices.contains(index) {
            let text =
                index == 0
                ? "  " + cell.truncated(to: widths[0] - 2) : cell.leftPadded(to: widths[index])
            surface.put(text, column: column, row: row, style: style)
            column += widths[index] + 1
        }
    }

    private func drawBar(
        _ value: Float, column: Int, room: Int, row: Int, _ depth: ColourDepth,
        on surface: inout Surface
    ) {
        guard value.isFinite, room > 0 else { return }
        let bar = Bars([(label: "", value: value)], most: 1, scale: scale)
            .bar(of: value, width: room, depth: depth)
        surface.draw(bar, column: column, row: row)
    }
}
