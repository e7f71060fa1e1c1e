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
    /// Nil where nothing fades.
    private var lit: (rows: [Bool], columns: [Bool], cells: Set<Matrix.Cell>)?
    /// The rows and columns with a mark at the edge.
    let markedRows: [Bool]
    let markedColumns: [Bool]

    init(_ focus: Focus, rows: Span, columns: Span, markedRow: Int?, markedColumn: Int?) {
        func shown(_ cell: Matrix.Cell) -> Matrix.Cell? {
            guard let row = rows.cell(of: cell.row), let column = columns.cell(of: cell.column)
            else { return nil }
            return Matrix.Cell(row: row, column: column)
        }
        cursor = focus.cursor.flatMap(shown)
        var marked = (rows: [markedRow, focus.cursor?.row].compactMap { $0 }, columns: [Int]())
        marked.columns = [markedColumn, focus.cursor?.column].compactMap { $0 }
        switch focus.lit {
        case .everything: lit = nil
        case .cells(let cells):
            lit = (rows.flags([]), columns.flags([]), Set(cells.compactMap(shown)))
            marked.rows += cells.map(\.row)
            marked.columns += cells.map(\.column)
        case .lines(let litRows, let litColumns):
            lit = (rows.flags(litRows), columns.flags(litColumns), [])
            marked.rows += litRows
            marked.columns += litColumns
        }
        markedRows = rows.flags(marked.rows)
        markedColumns = columns.flags(marked.columns)
    }

    func emphasis(row: Int, column: Int) -> Emphasis {
        if let cursor, cursor.row == row && cursor.column == column { return .cursor }
        guard let lit else { return .none }
        if lit.rows[row] || lit.columns[column] { return .lit }
        if lit.cells.isEmpty { return .faded }
        return lit.cells.contains(Matrix.Cell(row: row, column: column)) ? .lit : .faded
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
