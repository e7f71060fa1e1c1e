import Drawing
import Guide
import Tracing

/// Draws what a lesson shows, for a page and for a screen.
public struct LessonPicture: Sendable {
    private let theme: Theme
    private let depth: ColourDepth
    /// Whether the encoder will write bold and underlined text.
    public let isStyled: Bool

    public init(theme: Theme, depth: ColourDepth, isStyled: Bool = true) {
        self.theme = theme
        self.depth = depth
        self.isStyled = isStyled
    }

    /// All pictures of a block, one above the other, with what is said of them.
    public func surface(_ block: ShownBlock, width: Int) -> Surface {
        let views = block.views.map { surface($0, width: width) }
        let isSeparate: Bool
        if case .pictures = block { isSeparate = false } else { isSeparate = true }
        return .stacked([
            .stacked(views, gap: isSeparate ? 1 : 0), remarks(of: block, width: width),
        ])
    }

    /// What is said below the pictures of a block.
    public func remarks(of block: ShownBlock, width: Int) -> Surface {
        .stacked(block.remarks.map { paragraph($0, width: width) })
    }

    /// One picture.
    ///
    /// - Parameters:
    ///   - height: the rows that may be used; nil where the page may grow.
    ///   - cursor: a place to point at: one index for each axis that remains.
    public func surface(
        _ view: PictureView, width: Int, height: Int? = nil, cursor: [Int]? = nil
    ) -> Surface {
        let title = view.title.map { paragraph("**\($0)**", width: width) } ?? .empty
        let room = height.map { max($0 - title.height, 1) }
        return .stacked([
            title, picture(view, width: width, height: room, cursor: cursor),
        ]).cropped(width: width, height: height ?? .max)
    }

    private func paragraph(_ text: String, width: Int) -> Surface {
        ShownProse(kind: .paragraph, text: text).surface(width: width, isStyled: isStyled)
    }

    private func picture(
        _ view: PictureView, width: Int, height: Int?, cursor: [Int]?
    ) -> Surface {
        let part = view.part
        let axes = part.selection.axes
        let look = view.look?.picture
        if cursor == nil, axes.count == 1, let labels = axes[0].labels {
            let room = height.map { max($0 - 1, 1) }
            if look == "bars" {
                return titled(part, bars(of: part, width: width, height: room))
            }
            if look == "sentence" || look == "lines" {
                return titled(
                    part,
                    SentenceView(
                        words: labels, weights: part.numbers.elements, query: part.query,
                        scale: scale(of: part), most: 0
                    ).surface(width: width, height: room, depth: depth))
            }
        }
        if axes.isEmpty, look == "row" || look == "equation" {
            return explanation(of: part, width: width)
        }
        return EventPicture(
            selection: part.selection, value: part.numbers, theme: theme,
            showsNumbers: view.look?.showsNumbers ?? false, markedWord: view.markedWord,
            cursor: cursor
        ).surface(width: width, height: height, depth: depth)
    }

    private func bars(of part: PartView, width: Int, height: Int?) -> Surface {
        let axis = part.selection.axes[0]
        let entries = part.numbers.elements.enumerated().map {
            (label: axis.name(of: $0), value: $1)
        }
        return Bars(
            entries, most: height.map { min(max($0 - 1, 1), 10) } ?? 10, scale: scale(of: part)
        ).surface(width: width, depth: depth)
    }

    /// Shares of 1 have fixed ends; other values have none.
    private func scale(of part: PartView) -> Drawing.Scale {
        let values = part.numbers.elements
        return values.allSatisfy { 0...1 ~= $0 }
            ? Drawing.Scale(theme.sequential, from: 0, to: 1)
            : Drawing.Scale(fitting: values, theme: theme)
    }

    private func titled(_ part: PartView, _ picture: Surface) -> Surface {
        .stacked([Surface(lines: [part.selection.name], style: .dim), picture])
    }

    private func explanation(of part: PartView, width: Int) -> Surface {
        let cell = Cell(
            event: part.selection.event.id, index: part.selection.cells.compactMap { $0 })
        let text = ExplanationText(part.trace.explain(cell, depth: 1, most: 6)).text
        return Surface(
            lines: text.split(separator: "\n").flatMap { line in
                line.count <= width ? [String(line)] : wrapped(String(line), width: width)
            })
    }
}

extension PartView {
    /// The word whose row is shown, where it is one of those in the row.
    fileprivate var query: Int? {
        let axes = selection.event.axes
        guard let axis = axes.firstIndex(where: { $0.name == "query" }),
            axes[axis].labels == selection.axes.first?.labels
        else { return nil }
        return selection.cells[axis]
    }
}

extension Surface {
    fileprivate static var empty: Surface { Surface(width: 0, height: 0) }
}
