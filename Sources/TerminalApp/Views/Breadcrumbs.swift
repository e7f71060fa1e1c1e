import Drawing

/// Where the learner is, in words: `encoder › layer 1 › self-attention › scores › head 0`.
enum Breadcrumbs {
    static func picture(of walk: Walk) -> Breadcrumb {
        let isOutside = walk.depth == .blocks
        let path = isOutside ? walk.outline.blocks[walk.block].path : walk.event.path
        let steps = path.split(separator: ".").map { part in
            Int(part).map { "layer \($0)" } ?? name(of: String(part))
        }
        // Of a value with more axes than two, only one matrix is in sight.
        let places = zip(walk.event.axes.dropLast(2), walk.gaze.cell.index)
        return Breadcrumb(
            steps + (isOutside ? [] : places.map { "\($0.name) \($0.name(of: $1))" }))
    }

    /// One part of a path as it is spoken.
    static func name(of part: String) -> String {
        switch part {
        case "self_attention": "self-attention"
        case "cross_attention": "cross-attention"
        default: String(part.map { $0 == "_" ? " " : $0 })
        }
    }
}
