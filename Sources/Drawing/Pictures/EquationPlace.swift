/// Shares a place among the operands of an equation.
struct EquationPlace {
    let width: Int
    let height: Int?
    let depth: ColourDepth

    typealias Part = EquationLayout.Part
    typealias Sign = EquationLayout.Sign

    // MARK: - Side by side

    func beside(_ equation: Equation, _ maps: [Heatmap]) -> EquationLayout {
        let layout = beside(equation, maps, noteLines: 0)
        // A line for what is not shown, only where something is not.
        return layout.parts.contains { !$0.note.isEmpty }
            ? beside(equation, maps, noteLines: 1) : layout
    }

    private func beside(
        _ equation: Equation, _ maps: [Heatmap], noteLines: Int
    ) -> EquationLayout {
        let signs = equation.signs.map(\.signLines)
        let gaps = signs.map { ($0.map(\.displayWidth).max() ?? 0) + 2 }
        let names = equation.operands.map(\.title.displayWidth)
        let widths = shares(of: width - gaps.reduce(0, +), maps, names: names)
        let titleLines = hasRoomForShapes(maps) ? 2 : 1
        let below = height.map { max($0 - titleLines - noteLines, 1) }
        let layouts = aligned(maps, widths, height: below)
        let top = layouts.map { $0.layout?.frame.row ?? 0 }.max() ?? 0
        // The signs stand in the middle of the lowest picture of more than one row, beside all.
        let heights = layouts.map { $0.layout?.frame.height ?? 1 }
        let lines = heights.filter { $0 > 1 }.min() ?? 1

        var layout = EquationLayout(width: width, height: height, depth: depth)
        var column = 0
        for (index, (picture, drop)) in layouts.enumerated() {
            let title = equation.operands[index].title(lines: titleLines, width: widths[index])
            let note = picture?.excerpt.note(width: widths[index]) ?? ""
            let used = max(
                picture?.reach ?? 1, title.map(\.displayWidth).max() ?? 0, note.displayWidth)
            layout.parts.append(
                Part(
                    title: title, titleColumn: column, isResult: index == maps.count - 1,
                    note: note,
                    layout: picture,
                    frame: Frame(
                        column: column, row: 0, width: used,
                        height: titleLines + drop + (picture?.height ?? 1) + noteLines),
                    picture: (column, titleLines + drop)))
            column += used
            guard index < signs.count else { break }
            let first = titleLines + top + max(lines - signs[index].count, 0) / 2
            layout.signs += zip(signs[index], first...).map {
                Sign(text: $0, column: column + 1, row: $1)
            }
            column += gaps[index]
        }
        return layout
    }

    /// Layouts whose first rows stand on one line where the height allows it, so that a lit row
    /// runs through all of them.
    private func aligned(
        _ maps: [Heatmap], _ widths: [Int], height: Int?
    ) -> [(layout: HeatmapLayout?, drop: Int)] {
        func layout(_ index: Int, drop: Int) -> HeatmapLayout? {
            maps[index].layout(
                width: widths[index], height: height.map { max($0 - drop, 1) }, depth: depth)
        }
        let first = maps.indices.map { layout($0, drop: 0) }
        let top = first.map { $0?.frame.row ?? 0 }.max() ?? 0
        return maps.indices.map { index in
            let drop = top - (first[index]?.frame.row ?? 0)
            guard drop > 0, let height, let lower = layout(index, drop: drop) else {
                return (first[index], drop)
            }
            return (lower, max(min(top - lower.frame.row, height - lower.height), 0))
        }
    }

    /// Every operand gets the width of its narrowest cells, or a fair share of what there is; what
    /// is left makes cells wider, the result's first.
    private func shares(of width: Int, _ maps: [Heatmap], names: [Int]) -> [Int] {
        let cells = maps.map { HeatmapLayout.cellWidths(of: $0, depth: depth) }
        func need(_ index: Int, _ cell: Int) -> Int {
            max(HeatmapLayout.width(of: maps[index], cell: cell), min(names[index], 12))
        }
        var widths = maps.indices.map { need($0, cells[$0].lowerBound) }
        var left = width - widths.reduce(0, +)
        if left < 0 { return shared(width, among: widths) }
        func widen(_ indices: [Int], to cell: Int) {
            let wider = indices.filter { cells[$0].contains(cell) }
            let more = wider.map { max(need($0, cell) - widths[$0], 0) }
            guard more.reduce(0, +) <= left else { return }
            for (index, more) in zip(wider, more) { widths[index] += more }
            left -= more.reduce(0, +)
        }
        // Matrices of one width are compared, so their cells stay alike until they are square; where
        // there is no room for that, the result's come first.
        for index in maps.indices.reversed() {
            let columns = maps[index].matrix.columns
            widen(maps.indices.filter { maps[$0].matrix.columns == columns }, to: 2)
            widen([maps.count - 1], to: 2)
        }
        for index in maps.indices.reversed() {
            for cell in cells[index] where cell > 2 { widen([index], to: cell) }
            // The last name may reach over its column.
            let reach = min(left, HeatmapLayout.overhang(of: maps[index]))
            widths[index] += reach
            left -= reach
        }
        // Small tables have long names.
        for index in maps.indices.reversed() {
            let more = min(left, max(names[index] - widths[index], 0))
            widths[index] += more
            left -= more
        }
        return widths
    }

