/// The names of columns above a matrix, each over its own: a name that is wider than its column
/// stands higher, with a line down to the column.
struct ColumnLabels {
    private let labels: [String]
    private let rowSide: String
    private let columnSide: String
    private let cellWidth: Int

    private static let mostLevels = 5

    init(_ columns: Side, rows: Side, count: Int, pooledBy block: Int, cellWidth: Int) {
        labels = (0..<count).map { columns.label($0, pooledBy: block) }
        rowSide = rows.name
        columnSide = columns.name
        self.cellWidth = cellWidth
        isNumbered = columns.labels == nil || block > 1
    }

    /// Numbers need not stand over every column.
    private let isNumbered: Bool

    /// - Parameter indent: the column of the matrix's left edge.
    func surface(indent: Int, width: Int) -> Surface {
        let levels = isNumbered ? [Int](repeating: 0, count: labels.count) : steps
        let height = (levels.max() ?? 0) + 1
        var surface = Surface(width: max(width, indent), height: height)
        let widest = (labels.map(\.displayWidth).max() ?? 1) + 1
        let stride = isNumbered ? max((widest + cellWidth - 1) / max(cellWidth, 1), 1) : 1
        for (index, label) in labels.enumerated() where index % stride == 0 {
            let column = indent + index * cellWidth
            let row = height - 1 - levels[index]
            for below in row + 1..<max(height, row + 1) {
                surface.put("│", column: column, row: below, style: .dim)
            }
            surface.put(
                label.truncated(to: space(of: index, levels, width - column)), column: column,
                row: row)
        }
        let names = [columnSide + " →", rowSide.isEmpty ? "" : rowSide + " ↓"].filter {
            $0.count > 2
        }
        for (place, name) in names.enumerated() where height >= names.count || place == 0 {
            surface.put(
                name.truncated(to: indent - 1), column: 0,
                row: max(height - names.count, 0) + place,
                style: .dim)
        }
        return surface
    }

    /// How high each name stands: above all names and lines that it reaches over.
    private var steps: [Int] {
        var levels = [Int](repeating: 0, count: labels.count)
        for index in labels.indices.reversed() {
            let reach = (labels[index].displayWidth + cellWidth) / cellWidth
            let over = levels[min(index + 1, labels.count)..<min(index + reach, labels.count)]
            levels[index] = min((over.max() ?? -1) + 1, Self.mostLevels - 1)
        }
        return levels
    }

    /// The columns up to the next name or line at the same height.
    private func space(of index: Int, _ levels: [Int], _ room: Int) -> Int {
        if isNumbered { return room }
        let next = levels[(index + 1)...].firstIndex { $0 >= levels[index] }
        return min(next.map { ($0 - index) * cellWidth - 1 } ?? room, room)
    }
}
