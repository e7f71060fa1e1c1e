import Tracing

/// What to notice in a feed forward.
enum FeedForwardNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "feed_forward.first_linear": { firstLinear($0) },
        "feed_forward.relu": { relu($0) },
        "feed_forward.second_linear": { secondLinear($0) },
    ]

    private static func firstLinear(_ scene: Scene) -> [Notice] {
        let row = scene.vector(scene.event, scene.row)
        guard let high = row.argmax else { return [] }
        return [
            Notice(
                "\(row.count { $0 > 0 }) of the \(row.count) numbers of \(scene.rowName) are above 0; "
                    + "the largest is \(row[high].brief), feature \(high).",
                Region(scene.id, scene.row, nil), Region(scene.id, scene.row, high))
        ]
    }

    private static func relu(_ scene: Scene) -> [Notice] {
        let rows = Array(scene.rows(scene.event))
        let zeros = rows[scene.row].count { $0 == 0 }
        let width = rows[scene.row].count
        let silent = (0..<width).count { feature in rows.allSatisfy { $0[feature] == 0 } }
        return [
            Notice(
                "\(zeros) of the \(width) numbers of \(scene.rowName) are 0.",
                Region(scene.id, scene.row, nil)),
            Notice(
                "Of the \(width), \(silent) stay at 0 for every word of this sentence.",
                Region(scene.id, nil, nil)),
        ]
    }

    private static func secondLinear(_ scene: Scene) -> [Notice] {
        guard let before = scene.sibling("first_linear").flatMap({ $0.inputs.first }) else {
            return []
        }
        let row = scene.vector(scene.event, scene.row)
        let input = scene.vector(scene.trace.events[before], scene.row)
        return [
            Notice(
                "The change for \(scene.rowName) has length \(row.length.brief), beside "
                    + "\(input.length.brief) of the vector that it will be added to.",
                Region(scene.id, scene.row, nil), Region(before, scene.row, nil))
        ]
    }
}
