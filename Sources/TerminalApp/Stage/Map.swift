import Drawing
import Guide

extension Walk {
    /// The model as a figure: what is done, where we are, what is next.
    var map: ModelMap {
        ModelMap(
            outline.blocks.enumerated().map { number, block in
                let parts = block.path.split(separator: ".").map(String.init)
                let isEncoder = parts[0] == "encoder" || parts[0] == "source"
                let title = Breadcrumbs.name(of: parts.last ?? block.path)
                return ModelMap.Block(
                    title, short: Walk.shortTitles[title] ?? title,
                    stack: isEncoder ? .encoder : .decoder,
                    layer: parts.count > 1 ? Int(parts[1]) : nil,
                    state: number < self.block ? .done : number == self.block ? .here : .ahead,
                    hasResidual: block.events.contains {
                        trace.events[$0].path == block.path + ".residual"
                    }, readsEncoder: parts.last == "cross_attention")
            })
    }

    private static let shortTitles = [
        "self-attention": "self", "cross-attention": "cross",
        "positional encoding": "position", "feed forward": "feed fwd",
        "probabilities": "probs", "embedding": "embed",
    ]
}
