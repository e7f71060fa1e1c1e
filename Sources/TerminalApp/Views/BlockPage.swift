import Drawing
import Guide
import Tracing

/// A block from outside: what it is for, the steps inside as a table of contents, and where there is
/// room the picture that tells most of it.
struct BlockPage {
    let walk: Walk

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let contents = self.contents(width: min(width, 90), height: height)
        let room = height - contents.height - 3
        guard let (event, picture) = preview(height: room), width >= 60 else { return contents }
        let title = StepWords(of: event, in: walk.trace).title.truncated(to: width)
        // The only step has been named.
        let titles = Surface(lines: block.events.count > 1 ? [title] : [], style: .bold)
        let shown = picture.surface(width: min(width, 132), height: room, depth: depth)
        return .stacked([contents, .stacked([titles, shown], gap: 1)], gap: 1)
    }

    private var block: Outline.Block { walk.outline.blocks[walk.block] }

    private func contents(width: Int, height: Int) -> Surface {
        let words = BlockWords(block.path, in: walk.trace)
        let steps = block.events.map { event in
            (isHere: event == walk.event.id, title: StepWords(of: event, in: walk.trace).title)
        }
        var surface = Surface(lines: [words.title.truncated(to: width)], style: .bold)
        func add(_ lines: [String], _ style: Style = .plain) {
            surface = .stacked(
                [surface, Surface(lines: lines.map { $0.truncated(to: width) }, style: style)])
        }
        add(wrapped(words.text, width: width))
        add(["", steps.count == 1 ? "1 step inside:" : "\(steps.count) steps inside:"], .dim)
        let room = max(height - surface.height, 1)
        let shown = steps.count > room ? room - 1 : steps.count
        // Enter goes to the one with the mark.
        for step in steps.prefix(shown) {
            add([(step.isHere ? "▸ " : "  ") + step.title])
        }
        if shown < steps.count { add(["  and \(steps.count - shown) more"], .dim) }
        return surface
    }

    /// The fewest lines in which a picture of a sentence can be read.
    private static let leastHeight = 12
    /// Larger values are not drawn in passing: they may have to be computed again.
    private static let mostValues = 1 << 16

    /// The attention weights of all heads, or what comes out of the block.
    private func preview(height: Int) -> (event: Int, picture: any Picture)? {
        guard height >= Self.leastHeight,
            let event = block.events.first(where: {
                walk.trace.events[$0].op.unedited is Softmax
            }) ?? block.events.last,
            walk.trace.events[event].shape.reduce(1, *) <= Self.mostValues
        else { return nil }
        var inside = walk
        inside.depth = .steps
        inside.look.picture = nil
        inside.look(at: event)
        let pictures = inside.pictures
        let isWordy = inside.event.axes.last?.name == "token"
        let kind: PictureKind =
            pictures.contains(.heads)
            ? .heads : isWordy ? .bars : pictures[0] == .equation ? .matrix : pictures[0]
        guard pictures.contains(kind) else { return nil }
        return (event, StageView(walk: inside).picture(kind, height: height))
    }
}
