import Drawing
import Training

/// The attention of the followed sentence at the moment that is looked at: one map, and where there
/// is room all of them.
struct AttentionOverTime {
    let screen: TrainingScreen

    private static let heightForAll = 30

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let title = "\(screen.attention.rawValue), layer \(screen.layer), head \(screen.head)"
        var surface = Surface(width: width, height: height)
        surface.put(title.truncated(to: width), column: 0, row: 0, style: .bold)
        let large = height >= Self.heightForAll ? height * 3 / 5 : height - 1
        surface.draw(
            map.surface(width: width, height: large, depth: depth), column: 0, row: 1)
        if height >= Self.heightForAll {
            surface.draw(
                all.surface(width: width, height: height - large - 2, depth: depth), column: 0,
                row: large + 2)
        }
        return surface
    }

    private var scale: Scale { Scale(screen.theme.sequential, from: 0, to: 1) }

    private var map: Heatmap {
        let history = screen.history
        return Heatmap(
            matrix(layer: screen.layer, head: screen.head),
            rows: Side("query", labels: history.rows(of: screen.attention)),
            columns: Side("key", labels: history.source), shading: .shared(scale))
    }

    private var all: HeadGrid {
        let history = screen.history
        return HeadGrid(
            (0..<history.layers).flatMap { layer in
                (0..<history.heads).map { head in
                    HeadGrid.Entry(
                        title: "layer \(layer), head \(head)",
                        matrix: matrix(layer: layer, head: head),
                        isMarked: layer == screen.layer && head == screen.head)
                }
            }, perRow: history.heads, scale: scale)
    }

    private func matrix(layer: Int, head: Int) -> Matrix {
        let history = screen.history
        return Matrix(
            rows: history.rows(of: screen.attention).count, columns: history.source.count,
            values: history.weights(screen.attention, layer: layer, head: head, at: screen.moment))
    }
}
