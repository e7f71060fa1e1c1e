import Tensors

/// The part or the summary of a matrix that is shown.
struct Excerpt: Sendable {
    let whole: Matrix
    let rows: Span
    let columns: Span
    let pooling: Pooling

    /// At most as many rows and columns as asked for.
    init(of whole: Matrix, rows mostRows: Int, columns mostColumns: Int, fit: Fit) {
        self.init(
            of: whole, rows: Span(of: whole.rows, most: mostRows, fit: fit, \.row),
            columns: Span(of: whole.columns, most: mostColumns, fit: fit, \.column),
            fit.pooling)
    }

    init(of whole: Matrix, rows: Span, columns: Span, _ pooling: Pooling) {
        self.whole = whole
        self.rows = rows
        self.columns = columns
        self.pooling = pooling
    }

    /// The numbers of all cells. Of the many excerpts that are tried for a picture only one is read.
    var matrix: Matrix {
        if rows.cells == whole.rows && columns.cells == whole.columns { return whole }
        let isPooled = rows.perCell > 1 || columns.perCell > 1
        return isPooled
            ? whole.pooled(rows: rows, columns: columns, pooling)
            : Matrix(
                rows: rows.cells, columns: columns.cells,
                values: whole.values(rows: rows.values, columns: columns.values))
    }

    /// Says what is not shown as it is; empty if all is.
    var note: String {
        func part(_ name: String, _ span: Span) -> String? {
            span.values.count == span.size
                ? nil : "\(name) \(span.first)–\(span.values.upperBound - 1) of \(span.size)"
        }
        let parts = [part("rows", rows), part("columns", columns)].compactMap { $0 }
        guard rows.perCell > 1 || columns.perCell > 1 else { return parts.joined(separator: ", ") }
        let kind = pooling == .largest ? "the largest" : "the mean"
        let blocks = "each cell is \(kind) of \(rows.perCell) x \(columns.perCell) values"
        return parts.isEmpty
            ? "\(blocks) of \(whole.rows) x \(whole.columns)"
            : "\(blocks); " + parts.joined(separator: ", ")
    }
}

extension Span {
    /// - Parameters:
    ///   - place: which of a window's two places counts for this side.
    ///   - cursor: the value that a window shows instead.
    init(
        of size: Int, most: Int, fit: Fit, _ place: KeyPath<Viewport, Int>, cursor: Int? = nil
    ) {
        let most = max(most, 1)
        switch fit {
        case .mean, .largest: self.init(pooling: size, most: most)
        case .window(let viewport):
            self.init(
                windowOn: size, showing: cursor ?? viewport[keyPath: place], most: most,
                zoom: viewport.zoom)
        }
    }
}
