/// What a picture on an interactive screen is about: a cell cursor and what is lit; the rest fades.
public struct Focus: Sendable, Hashable {
    /// What keeps its full colour.
    public enum Lit: Sendable, Hashable {
        case everything
        /// All cells of these rows and all cells of these columns: the row of Q and the column of
        /// K^T that made a score.
        case lines(rows: Set<Int>, columns: Set<Int>)
        case cells(Set<Matrix.Cell>)
    }

    public var cursor: Matrix.Cell?
    public var lit: Lit
    /// Whether it moves with every key. A long line of cells is then lit in dashes: most of what a key
    /// sends to the terminal are its shades, and those of the line before.
    public var isMoving = false

    public init(cursor: Matrix.Cell? = nil, lit: Lit = .everything) {
        self.cursor = cursor
        self.lit = lit
    }

    /// Nothing is set apart.
    public static let none = Focus()

    /// Whether the edges of a picture need room for marks.
    var hasMarks: Bool { self != .none }

    /// The cursor, with its row and column lit.
    public static func crossing(_ cursor: Matrix.Cell) -> Focus {
        Focus(cursor: cursor, lit: .lines(rows: [cursor.row], columns: [cursor.column]))
    }

    public static func rows(_ rows: Int...) -> Focus {
        Focus(lit: .lines(rows: Set(rows), columns: []))
    }

    public static func columns(_ columns: Int...) -> Focus {
        Focus(lit: .lines(rows: [], columns: Set(columns)))
    }
}

/// How one cell stands out from the others.
enum Emphasis: Sendable, Hashable {
    case none
    /// Not what the picture is about.
    case faded
    /// One of the cells that the others fade for.
    case lit
    case cursor
}

/// A focus in terms of the cells that are shown, each for one or more values.
struct ShownFocus: Sendable {
    private let cursor: Matrix.Cell?
    /// For each cell, row by row; nil where nothing fades.
    private let lit: [Bool]?
    private let columns: Int

    /// The most places of the screen that are lit anew with a key, where a place shows so many rows:
    /// they, and those before them that fade, are 700 bytes in 256 colours.
    private static func longest(rowsPerLine: Int) -> Int { rowsPerLine > 1 ? 12 : 16 }

    init(_ focus: Focus, rows: Span, columns: Span, rowsPerLine: Int) {
        func shown(_ cell: Matrix.Cell) -> Matrix.Cell? {
            guard let row = rows.cell(of: cell.row), let column = columns.cell(of: cell.column)
            else { return nil }
            return Matrix.Cell(row: row, column: column)
        }
        cursor = focus.cursor.flatMap(shown)
        self.columns = columns.cells
        switch focus.lit {
        case .everything: lit = nil
        case .cells(let cells):
            let all = Set(cells.compactMap(shown))
            var lit = [Bool](repeating: false, count: rows.cells * columns.cells)
            for cell in focus.isMoving ? Self.dashed(all, rowsPerLine: rowsPerLine) : all {
                lit[cell.row * columns.cells + cell.column] = true
            }
            self.lit = lit
        case .lines(let litRows, let litColumns):
            let across = columns.flags(litColumns)
            lit = rows.flags(litRows).flatMap { isLit in across.map { isLit || $0 } }
        }
    }

    /// Of many places on the screen every second, third, …
    private static func dashed(
        _ cells: Set<Matrix.Cell>, rowsPerLine: Int
    ) -> Set<Matrix.Cell> {
        let lines = Set(cells.map { $0.row / rowsPerLine }).count
        let columns = Set(cells.map(\.column)).count
        let longest = longest(rowsPerLine: rowsPerLine)
        let stride = (max(lines, columns) + longest - 1) / longest
        if stride <= 1 { return cells }
        return cells.filter {
            (lines >= columns ? $0.row / rowsPerLine : $0.column) % stride == 0
        }
    }

    func emphasis(row: Int, column: Int) -> Emphasis {
        if let cursor, cursor.row == row && cursor.column == column { return .cursor }
        guard let lit else { return .none }
        return lit[row * columns + column] ? .lit : .faded
    }
}

/// The rows and columns with a mark at the edge.
struct EdgeMarks: Sendable {
    private(set) var rows: [Int]
    private(set) var columns: [Int]

    /// - Parameters:
    ///   - row: a row to mark besides.
    ///   - column: a column to mark besides.
    init(_ focus: Focus, row: Int?, column: Int?) {
        rows = [row, focus.cursor?.row].compactMap { $0 }
        columns = [column, focus.cursor?.column].compactMap { $0 }
        switch focus.lit {
        case .everything: break
        case .cells(let cells):
            // A line has its mark at its end, not one for each of its cells.
            let (litRows, litColumns) = (Set(cells.map(\.row)), Set(cells.map(\.column)))
            if litRows.count == 1 || litColumns.count > 1 { rows += litRows }
            if litColumns.count == 1 || litRows.count > 1 { columns += litColumns }
        case .lines(let litRows, let litColumns):
            rows += litRows
            columns += litColumns
        }
    }

    /// For each cell of a side whether it has a mark.
    func shown(on side: Span, _ marks: KeyPath<EdgeMarks, [Int]>) -> [Bool] {
        side.flags(self[keyPath: marks])
    }
}

extension Span {
    /// For each cell whether it shows one of these values.
    fileprivate func flags(_ values: some Sequence<Int>) -> [Bool] {
        var flags = [Bool](repeating: false, count: cells)
        for cell in values.lazy.compactMap(self.cell) { flags[cell] = true }
        return flags
    }
}
