import Tensors

/// Places on the sides of a matrix, in the order in which they are shown; nil for all of them.
struct Picked: Sendable, Hashable {
    var rows: [Int]?
    var columns: [Int]?

    /// A vocabulary has many thousands of places, of which the first tell most orders apart.
    func hash(into hasher: inout Hasher) {
        for places in [rows, columns] {
            hasher.combine(places?.count)
            hasher.combine(places?.prefix(8))
        }
    }
}

/// What is asked about a matrix as a whole.
private enum Question: Hashable {
    case extremes(Picked)
    case beyond(Scale, Picked)
    case pooled(rows: Span, columns: Span, Pooling, Picked)
}

extension Matrix {
    public subscript(row: Int, column: Int) -> Float {
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "outside")
        let place = isTransposed ? (column, row) : (row, column)
        return source.pointer[
            (picked.rows?[place.0] ?? place.0) * rowStride + (picked.columns?[place.1] ?? place.1)]
    }

    /// A copy of a part, row by row.
    func values(rows: Range<Int>, columns: Range<Int>) -> [Float] {
        if !isTransposed { return copy(rows: rows, columns: columns).elements }
        return rows.flatMap { row in columns.map { self[row, $0] } }
    }

    /// A copy of one row.
    public func row(_ row: Int) -> [Float] {
        values(rows: row..<row + 1, columns: 0..<columns)
    }

    func extremes(ofRow row: Int) -> Extremes { Extremes(of: self.row(row)) }

    /// What the values reach; looked for once for as long as they are kept.
    public var extremes: Extremes {
        if picked == Picked() { return source.extremes }
        return source.finding(Question.extremes(picked)) {
            isReordered
                ? source.extremes
                : strips.reduce(Extremes()) { $0.joined(with: $1.extremes) }
        }
    }

    /// How many values are drawn as one of the ends of a scale.
    func valuesBeyond(_ scale: Scale) -> Int {
        if scale.covers(extremes.lowest) && scale.covers(extremes.highest) { return 0 }
        // The order may change with every key, and there are as many in each.
        let asked = isReordered ? Picked() : picked
        return source.finding(Question.beyond(scale, asked)) {
            asked == Picked()
                ? source.valuesBeyond(scale)
                : strips.reduce(0) { $0 + $1.valuesBeyond(scale) }
        }
    }

    /// One value for each block; worked out once for as long as the values are kept.
    func pooled(rows: Span, columns: Span, _ pooling: Pooling) -> Matrix {
        if isTransposed {
            return transposed.pooled(rows: columns, columns: rows, pooling).transposed
        }
        return source.finding(Question.pooled(rows: rows, columns: columns, pooling, picked)) {
            // The rows that are picked are few of very many.
            let chosen = picked.rows.map { Matrix(source).copy(ofRows: $0) } ?? source
            guard let places = picked.columns else {
                return Matrix(
                    chosen.pooled(
                        rows: rows.values, columns: columns.values, high: rows.perCell,
                        wide: columns.perCell, pooling))
            }
            // First each column by itself: then there is little to bring into another order.
            let folded = chosen.pooled(
                rows: rows.values, columns: 0..<chosen.shape[1], high: rows.perCell, wide: 1,
                pooling)
            let ordered = Matrix(folded).picking(columns: Array(places[columns.values]))
            return Matrix(
                ordered.copy(rows: 0..<rows.cells, columns: 0..<ordered.columns).pooled(
                    rows: 0..<rows.cells, columns: 0..<ordered.columns, high: 1,
                    wide: columns.perCell, pooling))
        }
    }

    /// Another matrix of this shape less this one; nothing has changed where both are the same
    /// infinity.
    func difference(to other: Matrix) -> Matrix {
        Matrix(
            Tensor(shape: [rows, columns]) { output in
                for row in 0..<rows {
                    for column in 0..<columns {
                        let (before, after) = (self[row, column], other[row, column])
                        output[row * columns + column] = before == after ? 0 : after - before
                    }
                }
            })
    }

    // MARK: - Copies of a few rows

    /// Whether all values are shown, in another order.
    private var isReordered: Bool {
        picked.rows == nil && picked.columns?.isOrder(of: source.shape[1]) == true
    }

    /// Copies of all rows of what is not transposed, a few at a time.
    private var strips: some Sequence<Tensor> {
        let whole = isTransposed ? transposed : self
        return stride(from: 0, to: whole.rows, by: Matrix.rowsOfAStrip).lazy.map {
            whole.copy(
                rows: $0..<min($0 + Matrix.rowsOfAStrip, whole.rows), columns: 0..<whole.columns)
        }
    }

    private static let rowsOfAStrip = 16

    private func copy(ofRows places: [Int]) -> Tensor {
        picking(rows: places).copy(rows: places.indices, columns: 0..<columns)
    }

    /// A copy of a part of what is not transposed.
    private func copy(rows: Range<Int>, columns: Range<Int>) -> Tensor {
        precondition(
            !isTransposed && rows.upperBound <= self.rows && columns.upperBound <= self.columns)
        return Tensor(shape: [rows.count, columns.count]) { output in
            var next = output
            for row in rows {
                let start = source.pointer + (picked.rows?[row] ?? row) * rowStride
                if let places = picked.columns {
                    for (offset, place) in places[columns].enumerated() {
                        next[offset] = start[place]
                    }
                } else {
                    next.update(from: start + columns.lowerBound, count: columns.count)
                }
                next += columns.count
            }
        }
    }
}

extension Tensor {
    fileprivate func valuesBeyond(_ scale: Scale) -> Int {
        var count = 0
        forEachRow { row in
            for column in 0..<shape[rank - 1] where !scale.covers(row[column]) { count += 1 }
        }
        return count
    }
}

extension [Int] {
    /// Whether each number below `count` stands here once.
    fileprivate func isOrder(of count: Int) -> Bool {
        guard self.count == count else { return false }
        var isFound = [Bool](repeating: false, count: count)
        for place in self { isFound[place] = true }
        return isFound.allSatisfy { $0 }
    }
}
