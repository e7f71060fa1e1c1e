import Drawing
import Tensors
import Tracing

/// The picture of the step.
struct StageView {
    let walk: Walk

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        picture.surface(width: width, height: height, depth: depth)
    }

    private var picture: any Picture {
        switch walk.picture {
        case .equation: EquationStage(walk: walk)
        case .row: row
        case .matrix: EquationStage(walk: walk)
        case .heads: heads
        case .lines: sentence
        case .sentence: sentence
        case .bars: bars
        case .curves: EquationStage(walk: walk)
        case .strip: strip
        }
    }

    private var axes: [Axis] { walk.event.axes }
    private var value: Tensor { walk.trace.value(of: walk.event.id) }
    private var theme: Theme { walk.look.theme }

    /// The values of the row that is looked at.
    private var rowValues: [Float] {
        let row = walk.gaze.cell.index.dropLast()
        return (0..<(axes.last?.size ?? 1)).map { value[row + [$0]] }
    }

    /// Attention and probabilities are shares of 1; other values have no fixed end.
    private func scale(of values: [Float]) -> Drawing.Scale {
        walk.event.op.unedited is Softmax
            ? Drawing.Scale(theme.sequential, from: 0, to: 1) : Scale(fitting: values, theme: theme)
    }

    private var row: any Picture {
        guard let work = RowWork(of: walk.gaze.cell, in: walk.trace) else { return strip }
        return WorkTable(
            columns: work.columns, lines: work.lines, total: work.total, marked: work.marked,
            scale: scale(of: work.last))
    }

    private var heads: any Picture {
        let entries = (0..<axes[0].size).map { head in
            HeadGrid.Entry(
                title: "head \(head)", matrix: matrix(slice: head),
                isMarked: head == walk.gaze.cell.index[0])
        }
        return HeadGrid(
            entries, perRow: entries.count, scale: scale(of: value.elements),
            legend: walk.event.name)
    }

    private func matrix(slice: Int) -> Matrix {
        let (rows, columns) = (axes[1].size, axes[2].size)
        let elements = value.elements[slice * rows * columns..<(slice + 1) * rows * columns]
        return Matrix(rows: rows, columns: columns, values: Array(elements))
    }

    private var sentence: any Picture {
        let (queries, keys) = (axes[axes.count - 2], axes[axes.count - 1])
        let query = walk.gaze.cell.index[axes.count - 2]
        // In cross-attention the query is no word of the sentence that is looked at.
        let isOwn = queries.labels == keys.labels
        return SentenceView(
            words: keys.labels ?? (0..<keys.size).map(String.init), weights: rowValues,
            query: isOwn ? query : nil, scale: scale(of: rowValues))
    }

    private var bars: any Picture {
        let axis = axes[axes.count - 1]
        let entries = rowValues.enumerated().map { (label: axis.name(of: $0), value: $1) }
        return Bars(entries, most: 10, scale: scale(of: rowValues))
    }

    private var strip: any Picture {
        Strip(
            rowValues, scale: scale(of: rowValues), showsNumbers: walk.look.showsNumbers,
            legend: CellName.short(
                Cell(event: walk.event.id, index: Array(walk.gaze.cell.index.dropLast())),
                in: walk.trace))
    }
}

/// A step as its equation.
struct EquationStage: Picture {
    let walk: Walk

    func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let scene = Scene(of: walk.gaze.cell, in: walk.trace)
        var surfaces: [Surface] = []
        let parts = scene.items.count { if case .part = $0 { true } else { false } }
        for item in scene.items {
            switch item {
            case .sign(let sign): surfaces.append(Surface(lines: ["", "", "", sign]))
            case .part(let part):
                surfaces.append(
                    picture(
                        part, in: scene, width: width / parts - 3, height: height ?? 20,
                        depth: depth))
            }
        }
        return .beside(surfaces, gap: 1)
    }

    private func picture(
        _ part: Scene.Part, in scene: Scene, width: Int, height: Int, depth: ColourDepth
    ) -> Surface {
        let shown = PartMatrix(part, in: walk.trace)
        return .stacked([
            Surface(lines: [part.title], style: .bold),
            Heatmap(
                shown.matrix, rows: shown.rows, columns: shown.columns,
                shading: .shared(Scale(fitting: shown.matrix.values, theme: walk.look.theme)),
                showsNumbers: walk.look.showsNumbers,
                focus: walk.look.isFocused ? scene.focus(of: part) : .none,
                fit: .window(Viewport(zoom: walk.look.zoom ?? 1))
            ).surface(width: width, height: height - 1, depth: depth),
        ])
    }
}
