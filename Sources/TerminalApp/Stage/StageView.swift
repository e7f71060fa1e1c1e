import Drawing
import Tracing

/// The picture of the step.
struct StageView {
    let walk: Walk

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let scene = Scene(of: walk.gaze.cell, in: walk.trace)
        var surfaces: [Surface] = []
        let parts = scene.items.count { if case .part = $0 { true } else { false } }
        for item in scene.items {
            switch item {
            case .sign(let sign): surfaces.append(Surface(lines: ["", "", "", sign]))
            case .part(let part):
                surfaces.append(
                    picture(part, width: width / parts - 3, height: height, depth: depth))
            }
        }
        return .beside(surfaces, gap: 1)
    }

    private func picture(_ part: Scene.Part, width: Int, height: Int, depth: ColourDepth) -> Surface
    {
        let event = walk.trace.events[part.event]
        let selection = Selection(event: event, cells: part.fixed)
        let value = selection.slice(walk.trace.value(of: event.id))
        let axes = selection.axes
        let matrix = Matrix(
            rows: axes.count > 1 ? axes[0].size : 1, columns: axes.last?.size ?? 1,
            values: value.elements)
        return .stacked([
            Surface(lines: [part.title], style: .bold),
            Heatmap(
                matrix,
                rows: Side(
                    axes.first?.name ?? "", labels: axes.count > 1 ? axes.first?.labels : nil),
                columns: Side(axes.last?.name ?? "", labels: axes.last?.labels),
                shading: .shared(Scale(fitting: matrix.values, theme: walk.look.theme)),
                showsNumbers: walk.look.showsNumbers
            ).surface(width: width, height: height - 1, depth: depth),
        ])
    }
}
