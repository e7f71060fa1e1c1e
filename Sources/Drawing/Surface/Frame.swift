/// A rectangle of cells on a surface: where something is drawn.
public struct Frame: Sendable, Hashable {
    public var column: Int
    public var row: Int
    public var width: Int
    public var height: Int

    public init(column: Int, row: Int, width: Int, height: Int) {
        self.column = column
        self.row = row
        self.width = width
        self.height = height
    }

    public func contains(column: Int, row: Int) -> Bool {
        column >= self.column && column < self.column + width && row >= self.row
            && row < self.row + height
    }

    /// The same rectangle on a surface on which this one's surface was drawn at a place.
    public func moved(columns: Int, rows: Int) -> Frame {
        Frame(column: column + columns, row: row + rows, width: width, height: height)
    }
}
