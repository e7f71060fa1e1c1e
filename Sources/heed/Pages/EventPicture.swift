import Drawing
import Tensors
import Tracing

/// Draws a selection of any event in the form that suits its axes.
struct EventPicture {
    let selection: Selection
    let value: Tensor
    let theme: Theme
    let showsNumbers: Bool
    /// The colours of the encoder that will write the surface.
    let depth: ColourDepth
    /// A word whose row is set apart.
    var markedWord: String?

    func surface(width: Int) -> Surface {
        .stacked([heading(width: width), picture(width: width)], gap: 1)
    }

    private var axes: [Axis] { selection.axes }

    private func heading(width: Int) -> Surface {
        let shape = axes.map { "\($0.name) \($0.size)" }.joined(separator: " x ")
        var lines = wrapped(selection.name + (shape.isEmpty ? "" : "   [\(shape)]"), width: width)
        lines += wrapped("\(selection.event.op.name):  \(selection.event.op.formula)", width: width)
        return Surface(lines: lines)
    }

    private func picture(width: Int) -> Surface {
        let numbers = value.elements
        switch axes.count {
        case 0: return Surface(lines: [numbers[0].description], style: .bold)
        case 1:
            if axes[0].name == "token" { return words(numbers[...], width: width) }
            if axes[0].labels == nil { return strip(numbers, width: width) }
            return heatmap(
                Matrix(rows: 1, columns: numbers.count, values: numbers), rows: Side(""),
                columns: side(0), width: width)
        case 2:
            if axes[1].name == "token" && axes[1].labels != nil {
                return wordTable(numbers, width: width)
            }
            return heatmap(matrix(numbers, 0), rows: side(0), columns: side(1), width: width)
        default: return grid(numbers, width: width)
        }
    }

    private func side(_ axis: Int) -> Side { Side(axes[axis].name, labels: axes[axis].labels) }

    /// The `index`-th matrix of the last two axes.
    private func matrix(_ numbers: [Float], _ index: Int) -> Matrix {
        let (rows, columns) = (axes[axes.count - 2].size, axes[axes.count - 1].size)
        let start = index * rows * columns
        return Matrix(
            rows: rows, columns: columns, values: Array(numbers[start..<start + rows * columns]))
    }

    private func heatmap(_ matrix: Matrix, rows: Side, columns: Side, width: Int) -> Surface {
        let scale = Scale(fitting: matrix.values, theme: theme)
        return Heatmap(
            matrix, rows: rows, columns: columns, shading: .shared(scale),
            showsNumbers: showsNumbers,
            markedRow: markedWord.flatMap { word in axes.first?.labels?.firstIndex(of: word) },
            legend: selection.event.op.name
        ).surface(width: width, depth: depth)
    }

    private func strip(_ numbers: [Float], width: Int) -> Surface {
        Strip(
            numbers, scale: Scale(fitting: numbers, theme: theme), showsNumbers: showsNumbers,
            legend: selection.event.op.name
        ).surface(width: width, depth: depth)
    }

    /// One picture for each position of the leading axes.
    private func grid(_ numbers: [Float], width: Int) -> Surface {
        let scale = Scale(fitting: numbers, theme: theme)
        let leading = axes.dropLast(2)
        var entries: [HeadGrid.Entry] = []
        forEachCell(of: leading.map(\.size)) { position, index in
            let title = zip(leading, index).map { "\($0.name) \($0.name(of: $1))" }.joined(
                separator: ", ")
            entries.append(HeadGrid.Entry(title: title, matrix: matrix(numbers, position)))
        }
        let rows =
            "rows: \(axes[axes.count - 2].name), columns: \(axes[axes.count - 1].name); choose one with "
        let example = leading.map { "\($0.name)=0" }.joined(separator: ", ")
        return .stacked([
            HeadGrid(
                entries, perRow: min(entries.count, 4), scale: scale,
                legend: selection.event.op.name
            ).surface(width: width, depth: depth),
            Surface(lines: wrapped(rows + "[\(example)]", width: width), style: .dim),
        ])
    }

    /// The largest entries of a row over the vocabulary.
    private func words(_ numbers: ArraySlice<Float>, width: Int) -> Surface {
        let axis = axes[axes.count - 1]
        let entries = zip(numbers, 0...).map { (label: axis.name(of: $1), value: $0) }
        let isProbability = numbers.allSatisfy { $0 >= 0 && $0 <= 1 }
        let highest = isProbability ? 1 : numbers.max() ?? 1
        return Bars(entries, most: 10, scale: Scale(theme.sequential, from: 0, to: highest))
            .surface(width: width, depth: depth)
    }

    /// For each position the three largest entries over the vocabulary.
    private func wordTable(_ numbers: [Float], width: Int) -> Surface {
        let columns = axes[1].size
        let labels = (0..<axes[0].size).map { axes[0].name(of: $0) }
        let labelWidth = labels.map(\.displayWidth).max() ?? 0
        let lines = labels.enumerated().map { row, label in
            let entries = numbers[row * columns..<(row + 1) * columns]
            let best = zip(entries, 0...).sorted { $0.0 > $1.0 }.prefix(3)
            let words = best.map { "\(axes[1].name(of: $1)) \($0.short)".padded(to: 20) }
            return "\(label.leftPadded(to: labelWidth))  \(words.joined(separator: " "))"
        }
        let note = "the three largest of \(columns) tokens; [\(axes[0].name)=0] shows one row"
        return .stacked([
            Surface(lines: lines.map { $0.truncated(to: width) }),
            Surface(lines: wrapped(note, width: width), style: .dim),
        ])
    }
}
