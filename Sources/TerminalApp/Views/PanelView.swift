import Drawing

/// The open panel: a title, and the rows around the selected one.
struct PanelView {
    let walk: Walk
    let panel: Panel

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        var surface = Surface(width: width, height: height)
        surface.put(
            title.truncated(to: width), column: 0, row: 0,
            style: Style(bold: true, underlined: true))
        let rows = walk.panelRows
        let room = height - 1
        guard room > 0 else { return surface }
        let first = min(max(panel.selected - room / 2, 0), max(rows.count - room, 0))
        for (line, row) in zip(1..., rows.dropFirst(first).prefix(room)) {
            draw(row, isSelected: first + line - 1 == panel.selected, at: line, on: &surface)
        }
        if rows.isEmpty { surface.put("nothing reads it", column: 0, row: 1, style: .dim) }
        return surface
    }

    private func draw(_ row: PanelRow, isSelected: Bool, at line: Int, on surface: inout Surface) {
        let indent = String(repeating: "  ", count: row.id.count - 1)
        let mark = row.isOpen.map { $0 ? "▾ " : "▸ " } ?? "  "
        let bar = row.share.map { self.bar(of: $0) } ?? ""
        let text = indent + mark + bar + row.text
        surface.put(
            text.padded(to: surface.width).truncated(to: surface.width), column: 0, row: line,
            style: Style(bold: row.isTitle, reversed: isSelected))
    }

    /// Six places: how much of the largest term this one is.
    private func bar(of share: Float) -> String {
        let cells = Int((share.magnitude * 6).rounded())
        let bar = String(repeating: share < 0 ? "░" : "█", count: min(cells, 6))
        return bar.padded(to: 6) + " "
    }

    private var title: String {
        switch panel.kind {
        case .whereFrom: "Where does this number come from?"
        case .whereTo: "Where does it go? What would be gone if it were 0"
        case .whatIf: "What if?"
        case .lenses: "What matters? Other measures"
        case .ledger: "The ledger"
        case .help: "Keys that work here"
        }
    }
}
