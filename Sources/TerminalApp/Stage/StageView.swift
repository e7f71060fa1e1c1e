import Drawing
import Guide
import Tensors
import Tracing

/// The picture of the step.
struct StageView {
    let walk: Walk

    /// With close-ups below it, where there is room for them.
    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        if walk.version == .difference, let contrast = walk.contrast {
            return ContrastStage(walk: walk, contrast: contrast)
                .surface(width: width, height: height, depth: depth)
        }
        var stage = picture(walk.picture, height: height)
            .surface(width: width, height: height, depth: depth)
        for kind in closeUps {
            let room = height - stage.height - 2
            guard room >= 6 else { break }
            // The eye follows a line of a table no further.
            let width = [.row, .bars, .curves].contains(kind) ? min(width, 100) : width
            let closeUp = picture(kind, height: room)
            // Small maps that are summarised say no more than the map above them.
            if kind == .heads,
                closeUp.surface(width: width, height: nil, depth: depth).height > room
            {
                continue
            }
            stage = .stacked(
                [stage, closeUp.surface(width: width, height: room, depth: depth)], gap: 2)
        }
        return stage
    }

    /// The next best picture of the row, and the other heads. Among the cells they would change with
    /// every key, and draw the eyes away from them.
    private var closeUps: [PictureKind] {
        let suitable = walk.pictures
        switch walk.picture {
        case .gradient: return [.equation]
        case .bars where suitable[0] == .bars: return walk.depth == .cells ? [] : [.equation]
        case .equation where walk.depth != .cells:
            let row = [.gradient, .row, .sentence, .curves, .strip, .bars]
                .first { suitable.contains($0) }
            // Where heads are cut, the equation itself shows all of them.
            let hasHeads = suitable.contains(.heads) && !(walk.event.op.unedited is SplitHeads)
            return [row, hasHeads ? .heads : nil].compactMap { $0 }
        default: return []
        }
    }

    /// - Parameter height: the lines that there are; as many layers as fit are shown.
    func picture(_ kind: PictureKind, height: Int) -> any Picture {
        switch kind {
        case .equation: equation
        case .gradient: gradient
        case .row: row
        case .matrix: matrix
        case .heads: heads(height: height)
        case .words: words
        case .lines: lines
        case .sentence: sentence
        case .bars: bars
        case .curves: curves
        case .strip: strip
        }
    }

    private var axes: [Axis] { walk.event.axes }
    private var value: Tensor { walk.trace.value(of: walk.event.id) }
    private var theme: Theme { walk.look.theme }

    /// The values of the row that is looked at.
    private var rowValues: [Float] {
        value.row(at: walk.gaze.cell.index.dropLast())
    }

    /// Attention and probabilities are shares of 1; other values have no fixed end.
    private func scale(of values: [Float]) -> Drawing.Scale { scale(of: Extremes(of: values)) }

    private func scale(of extremes: Extremes) -> Drawing.Scale {
        walk.event.op.unedited is Softmax
            ? Drawing.Scale(theme.sequential, from: 0, to: 1)
            : Scale(fitting: extremes, theme: theme)
    }

    var equation: Equation {
        let scene = Scene(of: walk.gaze.cell, in: walk.trace)
        return Equation(
            scene.parts.map { part in
                Equation.Operand(part.title, map(of: part, in: scene))
            }, signs: scene.signs)
    }

    /// What is looked at, and how the loss would change with it.
    private var gradient: any Picture {
        let scene = Scene(of: walk.gaze.cell, in: walk.trace)
        guard let subject = walk.gradientSubject else { return equation }
        let value = scene.result.of(subject)
        return Equation(
            [
                Equation.Operand(value.title, map(of: value, in: scene)),
                Equation.Operand("its gradient", map(of: scene.result, in: scene)),
            ], signs: ["|"])
    }

    /// The result alone, with what its shades mean.
    private var matrix: Heatmap {
        let scene = Scene(of: walk.gaze.cell, in: walk.trace)
        return map(of: scene.result, in: scene, legend: scene.result.title)
    }

    private func map(of part: Scene.Part, in scene: Scene, legend: String? = nil) -> Heatmap {
        let order = part.event == walk.event.id ? walk.columnOrder : nil
        let shown = PartMatrix(part, in: walk.trace, order: order)
        var focus = scene.focus(of: part)
        var first = focus.firstLit
        // Among the cells all of the result is to be seen; the operands show what made the one.
        if walk.depth == .cells && part.event == walk.event.id { focus.lit = .everything }
        focus.isMoving = walk.depth == .cells
        // A row that was made number by number was made of a row.
        if walk.depth < .cells, case .cells(let cells) = focus.lit, cells.count == 1 {
            focus.lit = .lines(rows: Set(cells.map(\.row)), columns: [])
        }
        if let order, let column = focus.cursor?.column {
            focus.cursor?.column = order.firstIndex(of: column) ?? column
        }
        // What was read has to be in sight, and one row runs through all parts that have it.
        if shown.hasRows(of: PartMatrix(scene.result, in: walk.trace)),
            let row = scene.focus(of: scene.result).cursor?.row
        {
            first.row = row
        }
        return Heatmap(
            shown.matrix, rows: shown.rows, columns: shown.columns,
            shading: shading(of: part, shown.matrix),
            // One number a row is to be read, not to be compared by its shade; a mask has two values, of
            // which one has no shade.
            showsNumbers: walk.look.showsNumbers || shown.matrix.columns == 1
                || part.event == walk.event.id && walk.event.op.unedited is Mask,
            focus: walk.look.isFocused ? focus : Focus(cursor: focus.cursor),
            fit: fit(of: shown.matrix, from: first),
            legend: legend)
    }

    private func shading(of part: Scene.Part, _ matrix: Matrix) -> Heatmap.Shading {
        // The numbers of tokens are names: one is not more than another.
        walk.trace.events[part.event].holdsTokenNumbers
            ? .shared(Scale(theme.sequential, from: 0, to: .greatestFiniteMagnitude))
            : Heatmap.Shading(walk.look.shading.choice, fitting: matrix.extremes, theme: theme)
    }

    /// A window of single values, or of blocks where a person zoomed out. Of a vast map all is shown
    /// first, each cell the largest of many values, as the mean of many weights is next to nothing; among its cells, and zoomed in, single ones.
    private func fit(of matrix: Matrix, from first: Matrix.Cell) -> Fit {
        let isVast = min(matrix.rows, matrix.columns) > StageView.vast
        if walk.look.zoom == nil && isVast && walk.depth < .cells { return .largest }
        return .window(
            Viewport(row: first.row, column: first.column, zoom: walk.look.zoom ?? 1))
    }

    /// The positions of a text of which no window shows enough.
    private static let vast = 256

    private var row: any Picture {
        guard let work = RowWork(of: walk.gaze.cell, in: walk.trace) else { return strip }
        return WorkTable(
            columns: work.columns, lines: work.lines, total: work.total, marked: work.marked,
            scale: scale(of: work.last))
    }

    /// The heads of all layers where they were chosen as the picture, else those of this one.
    private func heads(height: Int) -> any Picture {
        let layers = walk.picture == .heads ? shownLayers(height: height) : [walk.event]
        let grids = layers.map { ($0, walk.trace.value(of: $0.id)) }
        let entries = grids.flatMap { event, value in
            (0..<axes[0].size).map { head in
                let layer = layers.count > 1 ? event.layer.map { "layer \($0) " } ?? "" : ""
                return HeadGrid.Entry(
                    title: "\(layer)head \(head)", matrix: matrix(slice: head, of: value),
                    isMarked: event.id == walk.event.id && head == walk.gaze.cell.index[0])
            }
        }
        return HeadGrid(
            entries, perRow: axes[0].size, scale: scale(of: entries.extremes),
            legend: walk.event.name)
    }

    /// The layers around this one that have room, each with a title and a few lines; of a long text
    /// only this one, as the others may have to be computed again.
    private func shownLayers(height: Int) -> [Event] {
        let all = walk.eventsOfAllLayers
        guard value.count <= StageView.vast * StageView.vast,
            let here = all.firstIndex(where: { $0.id == walk.event.id })
        else { return [walk.event] }
        let most = min(max((height - 2) / 5, 1), all.count)
        let first = min(max(here - most / 2, 0), all.count - most)
        return Array(all[first..<first + most])
    }

    private func matrix(slice: Int) -> Matrix { matrix(slice: slice, of: value) }

    private func matrix(slice: Int, of value: Tensor) -> Matrix {
        Matrix(value.matrix(at: axes.count > 2 ? [slice] : []))
    }

    /// The map of the head with the pieces of each word as one row and one column.
    private var words: any Picture {
        let reading = walk.subject.reading
        let merged = reading.mergingPieces(of: value.matrix(at: [walk.gaze.cell.index[0]]))
        let side = reading.words.map(\.label)
        let cursor = (walk.gaze.cell.index[1], walk.gaze.cell.index[2])
        let row = reading.words.firstIndex { $0.tokens.contains(cursor.0) } ?? 0
        let column = reading.words.firstIndex { $0.tokens.contains(cursor.1) } ?? 0
        return Heatmap(
            Matrix(merged), rows: Side("query", labels: side), columns: Side("key", labels: side),
            shading: .shared(scale(of: merged.extremes)),
            showsNumbers: walk.look.showsNumbers,
            focus: Focus(cursor: Matrix.Cell(row: row, column: column)),
            fit: .window(Viewport(zoom: walk.look.zoom ?? 1)),
            legend: "words: sum over the keys' pieces, mean over the queries'")
    }

    private var lines: any Picture {
        let (queries, keys) = (axes[axes.count - 2], axes[axes.count - 1])
        let index = walk.gaze.cell.index
        let slice = matrix(slice: index[0])
        return AttentionLines(
            slice, queries: Side(queries.name, labels: queries.labels),
            keys: Side(keys.name, labels: keys.labels), scale: scale(of: slice.extremes),
            query: index[axes.count - 2],
            key: walk.depth == .cells ? index[axes.count - 1] : nil)
    }

    /// The looked-at feature along the positions, and some of its faster and slower fellows: four, as
    /// more could not be told apart by their colours.
    private var curves: any Picture {
        let (positions, features) = (axes[0].size, axes[1].size)
        let feature = walk.gaze.cell.index[1]
        let others = [0, 1, features / 4, features / 2].filter { $0 != feature }
        let shown = Set([feature] + others.prefix(3)).sorted()
        return Curves(
            shown.map { feature in
                Curves.Series(
                    "feature \(feature)", (0..<positions).map { value[$0, feature] })
            }, positions: axes[0].name, cursor: walk.gaze.cell.index[0])
    }

    private var sentence: any Picture {
        let (queries, keys) = (axes[axes.count - 2], axes[axes.count - 1])
        let query = walk.gaze.cell.index[axes.count - 2]
        // In cross-attention the query is no word of the sentence that is looked at.
        let isOwn = queries.labels == keys.labels
        return SentenceView(
            words: keys.labels ?? (0..<keys.size).map(String.init), weights: rowValues,
            query: isOwn ? query : nil, asker: queries.name(of: query), scale: scale(of: rowValues),
            // Only shares add up to something.
            most: walk.event.op.unedited is Softmax ? 3 : 0,
            isLarge: walk.picture == .sentence && walk.place.hasBlocks)
    }

    private var bars: any Picture {
        let axis = axes[axes.count - 1]
        return Bars(
            rowValues, most: 10, scale: scale(of: rowValues), label: { axis.name(of: $0) })
    }

    private var strip: any Picture {
        Strip(
            rowValues, scale: scale(of: rowValues), showsNumbers: walk.look.showsNumbers,
            legend: CellName.short(
                Cell(event: walk.event.id, index: Array(walk.gaze.cell.index.dropLast())),
                in: walk.trace))
    }
}

extension Drawing.Focus {
    /// The first row and the first column that are lit.
    fileprivate var firstLit: Matrix.Cell {
        switch lit {
        case .everything: Matrix.Cell(row: 0, column: 0)
        case .cells(let cells):
            Matrix.Cell(
                row: cells.map(\.row).min() ?? 0, column: cells.map(\.column).min() ?? 0)
        case .lines(let rows, let columns):
            Matrix.Cell(row: rows.min() ?? 0, column: columns.min() ?? 0)
        }
    }
}

extension Look.Shading {
    fileprivate var choice: Heatmap.Shading.Choice {
        switch self {
        case .wholeMatrix: .matrix
        case .eachRow: .row
        case .zeroToOne: .fixed(from: 0, to: 1)
        }
    }
}
