import Drawing
import Guide

/// What happens in this step, why, and what to notice in its numbers.
struct WordsView {
    let walk: Walk

    private struct Paragraph {
        let text: String
        let style: Style
        /// What is left out first where there is little room has the highest number.
        let rank: Int
    }

    /// From here on there are two columns.
    static let widthForTwo = 120

    /// As many paragraphs as there is room for; in a wide place the notices stand beside the words.
    func surface(width: Int, height: Int) -> Surface {
        guard width >= Self.widthForTwo && walk.depth == .steps else {
            return Self.surface(
                words + notices(from: 2), width: min(width, 100), height: height)
        }
        let column = min((width - 4) / 2, 84)
        return .beside(
            [
                Self.surface(words, width: column, height: height),
                Self.surface(
                    [Paragraph(text: "What to notice here", style: .bold, rank: 0)]
                        + notices(from: 1), width: column, height: height),
            ], gap: 4)
    }

    private var words: [Paragraph] {
        if walk.depth <= .blocks {
            let block = BlockWords(walk.outline.blocks[walk.block].path, in: walk.trace)
            return [
                Paragraph(text: block.title, style: .bold, rank: 0),
                Paragraph(text: block.text, style: .plain, rank: 1),
            ]
        }
        let words = StepWords(of: walk.event.id, in: walk.trace)
        let symbols = words.symbols.map { "\($0.letter): \($0.meaning)" }
        // The words say what the model does; the numbers are now of something else.
        let changed =
            walk.version == .before ? [] : walk.changes.changing(walk.event, in: walk.trace)
        return [
            Paragraph(text: words.title, style: .bold, rank: 0),
            Paragraph(
                text: changed.map { "Changed by you: " + $0.explanation }.joined(separator: " "),
                style: .bold, rank: 1),
            Paragraph(
                text: (changed.isEmpty ? "" : "Without the change: ") + words.what, style: .plain,
                rank: 1),
            Paragraph(text: words.formula, style: .plain, rank: 3),
            Paragraph(text: words.why, style: .plain, rank: 4),
            Paragraph(text: symbols.joined(separator: "; "), style: .dim, rank: 6),
        ].filter { !$0.text.isEmpty }
    }

    /// What is true of the row that is looked at. Among the cells it would change with every key
    /// and draw the eyes away from them.
    private func notices(from rank: Int) -> [Paragraph] {
        guard walk.depth == .steps else { return [] }
        let axes = zip(walk.event.axes, walk.gaze.cell.index)
        let head = axes.first { $0.0.name == "head" }?.1
        let row = axes.first {
            $0.0.name == "query" || $0.0.name == "position" || $0.0.name == "key"
        }?.1
        return walk.notices.about(walk.event.id, at: Guide.Place(head: head, row: row))
            .enumerated().map { index, notice in
                // Of two runs in sight, it is the second one's numbers that are told.
                let mark = walk.version == .difference ? "▸ after: " : "▸ "
                return Paragraph(
                    text: mark + notice.text, style: .plain, rank: index == 0 ? rank : 4 + index)
            }
    }

    /// The paragraphs of the lowest ranks that have room, in their order; the last may be cut.
    private static func surface(_ all: [Paragraph], width: Int, height: Int) -> Surface {
        var taken: [Int: [String]] = [:]
        var room = height
        for (index, paragraph) in all.enumerated().sorted(by: { $0.element.rank < $1.element.rank })
        {
            let lines = wrapped(paragraph.text, width: width)
            guard lines.count <= room || taken.count < 2 else { continue }
            taken[index] = Array(lines.prefix(max(room, 0)))
            room -= lines.count
        }
        var surface = Surface(width: width, height: height)
        var row = 0
        for index in taken.keys.sorted() {
            for line in taken[index] ?? [] {
                surface.put(line, column: 0, row: row, style: all[index].style)
                row += 1
            }
        }
        return surface
    }
}
