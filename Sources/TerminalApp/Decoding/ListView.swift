import Drawing

/// Lines of which one is selected; where not all have room, those around it.
struct ListView {
    struct Line {
        let text: String
        let style: Style

        init(_ text: String, style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    let lines: [Line]
    let selected: Int?

    func surface(width: Int, height: Int) -> Surface {
        guard height > 0 else { return Surface(width: width, height: 0) }
        // The selected line is as long as the longest, not as the window.
        let width = min(width, (lines.map(\.text.displayWidth).max() ?? 0) + 3)
        let room = min(height, lines.count)
        let first = min(max((selected ?? 0) - room / 2, 0), max(lines.count - room, 0))
        var surface = Surface(width: width, height: room)
        for (row, index) in (first..<first + room).enumerated() {
            let isSelected = index == selected
            var style = lines[index].style
            if isSelected { style = Style(bold: true, reversed: true) }
            let text = (isSelected ? "▸ " : "  ") + lines[index].text
            surface.put(
                isSelected ? text.padded(to: width) : text.truncated(to: width), column: 0,
                row: row, style: style)
        }
        return surface
    }
}
