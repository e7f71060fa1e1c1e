import Tensors

/// Many small maps of one kind, side by side to be compared: a row for each layer, a column for
/// each head. All share one scale.
public struct HeadGrid: Picture {
    /// One map.
    public struct Entry: Sendable {
        public let title: String
        public let matrix: Matrix
        /// Whether it is the one that is shown large.
        public let isMarked: Bool

        public init(title: String, matrix: Matrix, isMarked: Bool = false) {
            self.title = title.visible
            self.matrix = matrix
            self.isMarked = isMarked
        }
    }

    private let entries: [Entry]
    private let perRow: Int
    private let scale: Scale
    private let legend: String?
    private let pooling: Pooling

    /// - Parameters:
    ///   - perRow: how many stand side by side where the width allows it.
    ///   - legend: what the values are, for the legend; nil for no legend.
    ///   - pooling: what a cell shows that stands for several values.
    public init(
        _ entries: [Entry], perRow: Int, scale: Scale, legend: String? = nil,
        pooling: Pooling = .mean
    ) {
        self.entries = entries
        self.perRow = max(perRow, 1)
        self.scale = scale
        self.legend = legend
        self.pooling = pooling
    }

    private static let gap = 2
    /// Narrower maps are not worth a place beside each other.
    private static let leastWidth = 12

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        var parts = [grid(width: width, height: height, depth: depth)]
        if let legend {
            parts.append(
                Legend(scale, title: legend, for: entries.extremes).surface(
                    width: width, depth: depth))
        }
        return Surface.stacked(parts, gap: 1).cropped(width: width, height: .max)
    }

    private func grid(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let perRow = self.perRow(width: width, depth: depth)
        let share = Self.share(of: width, perRow)
        let lines = (entries.count + perRow - 1) / perRow
        // A legend and the gaps have their lines too.
        let heightOfOne = height.map { max(($0 - 2) / max(lines, 1) - 1, 2) }
        let small = entries.map { SmallMap($0, scale: scale, depth: depth, pooling: pooling) }
        // Maps that are compared begin on the same line.
        let titleHeight = small.map { $0.title(width: share).count }.max() ?? 0
        let maps = small.map {
            $0.surface(width: share, height: heightOfOne, titleHeight: titleHeight)
        }
        let widest = maps.map(\.width).max() ?? 0
        let rows = stride(from: 0, to: maps.count, by: perRow).map { start in
            Surface.beside(
                maps[start..<min(start + perRow, maps.count)].map { $0.widened(to: widest) },
                gap: Self.gap)
        }
        return .stacked(rows, gap: 1)
    }

    private static func share(of width: Int, _ count: Int) -> Int {
        max((width + gap) / count - gap, 1)
    }

    /// Somewhat fewer side by side if that spares a summary; else as many as there is room for.
    private func perRow(width: Int, depth: ColourDepth) -> Int {
        let most = max((width + Self.gap) / (Self.leastWidth + Self.gap), 1)
        let wanted = min(perRow, most)
        let widest = entries.map(\.matrix.columns).max() ?? 0
        let needed = widest * (CellPainter(depth: depth).spellsSigns(scale) ? 2 : 1)
        let whole = (max(wanted / 2, 1)...wanted).last { Self.share(of: width, $0) >= needed }
        return whole ?? wanted
    }
}

extension [HeadGrid.Entry] {
    /// Those of all maps together.
    public var extremes: Extremes {
        reduce(Extremes()) { $0.joined(with: $1.matrix.extremes) }
    }
}

/// One map of a grid: a title and the values, without names.
private struct SmallMap {
    private let entry: HeadGrid.Entry
    private let scale: Scale
    private let painter: CellPainter
    private let pooling: Pooling

    init(_ entry: HeadGrid.Entry, scale: Scale, depth: ColourDepth, pooling: Pooling) {
        self.pooling = pooling
        self.entry = entry
        self.scale = scale
        painter = CellPainter(depth: depth)
    }

    /// The most rows of a page that may grow.
    private static let mostRows = 32

    func surface(width: Int, height: Int?, titleHeight: Int) -> Surface {
        let matrix = entry.matrix
        let rows = height.map { $0 - titleHeight + 1 } ?? Self.mostRows
        // Two columns make a cell square, or two halves of one.
        let isSquare = matrix.columns * 2 <= width && matrix.rows <= min(rows, 16)
        let cell = isSquare || painter.spellsSigns(scale) ? 2 : 1
        let isHalved = cell == 1 && painter.depth.hasHalves
        let excerpt = Excerpt(
            of: matrix, rows: isHalved ? rows * 2 : rows, columns: max(width / cell, 1),
            fit: pooling == .largest ? .largest : .mean)
        let shown = excerpt.matrix
        let lines = isHalved ? (shown.rows + 1) / 2 : shown.rows
        let titles = title(width: width)
        let remarks = remarks(on: excerpt, width: width)
        let widest = (titles + remarks).map(\.displayWidth).max() ?? 0
        var surface = Surface(
            width: max(shown.columns * cell, widest), height: titleHeight + lines + remarks.count)
        for (row, title) in titles.enumerated() {
            surface.put(title, column: 0, row: row, style: entry.isMarked ? .bold : .plain)
        }
        for (row, remark) in zip((titleHeight + lines)..., remarks) {
            surface.put(remark, column: 0, row: row, style: .dim)
        }
        for line in 0..<lines {
            for column in 0..<shown.columns {
                let row = titleHeight + line
                if isHalved {
                    let lower = 2 * line + 1 < shown.rows ? shown[2 * line + 1, column] : nil
                    painter.paint(
                        upper: shown[2 * line, column], lower: lower, (scale, scale), on: &surface,
                        column: column, row: row, width: 1)
                } else {
                    painter.paint(
                        shown[line, column], scale, on: &surface, column: column * cell, row: row,
                        width: cell)
                }
            }
        }
        return surface
    }

    func title(width: Int) -> [String] {
        wrapped(entry.title + (entry.isMarked ? " ◂" : ""), width: width)
    }

    private func remarks(on excerpt: Excerpt, width: Int) -> [String] {
        excerpt.note.isEmpty
            ? []
            : wrapped(
                "\(pooling == .largest ? "largest" : "means") of \(excerpt.rows.perCell) x \(excerpt.columns.perCell)",
                width: width)
    }
}

extension Surface {
    fileprivate func widened(to width: Int) -> Surface {
        var result = Surface(width: max(width, self.width), height: height)
        result.draw(self, column: 0, row: 0)
        return result
    }
}