    /// Whether the shapes can have a line of their own below the titles.
    private func hasRoomForShapes(_ maps: [Heatmap]) -> Bool {
        guard let height else { return true }
        let lines = maps.map { HeatmapLayout.lines(of: $0, depth: depth) }.max() ?? 0
        return height >= lines + 2 + Self.linesForNames
    }

    /// Names above the columns can use this many lines.
    private static let linesForNames = 4

    // MARK: - One below the other

    func stacked(_ equation: Equation, _ maps: [Heatmap]) -> EquationLayout {
        let needs = maps.map {
            HeatmapLayout.lines(of: $0, depth: depth)
                + ($0.names.contains(.columns) ? Self.linesForNames : 0)
        }
        let heights = height.map { shared(max($0 - maps.count, 0), among: needs) }
        func layout(_ index: Int, shift: Int) -> HeatmapLayout? {
            maps[index].layout(
                width: max(width - shift, 1), height: heights?[index], depth: depth)
        }
        // Columns that go together stand one below the other.
        let first = maps.indices.map { layout($0, shift: 0) }
        let columns = maps.last?.matrix.columns
        let lefts = maps.indices.map { index in
            maps[index].matrix.columns == columns ? first[index]?.left : nil
        }
        let left = lefts.compactMap { $0 }.max() ?? 0
        var stack = EquationLayout(width: width, height: height, depth: depth)
        var row = 0
        for (index, sign) in ([""] + equation.signs).enumerated() {
            let shift = lefts[index].map { left - $0 } ?? 0
            let picture = shift > 0 ? layout(index, shift: shift) : first[index]
            let note = picture?.excerpt.shortNote ?? ""
            let indent = sign.isEmpty ? 0 : sign.displayWidth + 1
            let title = equation.operands[index].title(lines: 1, width: width - indent)
            let frame = Frame(
                column: 0, row: row, width: width, height: 1 + (picture?.height ?? 1))
            stack.parts.append(
                Part(
                    title: title.map { note.isEmpty ? $0 : $0 + "  (\(note))" },
                    titleColumn: indent, isResult: index == maps.count - 1, note: "",
                    layout: picture, frame: frame, picture: (shift, row + 1)))
            stack.signs.append(Sign(text: sign, column: 0, row: row))
            row += frame.height
        }
        return stack
    }
}

/// Shares a size: each gets what it needs if that is not more than its part of what the others
/// leave.
func shared(_ total: Int, among needs: [Int]) -> [Int] {
    var shares = needs
    var left = total
    for (rank, index) in needs.indices.sorted(by: { needs[$0] < needs[$1] }).enumerated() {
        shares[index] = max(min(needs[index], left / (needs.count - rank)), 0)
        left -= shares[index]
    }
    return shares
}

extension String {
    /// A short sign on one line, else a word a line.
    fileprivate var signLines: [String] {
        displayWidth <= 3 ? [self] : split(separator: " ").map(String.init)
    }
}

extension Equation.Operand {
    /// The title and the shape in the longest form that fits.
    fileprivate func title(lines: Int, width: Int) -> [String] {
        let (rows, columns) = (map.matrix.rows, map.matrix.columns)
        func named(_ side: Side, _ count: Int) -> String {
            side.name.isEmpty ? String(count) : "\(side.name) \(count)"
        }
        let shapes = [
            "\(named(map.rows, rows)) x \(named(map.columns, columns))", "\(rows) x \(columns)", "",
        ]
        if lines > 1 {
            return [
                title.truncated(to: max(width, 1)),
                shapes.first { $0.displayWidth <= width } ?? "",
            ]
        }
        let whole = shapes.map { $0.isEmpty ? title : "\(title)  \($0)" }
        return [whole.first { $0.displayWidth <= width } ?? title.truncated(to: max(width, 1))]
    }
}
