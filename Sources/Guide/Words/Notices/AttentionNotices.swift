import Foundation
import Tracing

/// What to notice from the queries to the weights.
enum AttentionNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "attention.query": { lengths($0, "query") },
        "attention.key": { lengths($0, "key") },
        "attention.value": { lengths($0, "value") },
        "attention.query.heads": { shares($0, "query") },
        "attention.key.heads": { shares($0, "key") },
        "attention.value.heads": { shares($0, "value") },
        "attention.scores": { scores($0) },
        "attention.scaled": { scaled($0) },
        "attention.mask": { mask($0) },
        "attention.masked": { masked($0) },
        "attention.weights": { weights($0) },
    ]

    // MARK: - Queries, keys, values

    private static func lengths(_ scene: Scene, _ what: String) -> [Notice] {
        let lengths = scene.rows(scene.event).map(\.length)
        guard let axis = scene.rowAxis, let longest = lengths.argmax else { return [] }
        return [
            Notice(
                "The \(what) of \(scene.rowName) has length \(lengths[scene.row].brief); "
                    + "the mean is \(lengths.mean.brief)"
                    + (longest == scene.row
                        ? ", and no other is longer."
                        : ". The longest is that of \(scene.name(axis, longest)), \(lengths[longest].brief)."),
                Region(scene.id, scene.row, nil), Region(scene.id, longest, nil))
        ]
    }

    /// How the square of a vector's length is shared among the heads.
    private static func shares(_ scene: Scene, _ what: String) -> [Notice] {
        let heads = scene.event.axes[0].size
        let squares = (0..<heads).map { head in
            let piece = scene.vector(scene.event, head, scene.row)
            return piece.dot(piece)
        }
        guard let most = squares.argmax, squares.sum > 0, let whole = scene.input(0) else {
            return []
        }
        let width = scene.event.axes[2].size
        let features = scene.head * width..<(scene.head + 1) * width
        return [
            Notice(
                "Head \(scene.head) gets features \(features.lowerBound) to "
                    + "\(features.upperBound - 1) of the \(what) of \(scene.rowName).",
                Region(scene.id, scene.head, scene.row, nil),
                Region(event: whole.id, ranges: [scene.row..<scene.row + 1, features])),
            Notice(
                "Of the squared length of this \(what), head \(most) holds the most, "
                    + "\((squares[most] / squares.sum).brief); an even share would be "
                    + "\((1 / Double(heads)).brief).", Region(scene.id, most, scene.row, nil)),
        ]
    }

    // MARK: - Scores

    private static func scores(_ scene: Scene) -> [Notice] {
        let row = scene.vector(scene.event, scene.head, scene.row)
        guard let keys = scene.event.axes.last, let high = row.argmax, let low = row.argmin else {
            return []
        }
        let cells = Region(scene.id, scene.head, scene.row, nil)
        var notices = [
            Notice(
                "In head \(scene.head) the query of \(scene.rowName) matches the key of "
                    + "\(itself(scene, high)) best: the score is \(row[high].brief).\(fate(scene, high))",
                Region(scene.id, scene.head, scene.row, high))
        ]
        if low != high {
            notices.append(
                Notice(
                    "It matches \(scene.name(keys, low)) least, with \(row[low].brief). The row spreads "
                        + "with a standard deviation of \(row.standardDeviation.brief).",
                    Region(scene.id, scene.head, scene.row, low), cells))
        }
        return notices
    }
    /// What the mask will do to a score of the chosen row, if it hides it.
    private static func fate(_ scene: Scene, _ key: Int) -> String {
        guard let mask = scene.sibling("mask"), scene.vector(mask, scene.row)[key] == -.infinity
        else { return "" }
        return " But this pair is not allowed: the mask will hide it."
    }

    private static func scaled(_ scene: Scene) -> [Notice] {
        guard let scores = scene.input(0) else { return [] }
        let (before, after) = (
            scene.rows(scores, head: scene.head).flatMap { $0 },
            scene.rows(scene.event, head: scene.head).flatMap { $0 }
        )
        let spread = "with a standard deviation of"
        var notices = [
            Notice(
                "The scores of head \(scene.head) spread \(spread) "
                    + "\(before.standardDeviation.brief) before and "
                    + "\(after.standardDeviation.brief) after.",
                Region(scene.id, scene.head, nil, nil), Region(scores.id, scene.head, nil, nil))
        ]
        let mask = scene.sibling("mask").map { scene.vector($0, scene.row) }
        func largest(_ event: Event) -> Double {
            let row = scene.vector(event, scene.head, scene.row)
            return zip(row, mask ?? row.map { _ in 0 }).map { $0 + $1 }.softmax.max() ?? 0
        }
        notices.append(
            Notice(
                "Softmax will give \(scene.rowName) a largest weight of \(largest(scene.event).brief); "
                    + "without the division it would be \(largest(scores).brief).",
                Region(scene.id, scene.head, scene.row, nil),
                Region(scores.id, scene.head, scene.row, nil)))
        return notices
    }

    // MARK: - The mask

    private static func mask(_ scene: Scene) -> [Notice] {
        let rows = scene.rows(scene.event)
        let hidden = rows.joined().count { $0 == -.infinity }
        let all = rows.reduce(0) { $0 + $1.count }
        let open = rows[scene.row].count { $0 > -.infinity }
        return [
            Notice(
                hidden == 0
                    ? "None of the \(all) entries is minus infinity: every pair is allowed."
                    : "\(hidden) of the \(all) entries \(hidden == 1 ? "is" : "are") minus infinity."
            ),
            Notice(
                "\(scene.rowName) may look at \(open) of \(rows[scene.row].count) words.",
                Region(scene.id, scene.row, nil)),
        ]
    }

    private static func masked(_ scene: Scene) -> [Notice] {
        let row = scene.vector(scene.event, scene.head, scene.row)
        let hidden = row.count { $0 == -.infinity }
        guard let high = row.argmax, hidden < row.count else {
            return [
                Notice(
                    "Everything is hidden from \(scene.rowName).",
                    Region(scene.id, scene.head, scene.row, nil))
            ]
        }
        let struck =
            hidden == 0
            ? "The \(row.count) scores of \(scene.rowName) stay as they were"
            : "\(hidden) of the \(row.count) scores of \(scene.rowName) are struck out"
        return [
            Notice(
                "\(struck); in head \(scene.head) the highest is \(row[high].brief), for "
                    + "\(itself(scene, high)).",
                Region(scene.id, scene.head, scene.row, nil),
                Region(scene.id, scene.head, scene.row, high))
        ]
    }

    // MARK: - Weights

    private static func weights(_ scene: Scene) -> [Notice] {
        let row = scene.vector(scene.event, scene.head, scene.row)
        guard let high = row.argmax else { return [] }
        let looks =
            "\(scene.rowName) gives \(row[high].brief) of its attention to \(itself(scene, high)) "
            + "(head \(scene.head))."
        return [
            Notice(looks + writes(scene), Region(scene.id, scene.head, scene.row, high)),
            Notice(
                "Its \(row.count) weights add up to \(Float(row.sum).thousandths), and their entropy "
                    + "is \(row.entropy.brief) bits: as much as an even share among "
                    + "\(pow(2, row.entropy).brief) words.",
                Region(scene.id, scene.head, scene.row, nil)),
        ] + sharpness(scene) + decisions(scene)
    }

    /// The heads with the least and the most entropy, averaged over the rows.
    private static func sharpness(_ scene: Scene) -> [Notice] {
        guard !scene.isVast else { return [] }
        let entropies = (0..<scene.event.axes[0].size).map { head in
            scene.rows(scene.event, head: head).map(\.entropy).mean
        }
        guard let sharp = entropies.argmin, let even = entropies.argmax, sharp != even else {
            return []
        }
        return [
            Notice(
                "Head \(sharp) is the sharpest, with a mean entropy of \(entropies[sharp].brief) bits a "
                    + "word; head \(even) is the most even, with \(entropies[even].brief).",
                Region(scene.id, sharp, nil, nil), Region(scene.id, even, nil, nil))
        ]
    }

    /// How many rows of the chosen head have made up their mind.
    private static func decisions(_ scene: Scene) -> [Notice] {
        let rows = scene.rows(scene.event, head: scene.head)
        let decided = rows.count { ($0.max() ?? 0) > 0.5 }
        return [
            Notice(
                "In head \(scene.head), \(decided) of \(rows.count) words give more than half of their "
                    + "attention to a single word.", Region(scene.id, scene.head, nil, nil))
        ]
    }

    /// In cross-attention, what the row is about to write.
    private static func writes(_ scene: Scene) -> String {
        guard scene.event.path.contains("cross_attention"), let next = scene.predicted(scene.row)
        else { return "" }
        let text = WrittenTextWords.apply(to: scene.trace) ? "answer" : "translation"
        return " What comes next in the \(text) is \(next)."
    }

    /// The name of a key, or `itself` where it is the word of the row.
    private static func itself(_ scene: Scene, _ key: Int) -> String {
        guard let keys = scene.event.axes.last else { return "" }
        let isSelf = key == scene.row && scene.event.path.contains("self_attention")
        return isSelf ? "itself" : scene.name(keys, key)
    }
}
