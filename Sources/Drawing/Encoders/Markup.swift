/// Writes a surface as a picture or a page of its own.
public enum Markup {
    private static let cellWidth = 9
    private static let cellHeight = 18
    private static let font = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

    /// A scalable picture on white; its text can be selected.
    public static func svg(_ surface: Surface, title: String) -> String {
        let width = surface.width * cellWidth
        let height = surface.height * cellHeight
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" font-family="\(font)" font-size="15">
            <title>\(escaped(title))</title>
            <rect width="\(width)" height="\(height)" fill="#ffffff"/>

            """
        for row in 0..<surface.height {
            for run in runs(of: surface, row: row) {
                text += rectangles(run, row: row)
            }
            for run in runs(of: surface, row: row) where !run.text.allSatisfy({ $0 == " " }) {
                let x = run.column * cellWidth
                let y = row * cellHeight + 13
                let weight = run.style.isBold ? " font-weight=\"bold\"" : ""
                let line = run.style.isUnderlined ? " text-decoration=\"underline\"" : ""
                text +=
                    "<text x=\"\(x)\" y=\"\(y)\" textLength=\"\(run.count * cellWidth)\" xml:space=\"preserve\""
                    + " fill=\"\(ink(run.style))\"\(weight)\(line)>\(escaped(run.text))</text>\n"
            }
        }
        return text + "</svg>\n"
    }

    /// A page that follows the reader's choice of a light or a dark background.
    public static func html(_ surface: Surface, title: String) -> String {
        var text = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title>
            <style>:root { color-scheme: light dark } pre { font: 15px/1.25 \(font) } b { font-weight: bold }</style>
            </head><body><pre>

            """
        for row in 0..<surface.height {
            for run in runs(of: surface, row: row) {
                var style = ""
                if let upper = run.style.upperTone {
                    let lower = run.style.tone.map { $0.colour.hex } ?? "transparent"
                    style = "background:linear-gradient(\(upper.colour.hex) 50%,\(lower) 50%)"
                } else if let tone = run.style.tone {
                    style = "background:\(tone.colour.hex);color:\(ink(run.style))"
                }
                if run.style.isBold { style += ";font-weight:bold" }
                if run.style.isUnderlined { style += ";text-decoration:underline" }
                if run.style.isDim { style += ";opacity:.7" }
                let content = "\u{2068}\(escaped(run.text))\u{2069}"
                let isPlainASCII = run.text.utf8.allSatisfy { $0 < 0x80 }
                let inner = isPlainASCII ? escaped(run.text) : content
                text += style.isEmpty ? inner : "<span style=\"\(style)\">\(inner)</span>"
            }
            text += "\n"
        }
        return text + "</pre></body></html>\n"
    }

    private struct Run {
        let column: Int
        var count: Int
        var text: String
        let style: Style
    }

    /// Cells of one style side by side.
    private static func runs(of surface: Surface, row: Int) -> [Run] {
        var runs: [Run] = []
        for (column, cell) in surface.row(row).enumerated() {
            let text = cell.character.map(String.init) ?? ""
            if let last = runs.last, last.style == cell.style {
                runs[runs.count - 1].count += 1
                runs[runs.count - 1].text += text
            } else {
                runs.append(Run(column: column, count: 1, text: text, style: cell.style))
            }
        }
        return runs
    }

    private static func rectangles(_ run: Run, row: Int) -> String {
        func rectangle(_ tone: Tone, from top: Int, height: Int) -> String {
            "<rect x=\"\(run.column * cellWidth)\" y=\"\(top)\" width=\"\(run.count * cellWidth)\""
                + " height=\"\(height)\" fill=\"\(tone.colour.hex)\"/>\n"
        }
        let top = row * cellHeight
        if let upper = run.style.upperTone {
            let lower = run.style.tone.map {
                rectangle($0, from: top + cellHeight / 2, height: cellHeight / 2)
            }
            return rectangle(upper, from: top, height: cellHeight / 2) + (lower ?? "")
        }
        return run.style.tone.map { rectangle($0, from: top, height: cellHeight) } ?? ""
    }

    private static func ink(_ style: Style) -> String {
        guard let tone = style.tone else { return style.isDim ? "#666666" : "#111111" }
        return tone.colour.luminance > 0.2 ? "#000000" : "#ffffff"
    }

    private static func escaped(_ text: String) -> String {
        text.visible.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

extension Tone {
    var colour: RGB { map.colour(at: level) }
}
