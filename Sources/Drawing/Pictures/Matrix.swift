/// Numbers in rows and columns, as pictures take them.
public struct Matrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// Row by row.
    public let values: [Float]

    /// - Precondition: there are `rows * columns` values.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "the values do not fill the matrix")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    public subscript(row: Int, column: Int) -> Float { values[row * columns + column] }

    public func row(_ row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }
}

/// One side of a matrix: what it stands for and what each place is called.
public struct Side: Sendable {
    public let name: String
    /// Nil where numbers from 0 say enough.
    public let labels: [String]?

    public init(_ name: String, labels: [String]? = nil) {
        self.name = name.visible
        self.labels = labels?.map(\.visible)
    }

    func label(_ index: Int) -> String {
        if let labels, labels.indices.contains(index) { return labels[index] }
        return String(index)
    }
}

/// What a picture does with a matrix that is larger than its place.
public enum Fit: Sendable, Hashable {
    /// One cell shows the mean of a block of values.
    case mean
    /// One cell shows the largest of a block of values.
    case largest
    /// A part of the matrix, from this row and column on.
    case window(row: Int, column: Int)
}

/// The part or the summary of a matrix that is shown.
struct Excerpt {
    let matrix: Matrix
    /// Where the shown part begins.
    let firstRow: Int
    let firstColumn: Int
    /// How many values one cell stands for, down and across.
    let rowsPerCell: Int
    let columnsPerCell: Int
    /// Says what is not shown as it is; empty if all is.
    let note: String

    /// At most as many rows and columns as asked for.
    init(of whole: Matrix, rows mostRows: Int, columns mostColumns: Int, fit: Fit) {
        let (mostRows, mostColumns) = (max(mostRows, 1), max(mostColumns, 1))
        if whole.rows <= mostRows && whole.columns <= mostColumns {
            self.init(
                matrix: whole, firstRow: 0, firstColumn: 0, rowsPerCell: 1, columnsPerCell: 1,
                note: "")
            return
        }
        switch fit {
        case .window(let row, let column):
            self.init(
                windowOf: whole, row: row, column: column, rows: mostRows, columns: mostColumns)
        case .mean, .largest:
            self.init(
                poolOf: whole, height: (whole.rows + mostRows - 1) / mostRows,
                width: (whole.columns + mostColumns - 1) / mostColumns, fit)
        }
    }

    private init(
        windowOf whole: Matrix, row: Int, column: Int, rows mostRows: Int, columns mostColumns: Int
    ) {
        let rows = Self.window(from: row, size: mostRows, of: whole.rows)
        let columns = Self.window(from: column, size: mostColumns, of: whole.columns)
        var notes: [String] = []
        if rows.count < whole.rows {
            notes.append("rows \(rows.lowerBound)–\(rows.upperBound - 1) of \(whole.rows)")
        }
        if columns.count < whole.columns {
            notes.append(
                "columns \(columns.lowerBound)–\(columns.upperBound - 1) of \(whole.columns)")
        }
        self.init(
            matrix: Matrix(
                rows: rows.count, columns: columns.count,
                values: rows.flatMap {
                    whole.row($0).dropFirst(columns.lowerBound).prefix(columns.count)
                }),
            firstRow: rows.lowerBound, firstColumn: columns.lowerBound, rowsPerCell: 1,
            columnsPerCell: 1, note: notes.joined(separator: ", "))
    }

    private init(poolOf whole: Matrix, height: Int, width: Int, _ fit: Fit) {
        let rows = (whole.rows + height - 1) / height
        let columns = (whole.columns + width - 1) / width
        var values: [Float] = []
        values.reserveCapacity(rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let block = (row * height..<min((row + 1) * height, whole.rows)).flatMap {
                    whole.row($0).dropFirst(column * width).prefix(width)
                }
                values.append(fit == .largest ? block.largest : block.mean)
            }
        }
        let kind = fit == .largest ? "the largest" : "the mean"
        self.init(
            matrix: Matrix(rows: rows, columns: columns, values: values), firstRow: 0,
            firstColumn: 0, rowsPerCell: height, columnsPerCell: width,
            note: "each cell is \(kind) of \(height) x \(width) values of "
                + "\(whole.rows) x \(whole.columns)")
    }

    private init(
        matrix: Matrix, firstRow: Int, firstColumn: Int, rowsPerCell: Int, columnsPerCell: Int,
        note: String
    ) {
        self.matrix = matrix
        self.firstRow = firstRow
        self.firstColumn = firstColumn
        self.rowsPerCell = rowsPerCell
        self.columnsPerCell = columnsPerCell
        self.note = note
    }

    private static func window(from start: Int, size: Int, of count: Int) -> Range<Int> {
        let start = min(max(start, 0), max(count - size, 0))
        return start..<min(start + size, count)
    }

    /// The name of a shown row; blocks are named by their first row's number.
    func rowLabel(_ row: Int, _ side: Side) -> String {
        rowsPerCell > 1 ? String(row * rowsPerCell) : side.label(firstRow + row)
    }

    func columnLabel(_ column: Int, _ side: Side) -> String {
        columnsPerCell > 1 ? String(column * columnsPerCell) : side.label(firstColumn + column)
    }
}

extension [Float] {
    /// Of all of them: one that is not a number makes the mean not a number.
    fileprivate var mean: Float { Float(reduce(0.0) { $0 + Double($1) } / Double(count)) }

    fileprivate var largest: Float {
        contains(where: \.isNaN) ? .nan : reduce(-.infinity) { Swift.max($0, $1) }
    }
}
