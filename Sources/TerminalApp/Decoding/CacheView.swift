import Decoding
import Drawing
import Tokenizers

/// The key/value cache in one step: what is new, what is reused, and what that saves.
struct CacheView {
    let screen: DecodingScreen

    private var cache: CacheStatistics { screen.generation.steps[screen.step].cache }

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let rows = positions(width: width)
        let room = height - rows.height - 1
        guard room >= 5 else { return rows }
        let keys = self.keys(width: width * 3 / 5, height: room, depth: depth)
        let curves = self.curves(
            width: width - keys.width - 3, height: min(room, 20), depth: depth)
        return .stacked([rows, .beside([keys, curves], gap: 3)], gap: 1)
    }

    /// The words whose keys and values the step reads, by where they come from.
    private func positions(width: Int) -> Surface {
        let read = ([Vocabulary.start] + screen.writing.words(of: screen.choice).dropLast())
        let groups = [
            ("reused", read[cache.reused.clamped(to: 0..<read.count)].joined(separator: " ")),
            ("new", read[cache.new.clamped(to: 0..<read.count)].joined(separator: " ")),
            (
                "source",
                screen.writing.sourceLabels.joined(separator: " ") + "  (computed once)"
            ),
        ]
        var surface = Surface(width: width, height: groups.count)
        for (row, (name, words)) in groups.enumerated() {
            surface.put(name, column: 0, row: row, style: .dim)
            surface.put(
                (words.isEmpty ? "nothing yet" : words).truncated(to: width - 8), column: 8,
                row: row, style: name == "new" ? .bold : .plain)
        }
        return surface
    }

    /// The keys of one head, a row a word; those that were reused are faded.
    private func keys(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let (layer, head) = screen.layerAndHead
        let title = "keys of self-attention, layer \(layer), head \(head); ▸ new"
        guard let keys = screen.keys else { return Surface(lines: [title], style: .dim) }
        let (words, features) = (keys.value.shape[1], keys.value.shape[2])
        let labels =
            [Vocabulary.start] + screen.writing.words(of: screen.choice).dropLast()
        let values = (0..<words).flatMap { word in
            (0..<features).map { keys.value[head, word, $0] }
        }
        let map = Heatmap(
            Matrix(rows: words, columns: features, values: values),
            rows: Side("word", labels: labels), columns: Side("feature"),
            shading: Heatmap.Shading(.matrix, fitting: values, theme: screen.theme),
            markedRow: words - 1,
            focus: Focus(lit: .lines(rows: Set(cache.new), columns: [])),
            fit: .window(Viewport(row: words)), legend: "")
        return .stacked([
            Surface(lines: [title.truncated(to: width)], style: .dim),
            map.surface(width: width, height: height - 1, depth: depth),
        ])
    }

    /// The work for each word of one hypothesis, with the cache and without it.
    func curves(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let steps = screen.generation.steps.map(\.cache)
        func thousands(_ work: KeyPath<CacheStatistics, Int>) -> [Float] {
            steps.map { Float($0[keyPath: work] / $0.hypotheses) / 1000 }
        }
        let curves = Curves(
            [
                Curves.Series("with the cache", thousands(\.multiplyAdds)),
                Curves.Series("without", thousands(\.multiplyAddsWithout)),
            ], positions: "word", cursor: screen.step)
        return .stacked([
            Surface(
                lines: ["thousand multiply-adds a word".truncated(to: width)], style: .dim),
            curves.surface(width: width, height: height - 1, depth: depth),
        ])
    }
}
