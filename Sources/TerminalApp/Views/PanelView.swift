import Drawing

/// The open panel: a title, and the rows around the selected one.
struct PanelView {
    let walk: Walk
    let panel: Panel

    func surface(width: Int, height: Int) -> Surface {
        var surface = Surface(width: width, height: height)
        surface.put(
            title.padded(to: width).truncated(to: width), column: 0, row: 0,
            style: Style(bold: true, underlined: true))
        let lines = shownLines(width: width, height: height)
        for (row, line) in zip(1..., lines) {
            surface.put(line.text, column: 0, row: row, style: line.style)
        }
        if lines.isEmpty { surface.put(nothing, column: 0, row: 1, style: .dim) }
        return surface
    }

    private var nothing: String {
        panel.kind == .whereFrom ? "here it begins: \(walk.event.op.formula)" : "nothing reads it"
    }

    /// The row of the panel that is drawn at a line of the surface.
    func row(at line: Int, width: Int, height: Int) -> Int? {
        let lines = shownLines(width: width, height: height)
        return lines.indices.contains(line - 1) ? lines[line - 1].row : nil
    }

    /// The lines around the selected row that have room below the title.
    private func shownLines(width: Int, height: Int) -> [Line] {
        let lines = panel.rows.enumerated().flatMap { index, row in
            self.lines(of: row, at: index, width: width)
        }
        let room = max(height - 1, 0)
        let selected = lines.firstIndex { $0.row == panel.selected } ?? 0
        let first = min(max(selected - room / 2, 0), max(lines.count - room, 0))
        return Array(lines.dropFirst(first).prefix(room))
    }

    private struct Line {
        let text: String
        let style: Style
        /// Which row of the panel it belongs to.
        let row: Int
    }

    private func lines(of row: PanelRow, at index: Int, width: Int) -> [Line] {
        let isSelected = index == panel.selected
        let indent = String(repeating: "  ", count: max(row.id.count - 1, 0))
        let mark = row.isOpen.map { $0 ? "▾ " : "▸ " } ?? "  "
        if row.isNote {
            return wrapped(row.text, width: max(width - 4, 8)).map {
                Line(
                    text: (indent + "  " + $0).truncated(to: width),
                    style: Style(dim: !isSelected, reversed: isSelected), row: index)
            }
        }
        let share = row.share.map { bar(of: $0) } ?? ""
        let text = (indent + mark + share + row.text).truncated(to: width)
        let style = Style(bold: row.isTitle, reversed: isSelected)
        return [
            Line(
                text: isSelected ? text.padded(to: width) : text, style: style,
                row: index)
        ]
    }

    /// Six places: how much of the largest term this one is; hollow where it takes away.
    private func bar(of share: Float) -> String {
        let cells = min(Int((share.magnitude * 6).rounded()), 6)
        return String(repeating: share < 0 ? "░" : "█", count: cells).padded(to: 6) + " "
    }

    private var title: String {
        switch panel.kind {
        case .whereFrom:
            "Where does it come from?  "
                + CellName.short(walk.gaze.cell, in: walk.trace)
        case .whereTo: "Where does it go? What would be gone if it were 0"
        case .whatIf: "What if?"
        case .lenses: "What matters? Other measures than the attention weight"
        case .ledger: "The ledger: what every step takes"
        case .help: "What is this, and which keys work here"
        }
    }
}
