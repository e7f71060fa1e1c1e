/// A rectangle of styled cells: what every picture is drawn on and every encoder reads.
///
/// All text enters through `put`, which makes it visible, so a surface can be sent to a terminal
/// whatever was put on it.
public struct Surface: Sendable, Equatable {
    /// One place of the grid.
    public struct Cell: Sendable, Hashable {
        /// Nil behind a character that is wider than a cell.
        fileprivate var scalars: GlyphScalars?
        private var width: UInt8
        public fileprivate(set) var style: Style

        /// A visible character with its marks; empty behind one that is wider than a cell.
        public var text: String { scalars?.text ?? "" }
        /// Whether it shows nothing but its background.
        public var isBlank: Bool { scalars == Glyph.blank.scalars }
        /// How many cells the character takes.
        public var columns: Int { Int(width) }

        fileprivate init(_ glyph: Glyph, style: Style) {
            scalars = glyph.scalars
            width = UInt8(glyph.columns)
            self.style = style
        }

        private init(covered style: Style) {
            scalars = nil
            width = 0
            self.style = style
        }

        static func blank(_ style: Style) -> Cell { Cell(.blank, style: style) }
        static func covered(_ style: Style) -> Cell { Cell(covered: style) }
    }

    public let width: Int
    public let height: Int
    private var cells: [Cell]

    /// A blank surface; a negative size counts as 0.
    public init(width: Int, height: Int) {
        self.width = max(width, 0)
        self.height = max(height, 0)
        cells = [Cell](repeating: .blank(.plain), count: self.width * self.height)
    }

    /// Lines of text, as wide as the widest.
    public init(lines: [String], style: Style = .plain) {
        self.init(width: lines.map(\.displayWidth).max() ?? 0, height: lines.count)
        for (row, line) in lines.enumerated() { put(line, column: 0, row: row, style: style) }
    }

    public subscript(column: Int, row: Int) -> Cell { cells[row * width + column] }

    /// The cells of one row.
    public func row(_ row: Int) -> ArraySlice<Cell> { cells[row * width..<(row + 1) * width] }

    /// Writes text from a place to the right; what lies outside is cut, a double-width character
    /// as a whole. See `String.visible` for what becomes of control characters.
    ///
    /// - Returns: the column behind the text.
    @discardableResult
    public mutating func put(
        _ text: String, column: Int, row: Int, style: Style = .plain
    ) -> Int {
        guard row >= 0 && row < height else { return column + text.displayWidth }
        if text.isPrintableASCII {
            for (place, character) in zip(column..., text.unicodeScalars) {
                set(Cell(Glyph(character), style: style), place, row)
            }
            return column + text.utf8.count
        }
        var column = column
        for glyph in Glyphs(text) {
            set(Cell(glyph, style: style), column, row)
            column += glyph.columns
        }
        return column
    }

    /// Writes one visible character that is one column wide: without the checks of `put`, for
    /// pictures of thousands of cells.
    mutating func set(_ character: String, column: Int, row: Int, style: Style) {
        guard row >= 0 && row < height else { return }
        guard let scalar = character.unicodeScalars.first else { return }
        set(Cell(Glyph(scalar), style: style), column, row)
    }

    func style(column: Int, row: Int) -> Style {
        guard row >= 0 && row < height && column >= 0 && column < width else { return .plain }
        return self[column, row].style
    }

    /// Changes how the cells of a rectangle look.
    public mutating func restyle(_ frame: Frame, _ change: (inout Style) -> Void) {
        for row in max(frame.row, 0)..<max(min(frame.row + frame.height, height), frame.row, 0) {
            let columns =
                max(
                    frame.column, 0)..<max(
                    min(frame.column + frame.width, width), frame.column, 0)
            for column in columns { change(&cells[row * width + column].style) }
        }
    }

    /// Fills a run of cells of one row with blanks of a style.
    public mutating func fill(column: Int, row: Int, count: Int, style: Style) {
        guard row >= 0 && row < height, count > 0 else { return }
        for place in max(column, 0)..<max(min(column + count, width), max(column, 0)) {
            set(.blank(style), place, row)
        }
    }

    /// Copies another surface onto this one; what lies outside is cut.
    public mutating func draw(_ other: Surface, column: Int, row: Int) {
        for y in 0..<other.height where row + y >= 0 && row + y < height {
            copy(other, y, column, row + y)
        }
    }

    /// Copies the part of a row that fits. A wide character that is cut by an edge is left out,
    /// and one that the copy's ends would cut in two becomes blanks.
    private mutating func copy(_ other: Surface, _ from: Int, _ column: Int, _ row: Int) {
        let source = from * other.width
        var start = max(0, -column)
        var end = min(other.width, width - column)
        while start < end && other.cells[source + start].columns == 0 { start += 1 }
        if end < other.width {
            while start < end && other.cells[source + end].columns == 0 { end -= 1 }
        }
        guard start < end else { return }
        let target = row * width + column
        breakUp(target + start)
        if column + end < width && cells[target + end].columns == 0 { breakUp(target + end) }
        cells.withUnsafeMutableBufferPointer { cells in
            other.cells.withUnsafeBufferPointer { others in
                for place in start..<end { cells[target + place] = others[source + place] }
            }
        }
    }

    /// Places a cell in an existing row if all of it fits.
    private mutating func set(_ cell: Cell, _ column: Int, _ row: Int) {
        guard column >= 0 && column + cell.columns <= width else { return }
        let index = row * width + column
        breakUp(index)
        if cell.columns > 1 {
            for covered in index + 1..<index + cell.columns {
                breakUp(covered)
                cells[covered] = .covered(cell.style)
            }
        }
        cells[index] = cell
    }

    /// Turns a wide character into blanks before a part of it is overwritten.
    private mutating func breakUp(_ index: Int) {
        guard cells[index].columns != 1 else { return }
        var start = index
        while cells[start].columns == 0 { start -= 1 }
        let style = cells[start].style
        for place in start..<start + cells[start].columns {
            cells[place] = .blank(style)
        }
    }
}

// MARK: - Putting surfaces together

extension Surface {
    /// One above the other, from the left edge. Empty ones take no place.
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

    /// The part from the top left corner that is no larger than a size.
    public func cropped(width: Int, height: Int) -> Surface {
        if self.width <= width && self.height <= height { return self }
        var result = Surface(width: min(self.width, width), height: min(self.height, height))
        result.draw(self, column: 0, row: 0)
        return result
    }
}
