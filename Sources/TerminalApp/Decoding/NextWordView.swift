import Decoding
import Drawing

/// The distribution over the next word, and where the decoder looked to make it.
struct NextWordView {
    let screen: DecodingScreen

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        if width >= 130 { return wide(width: width, height: height, depth: depth) }
        let attention = AttentionRowView(screen: screen)
            .surface(width: width, height: 7, depth: depth)
        guard height >= attention.height + 6 else {
            return bars(width: width, height: height, depth: depth)
        }
        // In a window that is not low, a blank line stands between them.
        let gap = height > attention.height + tableHeight ? 1 : 0
        return .stacked(
            [
                bars(width: width, height: height - attention.height - gap, depth: depth),
                attention,
            ], gap: gap)
    }

    /// All heads stand beside the bars.
    private func wide(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let left = min((width - 4) / 2, 84)
        // The heads may stand lower than the words.
        let upperHeight = min(height, tableHeight + 8)
        let upper = Surface.beside(
            [
                padded(
                    bars(width: left, height: upperHeight, depth: depth), to: left),
                AttentionRowView(screen: screen).withAllHeads(
                    width: width - left - 4, height: upperHeight, depth: depth),
            ], gap: 4)
        let room = height - upper.height - 1
        guard room >= 8 else { return upper }
        return .stacked(
            [
                upper,
                .beside(
                    [
                        padded(
                            HypothesesView(screen: screen).surface(width: left, height: room),
                            to: left),
                        CacheView(screen: screen).curves(
                            width: width - left - 4, height: min(room, 16), depth: depth),
                    ], gap: 4),
            ], gap: 1)
    }

    private func padded(_ surface: Surface, to width: Int) -> Surface {
        .stacked([surface, Surface(width: width, height: 1)])
    }

    /// A line a word, the head and the rest.
    private var tableHeight: Int { NextWordLine.lines(of: screen).count + 2 }

    /// As many words as there is room for, with the one that is selected; the others are summed.
    private func bars(height: Int) -> WorkTable {
        let all = NextWordLine.lines(of: screen)
        let marked = screen.selectedWord ?? all.firstIndex(where: \.isTaken) ?? 0
        let room = max(height - 2, 1)
        let shown = marked < room ? Array(all.prefix(room)) : all.prefix(room - 1) + [all[marked]]
        let distribution = screen.expansion?.distribution
        let words = (distribution?.top.count ?? 0) + (distribution?.restCount ?? 0)
        let isDrawn = all.contains { $0.share != nil }
        func line(_ label: String, _ probability: Double, _ share: Double?, _ note: String)
            -> WorkTable.Line
        {
            WorkTable.Line(
                [label, Float(probability).short]
                    + (isDrawn ? [share.map { Float($0).short } ?? ""] : []) + [note],
                bar: Float(share ?? probability))
        }
        return WorkTable(
            columns: ["next word", "probability"] + (isDrawn ? ["drawn with"] : []) + [""],
            lines: shown.map {
                line(screen.writing.word($0.id), $0.probability, $0.share, $0.note)
            },
            total: line(
                "\(words - shown.count) others",
                max(1 - shown.reduce(0) { $0 + $1.probability }, 0),
                isDrawn ? max(1 - shown.reduce(0) { $0 + ($1.share ?? 0) }, 0) : nil, ""),
            marked: min(marked, shown.count - 1),
            scale: Scale(screen.theme.sequential, from: 0, to: 1))
    }

    private func bars(width: Int, height: Int, depth: ColourDepth) -> Surface {
        bars(height: height).surface(width: width, height: height, depth: depth)
    }
}

/// Where the decoder looked in the source when it predicted the word.
struct AttentionRowView {
    let screen: DecodingScreen

    private var scale: Drawing.Scale { Scale(screen.theme.sequential, from: 0, to: 1) }

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        Surface.stacked([
            Surface(lines: [title], style: .dim), sentence(most: 0, width: width, depth: depth),
        ]).cropped(width: width, height: height)
    }

    /// The row of the head that is looked at, and those of all heads as a heatmap.
    func withAllHeads(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let row = Surface.stacked([
            Surface(lines: [title], style: .dim), sentence(most: 3, width: width, depth: depth),
        ])
        guard let attention = screen.expansion?.attention, height - row.height >= 8 else {
            return row
        }
        let shape = attention.shape
        let rows = (0..<shape[0]).flatMap { layer in (0..<shape[1]).map { (layer, $0) } }
        let map = Heatmap(
            Matrix(attention.reshaped([rows.count, shape[2]])),
            rows: Side("head", labels: rows.map { "layer \($0.0), head \($0.1)" }),
            columns: Side("source", labels: screen.writing.sourceLabels), shading: .shared(scale),
            markedRow: screen.head)
        return .stacked(
            [row, map.surface(width: width, height: height - row.height - 1, depth: depth)], gap: 1)
    }

    private var title: String {
        let (layer, head) = screen.layerAndHead
        return "where the decoder looked for it: cross-attention, layer \(layer), head \(head)"
    }

    private func sentence(most: Int, width: Int, depth: ColourDepth) -> Surface {
        let weights = screen.attentionRow
        guard !weights.isEmpty else { return Surface(width: 0, height: 0) }
        return SentenceView(
            words: screen.writing.sourceLabels, weights: weights, query: nil, scale: scale,
            most: most
        ).surface(width: width, depth: depth)
    }
}
