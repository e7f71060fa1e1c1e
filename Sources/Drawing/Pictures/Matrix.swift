import Tensors

/// Numbers in rows and columns, as pictures take them: a view of a tensor. To turn it, or to pick of its
/// rows and columns, copies nothing, as the logits of a long text fill hundreds of megabytes; what a
/// picture shows of it is read where it lies.
public struct Matrix: Sendable {
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
    /// Where the values lie: `[rows, columns]`, the other way round where it is transposed.
    let source: Tensor
    let isTransposed: Bool
    /// The rows and columns of the source that are shown.
    let picked: Picked
    /// Between the rows of the source, in values.
    let rowStride: Int

    /// A tensor of two axes, or of one as a single row.
    public init(_ tensor: Tensor) {
        self.init(tensor.rank == 2 ? tensor : tensor.matrix(at: []), picked: Picked())
    }

    /// - Parameter values: row by row.
    /// - Precondition: there are `rows * columns` values.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "the values do not fill the matrix")
        self.init(Tensor(values, shape: [rows, columns]))
    }

    /// The number of values.
    public var count: Int { rows * columns }

    private init(_ source: Tensor, isTransposed: Bool = false, picked: Picked = Picked()) {
        self.source = source
        self.isTransposed = isTransposed
        self.picked = picked
        rowStride = source.strides[0]
        let size = (
            picked.rows?.count ?? source.shape[0], picked.columns?.count ?? source.shape[1]
        )
        (rows, columns) = isTransposed ? (size.1, size.0) : size
    }

    /// Rows as columns and columns as rows.
    public var transposed: Matrix {
        Matrix(source, isTransposed: !isTransposed, picked: picked)
    }

    /// Some of the rows, in this order.
    public func picking(rows places: [Int]) -> Matrix {
        if isTransposed { return transposed.picking(columns: places).transposed }
        var picked = picked
        picked.rows = picked.rows.map { rows in places.map { rows[$0] } } ?? places
        return Matrix(source, picked: picked)
    }

    /// Some of the columns, in this order.
    public func picking(columns places: [Int]) -> Matrix {
        if isTransposed { return transposed.picking(rows: places).transposed }
        var picked = picked
        picked.columns = picked.columns.map { columns in places.map { columns[$0] } } ?? places
        return Matrix(source, picked: picked)
    }
}
