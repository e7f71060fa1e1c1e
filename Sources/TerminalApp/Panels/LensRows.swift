import Drawing
import Guide
import Tracing

extension Walk {
    /// Other measures of what matters than the attention weight, for the word, the head and the part
    /// that are looked at.
    var lensRows: [PanelRow] {
        let groups = [importanceGroup, rolloutGroup, headGroup, guessGroup].compactMap { $0 }
        return groups.enumerated().flatMap { place, group in
            let isOpen = (place == 0) != (panel?.opened.contains([place]) ?? false)
            let title = PanelRow(
                id: [place], text: group.title, isOpen: isOpen, action: .open, isTitle: true)
            guard isOpen else { return [title] }
            let about = [group.lens.shows, group.lens.doesNotShow, "Source: \(group.lens.source)."]
            let lines = group.rows + about.map { PanelRow(id: [], text: $0, isNote: true) }
            return [title] + lines.enumerated().map { $1.at([place, $0]) }
        }
    }

    private struct Group {
        let title: String
        let lens: Lens
        let rows: [PanelRow]
    }

    /// The attention that is looked at, or the first one of the encoder.
    private var attention: String {
        let block = outline.blocks[self.block].path
        let all = Anatomy(of: trace).attentions.map(\.path)
        return all.contains(block) ? block : all.last { $0.hasPrefix("encoder") } ?? block
    }

    private func index(of names: [String]) -> Int? {
        zip(event.axes, gaze.cell.index).first { names.contains($0.0.name) }?.1
    }

    private var importanceGroup: Group? {
        guard let weights = trace[attention + ".weights"] else { return nil }
        let isHere = event.path.hasPrefix(attention)
        let focus = notices.focus(on: weights.event.id)
        let head = (isHere ? index(of: ["head"]) : nil) ?? focus.head ?? 0
        let query = (isHere ? index(of: ["query", "position"]) : nil) ?? focus.row ?? 0
        guard let table = trace.importance(attention: attention, head: head, query: query) else {
            return nil
        }
        let word = weights.axes[1].name(of: query)
        let width = max(table.keys.map(\.label.displayWidth).max() ?? 3, 3)
        let columns = ["weight", "× value", "gradient", "if hidden"]
        let heading = PanelRow(
            id: [],
            text: "  " + "key".padded(to: width)
                + columns.map { $0.leftPadded(to: 10) }.joined(), isTitle: true)
        let rows = table.keys.sorted { $0.weight > $1.weight }.map { key in
            let numbers = [
                key.weight, key.weightedValue, key.gradientTimesInput, -key.lossWithout,
            ]
            return PanelRow(
                id: [],
                text: key.label.padded(to: width)
                    + numbers.map { Float($0).short.leftPadded(to: 10) }.joined())
        }
        let agreement = table.agreement
        let correlations = [
            agreement.weightedValue, agreement.gradientTimesInput, agreement.lossWithout,
        ].map { $0.map { Float($0).formatted(decimals: 2) } ?? "–" }
        let summary = PanelRow(
            id: [],
            text: "order agrees with the weights (rank correlation, 1 is fully): "
                + "× value \(correlations[0]), gradient \(correlations[1]), if hidden \(correlations[2])",
            isNote: true)
        return Group(
            title: "Is attention importance? “\(word)” in \(attention), head \(head)",
            lens: .importance, rows: [heading] + rows + [summary])
    }

    private var rolloutGroup: Group? {
        guard let rollout = trace.rollout() else { return nil }
        let isDecoder = event.path.hasPrefix("decoder")
        let result = isDecoder ? rollout.both : rollout.encoder
        let layer = result.axes[0].size - 1
        let query = min(index(of: ["query", "position"]) ?? 0, result.axes[1].size - 1)
        let shares = (0..<result.axes[2].size).map { result.value[layer, query, $0] }
        let rows = shares.indices.sorted { shares[$0] > shares[$1] }.prefix(8).map { input in
            PanelRow(
                id: [],
                text: "\(shares[input].formatted(decimals: 3))  \(result.axes[2].name(of: input))",
                share: shares[input])
        }
        return Group(
            title: "Rollout: what reaches “\(result.axes[1].name(of: query))” through all layers",
            lens: .rollout, rows: rows)
    }

    private var headGroup: Group? {
        let effects = trace.withoutEachHead().effects.sorted { $0.change < $1.change }
        guard !effects.isEmpty else { return nil }
        let most = effects.reduce(0) { max($0, $1.change.magnitude) }
        let rows = effects.prefix(12).map { effect in
            PanelRow(
                id: [],
                text:
                    "\(Float(effect.change).short.leftPadded(to: 8))  \(effect.attention), head \(effect.head)"
                    + (effect.isSentenceChanged ? "  (other words)" : ""),
                action: .change(.headOff(attention: effect.attention, head: effect.head)),
                share: most > 0 ? Float(effect.change / most) : nil)
        }
        return Group(
            title:
                "What is each head worth? The log-probability without it (Enter: off)",
            lens: .headRemoval, rows: rows)
    }

    private var guessGroup: Group? {
        guard let lens = trace.logitLens() else { return nil }
        let isDecoder =
            event.path.hasPrefix("decoder") || outline.blocks[block].path == "logits"
            || outline.blocks[block].path == "probabilities"
        let position = min(
            isDecoder ? index(of: ["query", "position"]) ?? 0 : 0,
            lens.result.axes[1].size - 1)
        let rows = lens.streams.indices.map { stream in
            let guesses = lens.guesses(stream: stream, position: position, most: 3).map {
                "\($0.word) \($0.probability.formatted(decimals: 2))"
            }
            return PanelRow(
                id: [],
                text: "\(guesses.joined(separator: "  ").padded(to: 36)) \(lens.streams[stream])")
        }
        return Group(
            title:
                "The layers' own guesses at the place of “\(lens.result.axes[1].name(of: position))”",
            lens: .logitLens, rows: rows)
    }
}
