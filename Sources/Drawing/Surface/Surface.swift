/// A rectangle of styled cells: what every picture is drawn on and every encoder reads.
public struct Surface: Sendable, Equatable {
    /// One place of the grid.
    public struct Cell: Sendable, Hashable {
        /// A visible character; nil for the second half of a double-width one.
        public var character: Character?
        public var style: Style

        public static let blank = Cell(character: " ", style: .plain)
    }

    public private(set) var width: Int
    public private(set) var height: Int
    private var cells: [Cell]

    public init(width: Int, height: Int) {
        self.width = max(width, 0)
        self.height = max(height, 0)
        cells = [Cell](repeating: .blank, count: self.width * self.height)
    }

    /// A surface of lines of text, as wide as the widest.
    public init(lines: [String], style: Style = .plain) {
        let lines = lines.map(\.visible)
        self.init(width: lines.map(\.displayWidth).max() ?? 0, height: lines.count)
        for (row, line) in lines.enumerated() { put(line, column: 0, row: row, style: style) }
    }

    public subscript(column: Int, row: Int) -> Cell {
        get { cells[row * width + column] }
        set { cells[row * width + column] = newValue }
    }

    /// The cells of one row.
    public func row(_ row: Int) -> ArraySlice<Cell> { cells[row * width..<(row + 1) * width] }

    /// Writes text from a place to the right; what lies outside is cut. Control characters become
    /// visible symbols.
    ///
    /// - Returns: the column behind the text.
    @discardableResult
    public mutating func put(
        _ text: String, column: Int, row: Int, style: Style = .plain
    ) -> Int {
        var column = column
        for character in text.visible {
            let size = character.displayWidth
            if size == 0 { continue }
            if row >= 0 && row < height && column >= 0 && column + size <= width {
                self[column, row] = Cell(character: character, style: style)
                if size == 2 { self[column + 1, row] = Cell(character: nil, style: style) }
            }
            column += size
        }
        return column
    }

    /// Fills a run of cells of one row with blanks of a style.
    public mutating func fill(column: Int, row: Int, count: Int, style: Style) {
        guard row >= 0 && row < height else { return }
        for place in max(column, 0)..<max(min(column + count, width), max(column, 0)) {
            self[place, row] = Cell(character: " ", style: style)
        }
    }

    /// Copies another surface onto this one; what lies outside is cut.
    public mutating func draw(_ other: Surface, column: Int, row: Int) {
        for y in 0..<other.height where row + y >= 0 && row + y < height {
            for x in 0..<other.width where column + x >= 0 && column + x < width {
                self[column + x, row + y] = other[x, y]
            }
        }
    }

    /// One above the other, from the left edge.
    public static func stacked(_ surfaces: [Surface], gap: Int = 0) -> Surface {
        let shown = surfaces.filter { $0.height > 0 }
        var result = Surface(
            width: shown.map(\.width).max() ?? 0,
            height: shown.reduce(0) { $0 + $1.height } + gap * max(shown.count - 1, 0))
        var row = 0
        for surface in shown {
            result.draw(surface, column: 0, row: row)
            row += surface.height + gap
        }
        return result
    }

    /// Side by side, from the top edge.
    public static func beside(_ surfaces: [Surface], gap: Int) -> Surface {
        var result = Surface(
            width: surfaces.reduce(0) { $0 + $1.width } + gap * max(surfaces.count - 1, 0),
            height: surfaces.map(\.height).max() ?? 0)
        var column = 0
        for surface in surfaces {
            result.draw(surface, column: column, row: 0)
            column += surface.width + gap
        }
        return result
    }
}
