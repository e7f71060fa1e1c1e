import Decoding
import Drawing
import Tensors
import Tokenizers

/// The key/value cache in one step: what is new, what is reused, and what that saves.
struct CacheView {
    let screen: DecodingScreen

    private var cache: CacheStatistics { screen.generation.steps[screen.step].cache }

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let rows = positions(width: width)
        let room = height - rows.height - 1
        guard room >= 5 else { return rows }
        let kept = self.kept(width: width * 3 / 5, height: room, depth: depth)
        let curves = self.curves(
            width: width - kept.width - 3, height: min(room, 20), depth: depth)
        return .stacked([rows, .beside([kept, curves], gap: 3)], gap: 1)
    }

    /// The words that the decoder has read.
    private var read: [String] {
        [Vocabulary.start] + screen.writing.words(of: screen.choice).dropLast()
    }

    /// The words whose keys and values the step reads, by where they come from.
    private func positions(width: Int) -> Surface {
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

    /// The keys of one head, and where there is room its values, a row a word; those that were
    /// reused are faded.
    private func kept(width: Int, height: Int, depth: ColourDepth) -> Surface {
        guard let kept = screen.kept else { return Surface(width: 0, height: 0) }
        // The title, the features, a row a word, the marks and the legend.
        let needed = kept.keys.shape[1] + 6
        let (layer, head) = screen.layerAndHead
        let place = "layer \(layer), head \(head)"
        let keys = map(
            of: kept.keys, "keys, \(place); ▸ new", width: width,
            height: min(height, needed), depth: depth)
        guard height >= 2 * needed + 1 else { return keys }
        return .stacked(
            [
                keys,
                map(
                    of: kept.values, "values, \(place)", width: width, height: needed,
                    depth: depth),
            ], gap: 1)
    }

    /// - Parameter rows: `[head, key, feature]`.
    private func map(
        of rows: Tensor, _ title: String, width: Int, height: Int, depth: ColourDepth
    ) -> Surface {
        let words = rows.shape[1]
        let matrix = Matrix(rows.matrix(at: [screen.layerAndHead.head]))
        let map = Heatmap(
            matrix,
            rows: Side("word", labels: read), columns: Side("feature"),
            shading: Heatmap.Shading(.matrix, fitting: matrix.extremes, theme: screen.theme),
            markedRow: words - 1,
            focus: Focus(lit: .lines(rows: Set(cache.new), columns: [])),
            fit: .window(Viewport(row: words)), legend: "")
        return .stacked([
            Surface(lines: [title.truncated(to: width)], style: .dim),
            map.surface(width: width, height: height - 1, depth: depth),
        ])
    }

    /// What each word of one hypothesis costs, with the cache and without it: the work, or the times
    /// once they were measured; both where there is room.
    func curves(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let room = (height - 1) / 2
        guard let times = screen.times else {
            return work(width: width, height: height, depth: depth)
        }
        guard room >= 9 else {
            return self.times(times, width: width, height: height, depth: depth)
        }
        return .stacked(
            [
                work(width: width, height: room, depth: depth),
                self.times(times, width: width, height: room, depth: depth),
            ], gap: 1)
    }

    private func times(
        _ times: Writing.Times, width: Int, height: Int, depth: ColourDepth
    ) -> Surface {
        curves(
            of: "microseconds a word, measured", times.withCache, times.without, width: width,
            height: height, depth: depth)
    }

    private func work(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let steps = screen.generation.steps.map(\.cache)
        func thousands(_ work: KeyPath<CacheStatistics, Int>) -> [Float] {
            steps.map { Float($0[keyPath: work] / $0.hypotheses) / 1000 }
        }
        return curves(
            of: "thousand multiply-adds a word", thousands(\.multiplyAdds),
            thousands(\.multiplyAddsWithout), width: width, height: height, depth: depth)
    }

    private func curves(
        of title: String, _ withCache: [Float], _ without: [Float], width: Int, height: Int,
        depth: ColourDepth
    ) -> Surface {
        let curves = Curves(
            [
                Curves.Series("with the cache", withCache), Curves.Series("without", without),
            ], positions: "step", cursor: screen.step, ends: [0])
        return .stacked([
            Surface(lines: [title.truncated(to: width)], style: .dim),
            curves.surface(width: width, height: height - 1, depth: depth),
        ])
    }
}
