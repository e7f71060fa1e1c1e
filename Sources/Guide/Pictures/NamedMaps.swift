import Drawing

/// Several maps of one kind beside each other, all on one scale, each with the names of its rows and
/// columns: where there is room for them, better than small ones without names.
struct NamedMaps {
    let entries: [HeadGrid.Entry]
    let rows: Side
    let columns: Side
    let scale: Scale
    /// What the values are; nil for no legend.
    let legend: String?

    private static let gap = 3

    /// - Returns: nil where not every map can be shown as a whole, with all its names.
    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface? {
        // Nearly as many side by side as one above the other, so that the maps are large.
        let square = Int(Double(entries.count).squareRoot().rounded(.up))
        let candidates = Array(square...entries.count) + (1..<square).reversed()
        let notes = legend.map {
            Legend(scale, title: $0, for: entries.extremes).surface(
                width: width, depth: depth)
        }
        let room = height - (notes.map { $0.height + 1 } ?? 0)
        for perRow in candidates {
            guard let grid = grid(perRow, width: width, depth: depth), grid.height <= room else {
                continue
            }
            return .stacked([grid] + (notes.map { [$0] } ?? []), gap: 1)
        }
        return nil
    }

    private func grid(_ perRow: Int, width: Int, depth: ColourDepth) -> Surface? {
        let share = (width + Self.gap) / perRow - Self.gap
        guard share > 0 else { return nil }
        var maps: [Surface] = []
        for entry in entries {
            let map = Heatmap(
                entry.matrix, rows: rows, columns: columns, shading: .shared(scale))
            let layout = map.layout(width: share, height: nil, depth: depth)
            guard layout?.remarks.isEmpty == true, entry.title.displayWidth <= share else {
                return nil
            }
            let title = Surface(lines: [entry.title], style: entry.isMarked ? .bold : .plain)
            maps.append(.stacked([title, map.surface(width: share, height: nil, depth: depth)]))
        }
        return .stacked(
            stride(from: 0, to: maps.count, by: perRow).map { start in
                .beside(
                    Array(maps[start..<min(start + perRow, maps.count)]), gap: Self.gap)
            }, gap: 1)
    }
}
