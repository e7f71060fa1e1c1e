import Drawing
import Guide

extension Walk {
    /// The model as a figure: what is done, where we are, what is next.
    var map: ModelMap {
        let blocks = mapBlocks.map { outline.blocks[$0] }
        let paths = blocks.map { Pass.forwardPath(of: $0.path) }
        let stacks = Set(paths.compactMap { $0.split(separator: ".").first })
        return ModelMap(
            zip(mapBlocks, zip(blocks, paths)).map { number, block in
                let (block, path) = block
                let parts = path.split(separator: ".").map(String.init)
                // What stands in no stack is the input of the one or the output of the other.
                let isEncoder =
                    !stacks.contains("decoder")
                    || (stacks.contains("encoder") && ["encoder", "source"].contains(parts[0]))
                let residual = block.path + ".residual"
                let title = Breadcrumbs.name(of: parts.last ?? path)
                return ModelMap.Block(
                    title, short: Walk.shortTitles[title] ?? title,
                    stack: isEncoder ? .encoder : .decoder,
                    layer: parts.count > 1 ? Int(parts[1]) : nil,
                    state: number < self.block ? .done : number == self.block ? .here : .ahead,
                    hasResidual: block.events.contains {
                        trace.events[$0].path == residual
                    }, readsEncoder: parts.last == "cross_attention")
            })
    }

    /// The numbers of the blocks of this pass as the figure has them: whichever way the pass goes,
    /// the model stands on its feet.
    var mapBlocks: [Int] {
        let passes = outline.passes
        // The loss is the last part of the way forward.
        let (pass, blocks) = passes[self.pass]
        if pass <= .loss {
            return Array(0..<(passes.last { $0.pass <= .loss }?.blocks ?? blocks).upperBound)
        }
        return pass == .backward ? blocks.reversed() : Array(blocks)
    }

    private static let shortTitles = [
        "self-attention": "self", "cross-attention": "cross",
        "positional encoding": "position", "feed forward": "feed fwd",
        "probabilities": "probs", "embedding": "embed",
    ]
}
