import Drawing
import Guide

extension Walk {
    /// The model as a figure: what is done, where we are, what is next.
    var map: ModelMap {
        let stacks = Set(outline.blocks.compactMap { $0.path.split(separator: ".").first })
        return ModelMap(
            outline.blocks.enumerated().map { number, block in
                let parts = block.path.split(separator: ".").map(String.init)
                // What stands in no stack is the input of the one or the output of the other.
                let isEncoder =
                    !stacks.contains("decoder")
                    || (stacks.contains("encoder") && ["encoder", "source"].contains(parts[0]))
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
