/// Numbers in rows and columns, as pictures take them.
public struct Matrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// Row by row.
    public let values: [Float]

    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "the values do not fill the matrix")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    public subscript(row: Int, column: Int) -> Float { values[row * columns + column] }

    public func row(_ row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    /// The means of blocks of cells, at most as many rows and columns as asked for. A block at the
    /// edge may be smaller.
    public func pooled(rows mostRows: Int, columns mostColumns: Int) -> (
        Matrix, height: Int, width: Int
    ) {
        let height = (rows + mostRows - 1) / max(mostRows, 1)
        let width = (columns + mostColumns - 1) / max(mostColumns, 1)
        if height <= 1 && width <= 1 { return (self, 1, 1) }
        let newRows = (rows + height - 1) / height
        let newColumns = (columns + width - 1) / width
        var means: [Float] = []
        for y in 0..<newRows {
            for x in 0..<newColumns {
                var sum: Float = 0
                var count = 0
                for row in y * height..<min((y + 1) * height, rows) {
                    for column in x * width..<min((x + 1) * width, columns) {
                        sum += self[row, column]
                        count += 1
                    }
                }
                means.append(sum / Float(count))
            }
        }
        return (Matrix(rows: newRows, columns: newColumns, values: means), height, width)
    }
}

/// One side of a matrix: what it stands for and what each place is called.
public struct Side: Sendable {
    public let name: String
    /// Nil where numbers from 0 say enough.
    public let labels: [String]?

    public init(_ name: String, labels: [String]? = nil) {
        self.name = name
        self.labels = labels?.map(\.visible)
    }

    func label(_ index: Int, pooledBy block: Int = 1) -> String {
        if let labels, block == 1 { return labels[index] }
        return String(index * block)
    }
}
