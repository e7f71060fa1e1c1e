import Tracing

/// What to notice from the head outputs to the projection, and at the residuals.
enum MixtureNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "attention.head_output": { headOutput($0) },
        "attention.concat": { concat($0) },
        "attention.projection": { projection($0) },
        "attention.residual": { residual($0, added: "what attention brought") },
        "feed_forward.residual": { residual($0, added: "what the feed forward brought") },
    ]

    private static func headOutput(_ scene: Scene) -> [Notice] {
        guard let weights = scene.input(0), let values = scene.input(1),
            let keys = weights.axes.last
        else { return [] }
        let row = scene.vector(weights, scene.head, scene.row)
        let parts = row.indices.map { key in
            scene.vector(values, scene.head, key).map { $0 * row[key] }
        }
        let lengths = parts.map(\.length)
        guard let most = lengths.argmax, lengths.sum > 0 else { return [] }
        let output = scene.vector(scene.event, scene.head, scene.row)
        return [
            Notice(
                "Most of what \(scene.rowName) takes in head \(scene.head) comes from "
                    + "\(scene.name(keys, most)): weight \(row[most].brief), and "
                    + "\((lengths[most] / lengths.sum).brief) of the weighted values' lengths.",
                Region(weights.id, scene.head, scene.row, most),
                Region(values.id, scene.head, most, nil)),
            Notice(
                "The output has length \(output.length.brief) and a cosine of "
                    + "\(output.cosine(parts[most]).brief) with that value alone.",
                Region(scene.id, scene.head, scene.row, nil)),
        ]
    }

    private static func concat(_ scene: Scene) -> [Notice] {
        guard let heads = scene.input(0), heads.axes.count == 3 else { return [] }
        let width = heads.axes[2].size
        let lengths = (0..<heads.axes[0].size).map { scene.vector(heads, $0, scene.row).length }
        guard let longest = lengths.argmax else { return [] }
        func cells(_ head: Int) -> Region {
            Region(
                event: scene.id,
                ranges: [scene.row..<scene.row + 1, head * width..<(head + 1) * width])
        }
        return [
            Notice(
                "Features \(scene.head * width) to \((scene.head + 1) * width - 1) of "
                    + "\(scene.rowName) come from head \(scene.head); their length is "
                    + "\(lengths[scene.head].brief).",
                cells(scene.head), Region(heads.id, scene.head, scene.row, nil)),
            Notice(
                "For this word the longest piece comes from head \(longest), "
                    + "\(lengths[longest].brief).", cells(longest)),
        ]
    }

    private static func projection(_ scene: Scene) -> [Notice] {
        guard let product = scene.event.op.unedited as? MatrixProduct,
            let concat = scene.input(0), let weight = scene.input(1),
            let heads = scene.sibling("head_output")?.axes.first?.size
        else { return [] }
        let output = scene.vector(scene.event, scene.row)
        let input = scene.vector(concat, scene.row)
        let rows = Array(scene.rows(weight))
        let width = input.count / heads
        // What each head alone puts into the result: its features times its rows of the matrix, or
        // its columns, as most pretrained models have it.
        let shares = (0..<heads).map { head in
            output.indices.map { feature in
                (head * width..<(head + 1) * width).reduce(0) {
                    $0 + input[$1] * (product.transposeB ? rows[feature][$1] : rows[$1][feature])
                }
            }.length
        }
        guard let most = shares.argmax else { return [] }
        return [
            Notice(
                "The longest contribution to the change of \(scene.rowName) comes from head \(most): "
                    + "its features alone make a vector of length \(shares[most].brief).",
                Region(
                    event: concat.id,
                    ranges: [scene.row..<scene.row + 1, most * width..<(most + 1) * width])),
            Notice(
                "All heads and the bias together make one of length \(output.length.brief).",
                Region(scene.id, scene.row, nil)),
        ]
    }

    private static func residual(_ scene: Scene, added name: String) -> [Notice] {
        guard let before = scene.input(0), let change = scene.input(1) else { return [] }
        let (old, new, sum) = (
            scene.vector(before, scene.row), scene.vector(change, scene.row),
            scene.vector(scene.event, scene.row)
        )
        let square = sum.dot(sum)
        guard square > 0 else { return [] }
        return [
            Notice(
                "\(scene.rowName) came in with length \(old.length.brief); \(name) has length "
                    + "\(new.length.brief). Along the sum, the first makes up "
                    + "\((old.dot(sum) / square).brief) and the second "
                    + "\((new.dot(sum) / square).brief) of the whole.",
                Region(before.id, scene.row, nil), Region(change.id, scene.row, nil)),
            Notice(
                "The cosine between the sum and what came in is \(sum.cosine(old).brief).",
                Region(scene.id, scene.row, nil)),
        ]
    }
}
