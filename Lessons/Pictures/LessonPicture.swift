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
        .stacked([pictures(of: block, width: width), remarks(of: block, width: width)])
    }

    /// All pictures of a block, one above the other.
    public func pictures(of block: ShownBlock, width: Int) -> Surface {
        .stacked(block.views.map { surface($0, width: width) }, gap: 1)
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
    ///   - isBlank: whether the values are not shown yet, as they are what is asked for.
    public func surface(
        _ view: PictureView, width: Int, height: Int? = nil, cursor: [Int]? = nil,
        isBlank: Bool = false
    ) -> Surface {
        let title = view.title.map { paragraph("**\($0)**", width: width) } ?? .empty
        let room = height.map { max($0 - title.height, 1) }
        return .stacked([
            title,
            picture(view, width: width, height: room, cursor: cursor, isBlank: isBlank),
        ]).cropped(width: width, height: height ?? .max)
    }

    private func paragraph(_ text: String, width: Int) -> Surface {
        ShownProse(kind: .paragraph, text: text).surface(width: width, isStyled: isStyled)
    }

    private func picture(
        _ view: PictureView, width: Int, height: Int?, cursor: [Int]?, isBlank: Bool
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
            return explanation(of: part, width: width, height: height)
        }
        if axes.count == 2, look == "curves" {
            let room = height.map { max($0 - 1, 1) }
            return titled(
                part, Self.curves(of: part).surface(width: width, height: room, depth: depth))
        }
        return EventPicture(
            selection: part.selection, value: part.numbers, theme: theme,
            form: look == "matrix" ? .matrix : look == "strip" ? .strip : .suitable,
            showsNumbers: view.look?.showsNumbers ?? false, markedWord: view.markedWord,
            cursor: cursor, isBlank: isBlank
        ).surface(width: width, height: height, depth: depth)
    }

    private func bars(of part: PartView, width: Int, height: Int?) -> Surface {
        let axis = part.selection.axes[0]
        return Bars(
            part.numbers.elements, most: height.map { min(max($0 - 1, 1), 10) } ?? 10,
            scale: scale(of: part)
        ) { axis.name(of: $0) }.surface(width: width, depth: depth)
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

    /// One curve for each column, along the rows; of many columns some from fast to slow.
    private static func curves(of part: PartView) -> Curves {
        let (rows, columns) = (part.selection.axes[0], part.selection.axes[1])
        let shown =
            columns.size <= mostCurves
            ? Array(0..<columns.size) : [0, columns.size / 4, columns.size / 2]
        return Curves(
            shown.map { column in
                Curves.Series(
                    "\(columns.name) \(columns.name(of: column))",
                    (0..<rows.size).map { part.numbers[$0, column] })
            }, positions: rows.name)
    }

    private static let mostCurves = 6
    private static let mostTerms = 6

    /// The arithmetic of a cell, with as many terms as have room.
    private func explanation(of part: PartView, width: Int, height: Int?) -> Surface {
        let cell = Cell(
            event: part.selection.event.id, index: part.selection.cells.compactMap { $0 })
        func surface(most: Int) -> Surface {
            let text = ExplanationText(part.trace.explain(cell, depth: 1, most: most)).text
            return Surface(
                lines: text.split(separator: "\n").flatMap { line in
                    line.count <= width ? [String(line)] : wrapped(String(line), width: width)
                })
        }
        var most = Self.mostTerms
        while most > 1, let height, surface(most: most).height > height { most -= 1 }
        return surface(most: most)
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
