import Tensors

/// What a picture does with a matrix that is larger than its place.
public enum Fit: Sendable, Hashable {
    /// One cell shows the mean of a block of values, so that all of them are in the picture.
    case mean
    /// One cell shows the largest of a block of values.
    case largest
    /// As many cells as there is room for, around a place. A cursor is always among them.
    case window(Viewport)

    var pooling: Pooling {
        switch self {
        case .mean: return .mean
        case .largest: return .largest
        case .window(let viewport): return viewport.pooling
        }
    }
}

/// What a window on a matrix shows and how many values a cell of it stands for.
public struct Viewport: Sendable, Hashable {
    /// A row and a column that are shown where there is no cursor.
    public var row: Int
    public var column: Int
    /// A cell shows a block of `zoom` x `zoom` values; 1 for single values.
    public var zoom: Int
    public var pooling: Pooling

    public init(row: Int = 0, column: Int = 0, zoom: Int = 1, pooling: Pooling = .mean) {
        self.row = row
        self.column = column
        self.zoom = max(zoom, 1)
        self.pooling = pooling
    }
}

/// The part of one side of a matrix that is shown.
struct Span: Sendable, Hashable {
    /// The first value that is shown.
    let first: Int
    /// How many values one cell stands for; the last may stand for fewer.
    let perCell: Int
    /// How many cells there are.
    let cells: Int
    /// How many values the side has.
    let size: Int

    /// All values, in at most `most` cells.
    init(pooling size: Int, most: Int) {
        first = 0
        perCell = max((size + most - 1) / max(most, 1), 1)
        cells = (size + perCell - 1) / perCell
        self.size = size
    }

    /// At most `most` cells, with a value among them. It stands still while the value moves over most
    /// of it, and then turns to the next cells as to a page, as all that is shown has to be drawn anew
    /// when it moves; pages share cells, so that there is always something to be seen before and behind
    /// the value. Its edges stay on the borders of blocks.
    init(windowOn size: Int, showing value: Int, most: Int, zoom: Int) {
        perCell = max(min(zoom, size), 1)
        let all = (size + perCell - 1) / perCell
        cells = min(all, max(most, 1))
        // Operands that stand side by side are nearly as wide, and shall turn with one key.
        let turned = cells < 16 ? cells : cells / 4 * 4
        let margin = turned / Self.sharedPart
        let page = max(turned - 2 * margin, 1)
        let wanted = min(max(value, 0), max(size - 1, 0)) / perCell
        first = min(max(wanted - margin, 0) / page * page, all - cells) * perCell
        self.size = size
    }

    /// At each end, one of so many cells is also on the neighbouring page.
    private static let sharedPart = 8

    /// The share of the values that have a cell of their own.
    var share: Double { Double(cells) / Double(size) }

    /// The values that are shown.
    var values: Range<Int> { first..<min(first + cells * perCell, size) }

    func values(of cell: Int) -> Range<Int> {
        let start = first + cell * perCell
        return start..<min(start + perCell, size)
    }

    /// The cell that shows a value; nil for one outside.
    func cell(of value: Int) -> Int? {
        values.contains(value) ? (value - first) / perCell : nil
    }

    /// The name of a cell; blocks are named by their first value's number.
    func label(_ cell: Int, _ side: Side) -> String {
        let value = first + cell * perCell
        return perCell > 1 ? String(value) : side.label(value)
    }
}
