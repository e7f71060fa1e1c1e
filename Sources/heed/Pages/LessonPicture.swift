import Drawing
import Guide
import Lessons
import Tensors
import Tracing

/// Draws what a lesson shows, for a page.
struct LessonPicture {
    let theme: Theme
    let depth: ColourDepth
    /// Whether the encoder will write bold and underlined text.
    var isStyled = true

    func surface(_ pictures: ShownPictures, width: Int) -> Surface {
        let words = pictures.marks.compactMap { mark -> String? in
            if case .word(let word) = mark { return word }
            return nil
        }
        let drawn = pictures.parts.map { part in
            surface(part, pictures.look, markedWord: words.first, width: width)
        }
        let marks = pictures.marks.flatMap { mark -> [String] in
            guard case .cells(let selection) = mark, let part = pictures.parts.first,
                selection.axes.isEmpty
            else { return [] }
            let value = part.trace.value(of: selection.event.id)
            return wrapped(
                "▸ \(selection.name) = \(selection.slice(value).elements[0].short)", width: width)
        }
        return .stacked(drawn + [Surface(lines: marks), caption(pictures.caption, width: width)])
    }

    func surface(_ comparison: ShownComparison, width: Int) -> Surface {
        let titles =
            comparison.isBeforeAndAfter ? ["before the change", "after the change"] : ["", ""]
        let parts = zip(titles, [comparison.first, comparison.second]).map { title, part in
            Surface.stacked([
                Surface(lines: title.isEmpty ? [] : [title], style: .bold),
                surface(part, comparison.look, markedWord: nil, width: width),
            ])
        }
        return .stacked([
            .stacked(parts, gap: 1), difference(comparison),
            caption(comparison.caption, width: width),
        ])
    }

    func surface(_ frames: [ShownFrame], width: Int) -> Surface {
        .stacked(
            frames.enumerated().map { number, frame in
                .stacked([
                    caption("\(number + 1). \(frame.text ?? "")", width: width),
                    surface(frame.part, nil, markedWord: nil, width: width),
                ])
            }, gap: 1)
    }

    private func caption(_ text: String?, width: Int) -> Surface {
        guard let text else { return Surface(width: 0, height: 0) }
        return ShownProse(kind: .paragraph, text: text).surface(width: width, isStyled: isStyled)
    }

    private func difference(_ comparison: ShownComparison) -> Surface {
        let (a, b) = (numbers(comparison.first), numbers(comparison.second))
        guard comparison.isBeforeAndAfter, a.shape == b.shape else {
            return Surface(width: 0, height: 0)
        }
        let largest = zip(a.elements, b.elements).reduce(Float(0)) {
            max($0, ($1.0 - $1.1).magnitude)
        }
        return Surface(
            lines: [
                largest == 0 ? "No number differs." : "The largest difference: \(largest.short)"
            ])
    }

    private func numbers(_ part: PartView) -> Tensor {
        part.selection.slice(part.trace.value(of: part.selection.event.id))
    }

    private func surface(
        _ part: PartView, _ look: PictureLook?, markedWord: String?, width: Int
    ) -> Surface {
        .stacked([
            Surface(lines: part.run.map { ["in the run “\($0)”:"] } ?? [], style: .bold),
            picture(of: part, look, markedWord: markedWord, width: width),
        ])
    }

    private func picture(
        of part: PartView, _ look: PictureLook?, markedWord: String?, width: Int
    ) -> Surface {
        let axes = part.selection.axes
        let values = numbers(part)
        if axes.count == 1, let labels = axes[0].labels {
            let entries = labels.indices.map {
                (label: axes[0].name(of: $0), value: values.elements[$0])
            }
            let isShare = values.elements.allSatisfy { 0...1 ~= $0 }
            let scale =
                isShare
                ? Drawing.Scale(theme.sequential, from: 0, to: 1)
                : Drawing.Scale(fitting: values.elements, theme: theme)
            switch look?.picture {
            case "bars":
                return titled(
                    part,
                    Bars(entries, most: 10, scale: scale).surface(width: width, depth: depth))
            case "sentence", "lines":
                return titled(
                    part,
                    SentenceView(
                        words: labels, weights: values.elements, query: query(of: part),
                        scale: scale, most: 0
                    ).surface(width: width, depth: depth))
            default: break
            }
        }
        if axes.isEmpty, ["row", "equation"].contains(look?.picture) {
            return explanation(of: part, width: width)
        }
        return EventPicture(
            selection: part.selection, value: values, theme: theme,
            showsNumbers: look?.showsNumbers ?? false, depth: depth, markedWord: markedWord
        ).surface(width: width)
    }

    private func titled(_ part: PartView, _ picture: Surface) -> Surface {
        .stacked([Surface(lines: [part.selection.name], style: .dim), picture])
    }

    /// The word whose row is shown, where it is one of those in the row.
    private func query(of part: PartView) -> Int? {
        let axes = part.selection.event.axes
        guard let axis = axes.firstIndex(where: { $0.name == "query" }),
            axes[axis].labels == part.selection.axes.first?.labels
        else { return nil }
        return part.selection.cells[axis]
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
