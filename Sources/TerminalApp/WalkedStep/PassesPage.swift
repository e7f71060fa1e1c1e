import Drawing
import Guide
import Tracing
import Training

/// One step of training from outside: its passes with a number each, and more about the chosen one;
/// where there is room, about all of them.
struct PassesPage {
    let outline: Outline
    let step: SubjectStep
    /// The number of the chosen pass; nil where none is.
    let chosen: Int?
    let theme: Theme

    private static let widest = 100

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        if width >= 150 && height >= 40 { return wide(width: width, height: height, depth: depth) }
        let width = min(width, Self.widest)
        let list = self.list
        guard let chosen else { return list }
        let more = section(
            outline.passes[chosen].pass, width: width, height: height - list.height - 1,
            depth: depth)
        return .stacked([list, more], gap: 1)
    }

    /// The whole step on a page that may grow.
    func page(width: Int, depth: ColourDepth) -> Surface {
        .stacked([list] + sections(width: width, height: 60, depth: depth), gap: 1)
    }

    /// All passes, in two columns below the list.
    private func wide(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let column = (width - 6) / 2
        let room = (height - list.height - 3) / 2
        let all = sections(width: column, height: room, depth: depth).map {
            Surface.stacked([$0, Surface(width: column, height: 1)])
        }
        // What is compared stands side by side: the losses, the gradients and what they move.
        let rows = [[1, 4], [2, 3]].map { Surface.beside($0.map { all[$0] }, gap: 6) }
        return .stacked([list] + rows, gap: 2)
    }

    /// Each pass with its title.
    private func sections(width: Int, height: Int, depth: ColourDepth) -> [Surface] {
        outline.passes.enumerated().map { number, pass in
            let isChosen = number == chosen
            return .stacked([
                Surface(
                    lines: [pass.pass.title], style: Style(bold: true, reversed: isChosen)),
                section(pass.pass, width: width, height: height - 1, depth: depth),
            ])
        }
    }

    /// What is said of a pass, and its numbers.
    private func section(_ pass: Pass, width: Int, height: Int, depth: ColourDepth) -> Surface {
        let words = Surface(lines: wrapped(text(of: pass), width: min(width, Self.widest)))
        let room = height - words.height - 1
        guard room >= 2 else { return words }
        let numbers =
            pass == .update
            ? moves(width: width, height: min(room, 12))
            : table(of: pass).surface(width: width, height: room, depth: depth)
        return .stacked([words, numbers], gap: 1)
    }

    /// The list of the passes; the chosen one stands out.
    private var list: Surface {
        let rows = outline.passes.enumerated().map { number, pass in
            let steps = pass.blocks.reduce(0) { $0 + outline.blocks[$1].events.count }
            return (isHere: number == chosen, pass: pass.pass, steps: steps)
        }
        var surface = Surface(width: Self.widest, height: rows.count)
        for (row, entry) in rows.enumerated() {
            let style = entry.isHere ? Style(bold: true, reversed: true) : Style.plain
            surface.put(entry.isHere ? "»" : "·", column: 0, row: row, style: .bold)
            surface.put(entry.pass.title.padded(to: 13), column: 2, row: row, style: style)
            surface.put(
                "\(entry.steps) steps".leftPadded(to: 9), column: 16, row: row, style: .dim)
            surface.put(gist(of: entry.pass), column: 27, row: row)
        }
        return surface
    }
}
