import Tracing

/// The head and the row that tell most, where the learner chose none.
///
/// The measure: the largest weight that a word gives to a word more than one place away, which only
/// attention can bring together; in cross-attention, to any word. Marks such as `.` and `<eos>` are
/// no words. In a stack the same row is chosen for all steps, so that a learner can follow one word;
/// the head is the one in which this row looks most clearly.
struct TellingPlaces: Sendable {
    /// The weights of one attention, `[head, query, key]`.
    private struct Map: Sendable {
        let looks: [[Double]]

        /// The strongest look of each row in each head, `looks[head][row]`.
        init(_ weights: Traced) {
            let (queries, keys) = (weights.axes[1], weights.axes[2])
            let isCross = weights.event.path.contains("cross_attention")
            let queryIsWord = (0..<queries.size).map { Map.isWord(queries, $0) }
            let keyIsWord = (0..<keys.size).map { Map.isWord(keys, $0) }
            looks = (0..<weights.axes[0].size).map { head in
                (0..<queries.size).map { row in
                    guard isCross || queryIsWord[row] else { return 0 }
                    let shares = weights.value.row(at: [head, row])
                    var best: Float = 0
                    for key in 0..<keys.size where shares[key] > best {
                        let isFar = isCross || abs(row - key) > 1
                        if isFar && keyIsWord[key] { best = shares[key] }
                    }
                    return Double(best)
                }
            }
        }

        private static func isWord(_ axis: Axis, _ position: Int) -> Bool {
            guard let label = axis.labels?[position] else { return true }
            return !label.hasPrefix("<") && label.contains(where: \.isLetter)
        }
    }

    /// By the path of the attention's block.
    private var heads: [String: [[Double]]] = [:]
    /// The telling row of each stack.
    private var rows: [String: Int] = [:]

    init(in trace: Trace) {
        var best: [String: Double] = [:]
        for event in trace.events
        where event.path.hasSuffix("_attention.weights") && event.axes.count == 3
            && Pass(of: event.path) == .forward
        {
            let block = Outline.block(of: event.path)
            let looks = Map(trace[event.id]).looks
            heads[block] = looks
            // The decoder's own past says less of a translation than where it looks in the source.
            let stack = TellingPlaces.stack(block)
            let isWanted = stack != "decoder" || block.hasSuffix("cross_attention")
            for (row, look) in looks.joined().enumerated()
            where isWanted && look > best[stack, default: 0] {
                best[stack] = look
                rows[stack] = row % event.axes[1].size
            }
        }
    }

    /// The place with a head and a row for what the learner left open, both inside the value.
    func place(for event: Event, given place: Place) -> Place {
        // A gradient is looked at where its value was, and the second run where the first was.
        let block = Outline.block(of: Pass.forwardPath(of: event.path))
        let rowAxis = event.axes.count > 1 ? event.axes[event.axes.count - 2] : event.axes.first
        let rowCount = rowAxis?.size ?? 0
        let isSource = rowAxis?.name == "key" && block.hasSuffix("cross_attention")
        let suggested = rows[isSource ? "encoder" : TellingPlaces.stack(block)]
        let row = [place.row, suggested].lazy.compactMap { $0 }.first { 0..<rowCount ~= $0 } ?? 0

        let looks = heads[block] ?? []
        let headCount = event.axes.first { $0.name == "head" }?.size ?? looks.count
        let clearest = looks.map { $0.indices.contains(row) ? $0[row] : $0.max() ?? 0 }.argmax
        let head = [place.head, clearest].lazy.compactMap { $0 }.first { 0..<headCount ~= $0 } ?? 0
        return Place(head: head, row: row)
    }

    /// The stack whose words the rows of a block are: `encoder` for the source.
    private static func stack(_ block: String) -> String {
        let first = block.split(separator: ".").first.map(String.init) ?? block
        switch first {
        case "source": return "encoder"
        case "target", "logits", "probabilities": return "decoder"
        default: return first
        }
    }
}
