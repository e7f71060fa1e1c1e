/// Numbers in rows and columns, as pictures take them.
public struct Matrix: Sendable, Equatable {
    /// One place of a matrix, counted from 0.
    public struct Cell: Sendable, Hashable {
        public var row: Int
        public var column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

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
