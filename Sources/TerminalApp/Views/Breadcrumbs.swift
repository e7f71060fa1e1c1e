import Drawing
import Guide

/// Where the learner is, in words: `encoder › layer 1 › self-attention › scores › head 0`.
enum Breadcrumbs {
    static func picture(of walk: Walk) -> Breadcrumb {
        let isOutside = walk.depth <= .blocks
        if walk.depth == .passes && walk.panel == nil {
            return Breadcrumb([
                "one step of training", Pass(of: walk.event.path).title.lowercased(),
            ])
        }
        let path = isOutside ? walk.outline.blocks[walk.block].path : walk.event.path
        let steps = spoken(path)
        // Of a value with more axes than two, only one matrix is in sight.
        let places = zip(walk.event.axes.dropLast(2), walk.gaze.cell.index)
        return Breadcrumb(
            steps + (isOutside ? [] : places.map { "\($0.name) \($0.name(of: $1))" }))
    }

    /// The parts of a path; those of what is no forward pass begin with the pass.
    private static func spoken(_ path: String) -> [String] {
        let pass = Pass(of: path)
        // Of a share of a gradient, the name of its reader is enough.
        let ends = Pass.forwardPath(of: path).split(separator: ".via.", maxSplits: 1)
        let steps = ends[0].split(separator: ".").map { part in
            Int(part).map { "layer \($0)" } ?? name(of: String(part))
        }
        let way = ends.count > 1 ? ends[1].split(separator: ".").last : nil
        return (pass <= .loss ? [] : [pass.title.lowercased()]) + steps
            + (way.map { ["by way of " + name(of: String($0))] } ?? [])
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
