import Tracing

extension WhatIf {
    /// The edits of values that make this change in a trace. None for a change of the sentence or
    /// of the order of the computation: these are another run.
    func edits(in trace: Trace) -> [Edit] {
        switch self {
        case .set(let cells, let value): [Edit(cells.path, cells: cells.cells, .set(value))]
        case .scale(let cells, let factor): [Edit(cells.path, cells: cells.cells, .scale(factor))]
        case .sight(let cells, let isOpen):
            [Edit(cells.path, cells: cells.cells, .set(isOpen ? 0 : -.infinity))]
        case .futureHidden(let attention): hideFuture(in: trace[attention + ".mask"]?.event)
        case .positionsOff(let side):
            side.stacks.flatMap { positions(of: $0, in: trace) }
        case .attentionScalingOff:
            Anatomy(of: trace).attentions.map { Edit($0.path + ".scaled", .bypass(input: 0)) }
        case .embeddingScalingOff:
            Side.both.stacks.map { Edit($0 + ".embedding.scaled", .bypass(input: 0)) }
        case .headOff(let attention, let head):
            [Edit(attention + ".head_output", cells: [head, nil, nil], .set(0))]
        case .residualOff(let part):
            parts(part, in: trace).map { Edit($0 + ".residual", .bypass(input: 1)) }
        case .normOff(let part): skipNorms(of: part, in: trace)
        case .causalMaskOff:
            trace.events.filter { ($0.op as? Mask)?.kind == .causal }.map { Edit($0.path, .set(0)) }
        case .partOff(let part):
            [Edit(part + ".residual", .bypass(input: 0))] + skipNorms(of: part, in: trace)
        // Behind the scaling, which may be switched off, and beside the mask, which stays
        // infinite.
        case .attentionTemperature(let temperature):
            Anatomy(of: trace).attentions.map { Edit($0.path + ".masked", .scale(1 / temperature)) }
        case .outputTemperature(let temperature): [Edit("logits", .scale(1 / temperature))]
        case .normsBefore, .sentence, .swap, .reorder: []
        }
    }

    /// Vectors that are added, whether computed or learned; turns of queries and keys; a bias for each
    /// distance.
    private func positions(of stack: String, in trace: Trace) -> [Edit] {
        let own = trace.events.map(\.path).filter { $0.hasPrefix(stack + ".") }
        let added = [".positional_encoding.matrix", ".positional_encoding.lookup"]
        return own.compactMap { path in
            if path.hasSuffix(".relative_positions.bias")
                || added.contains(where: { path == stack + $0 })
            {
                return Edit(path, .set(0))
            }
            return path.hasSuffix(".rotated") ? Edit(path, .bypass(input: 0)) : nil
        }
    }

    private func parts(_ part: String?, in trace: Trace) -> [String] {
        part.map { [$0] } ?? Anatomy(of: trace).sublayers
    }

    private func hideFuture(in mask: Event?) -> [Edit] {
        guard let mask else { return [] }
        return (0..<mask.shape[0]).flatMap { query in
            (0..<mask.shape[1]).filter { $0 > query }.map {
                Edit(mask.path, cells: [query, $0], .set(-.infinity))
            }
        }
    }

    /// Both the normalisation and the learned gain and shift give what they get.
    private func skipNorms(of part: String?, in trace: Trace) -> [Edit] {
        let prefix = part.map { $0 + "." } ?? ""
        return trace.events.map(\.path).filter { path in
            path.hasPrefix(prefix)
                && (path.hasSuffix("_norm.normalised") || path.hasSuffix("_norm.output"))
        }.map { Edit($0, .bypass(input: 0)) }
    }
}
