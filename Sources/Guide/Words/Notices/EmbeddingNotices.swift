import Tracing

/// What to notice where numbers become vectors with a place.
enum EmbeddingNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "embedding.table": { table($0) },
        "embedding.lookup": { lookup($0) },
        "embedding.scaled": { scaled($0) },
        "positional_encoding.matrix": { positions($0) },
        "positional_encoding.sum": { sum($0) },
    ]

    private static func table(_ scene: Scene) -> [Notice] {
        let lengths = scene.rows(scene.event).map(\.length)
        guard let high = lengths.argmax, let low = lengths.argmin, let axis = scene.event.axes.first
        else { return [] }
        return [
            Notice(
                "The rows are \(lengths.mean.brief) long on average; the longest is that of "
                    + "\(scene.name(axis, high)), \(lengths[high].brief), the shortest that of "
                    + "\(scene.name(axis, low)), \(lengths[low].brief).",
                Region(scene.id, high, nil), Region(scene.id, low, nil))
        ]
    }

    private static func lookup(_ scene: Scene) -> [Notice] {
        guard let ids = scene.input(0), let table = scene.input(1), ids.axes.count == 1 else {
            return []
        }
        let tokens = scene.numbers(ids).map { Int($0) }
        let token = tokens[scene.row]
        let own = scene.vector(scene.event, scene.row)
        let copied = zip(own, scene.vector(table, token)).count { $0 == $1 }
        var notices = [
            Notice(
                "The row of \(scene.rowName) is row \(token) of the table: \(copied) of its "
                    + "\(own.count) numbers are the same.",
                Region(scene.id, scene.row, nil), Region(table.id, token, nil))
        ]
        if let axis = scene.rowAxis,
            let twice = tokens.indices.first(where: { tokens[..<$0].contains(tokens[$0]) }),
            let first = tokens.firstIndex(of: tokens[twice])
        {
            let rows = scene.rows(scene.event)
            notices.append(
                Notice(
                    "\(scene.name(axis, first)) and \(scene.name(axis, twice)) fetch the same row: "
                        + "the distance between the two is \(rows[first].distance(rows[twice]).brief).",
                    Region(scene.id, first, nil), Region(scene.id, twice, nil)))
        }
        return notices
    }

    private static func scaled(_ scene: Scene) -> [Notice] {
        guard let before = scene.input(0) else { return [] }
        let (old, new) = (
            scene.vector(before, scene.row).length, scene.vector(scene.event, scene.row).length
        )
        var notices = [
            Notice(
                "The vector of \(scene.rowName) goes from length \(old.brief) to \(new.brief).",
                Region(scene.id, scene.row, nil), Region(before.id, scene.row, nil))
        ]
        let stack = scene.event.path.split(separator: ".").first ?? ""
        if let positions = scene.event("\(stack).positional_encoding.matrix") {
            let place = scene.vector(positions, scene.row).length
            notices.append(
                Notice(
                    "The position that will be added has length \(place.brief): beside it the "
                        + "word would weigh \((old / place).brief) times as much without the "
                        + "factor, and weighs \((new / place).brief) times as much with it.",
                    Region(positions.id, scene.row, nil)))
        }
        return notices
    }

    private static func positions(_ scene: Scene) -> [Notice] {
        let rows = scene.rows(scene.event)
        guard rows.count > 1 else { return [] }
        let row = scene.row
        let neighbour = row + 1 < rows.count ? row + 1 : row - 1
        let far = row * 2 < rows.count ? rows.count - 1 : 0
        let lengths = rows.map(\.length)
        let (least, most) = ((lengths.min() ?? 0).brief, (lengths.max() ?? 0).brief)
        var notices = [
            Notice(
                least == most
                    ? "All \(rows.count) rows have the same length, \(least)."
                    : "The lengths of the \(rows.count) rows go from \(least) to \(most).")
        ]
        if far != neighbour && far != row {
            notices.insert(
                Notice(
                    "Position \(row) has a cosine of \(rows[row].cosine(rows[neighbour]).brief) with its "
                        + "neighbour \(neighbour) and of \(rows[row].cosine(rows[far]).brief) with position \(far).",
                    Region(scene.id, row, nil), Region(scene.id, neighbour, nil),
                    Region(scene.id, far, nil)), at: 0)
        }
        return notices
    }

    private static func sum(_ scene: Scene) -> [Notice] {
        guard let word = scene.input(0), let place = scene.input(1) else { return [] }
        let row = scene.row
        let (own, position, both) = (
            scene.vector(word, row), scene.vector(place, row), scene.vector(scene.event, row)
        )
        var notices = [
            Notice(
                "\(scene.rowName) brings length \(own.length.brief), its position "
                    + "\(position.length.brief); the sum has length \(both.length.brief), a cosine of "
                    + "\(both.cosine(own).brief) with the word and of \(both.cosine(position).brief) with the position.",
                Region(scene.id, row, nil), Region(word.id, row, nil), Region(place.id, row, nil))
        ]
        let (before, after) = (Array(scene.rows(word)), scene.rows(scene.event))
        if let axis = scene.rowAxis,
            let twice = before.indices.first(where: { before[..<$0].contains(before[$0]) }),
            let first = before.firstIndex(of: before[twice])
        {
            notices.append(
                Notice(
                    "\(scene.name(axis, first)) and \(scene.name(axis, twice)) were the same vector; "
                        + "now they are \(after[first].distance(after[twice]).brief) apart.",
                    Region(scene.id, first, nil), Region(scene.id, twice, nil)))
        }
        return notices
    }
}
