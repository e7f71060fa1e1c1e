import Tokenizers
import Tracing

/// What to notice where words become numbers.
enum TokenNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "source.ids": { ids($0) },
        "target.ids": { ids($0) },
        "target.shifted": { shifted($0) },
    ]

    private static func ids(_ scene: Scene) -> [Notice] {
        guard let axis = scene.event.axes.first else { return [] }
        let ids = scene.numbers(scene.event).map { Int($0) }
        // Only heed's own models keep number 0 for unknown words.
        let isOwn =
            !OneStackWords.apply(to: scene.trace) && !WrittenTextWords.apply(to: scene.trace)
        let unknownID = isOwn ? Vocabulary.unknownID : nil
        var notices = [
            Notice(
                "\(scene.rowName) is token number \(ids[scene.row]).", Region(scene.id, scene.row))
        ]
        if let twice = ids.indices.first(where: { ids[..<$0].contains(ids[$0]) }),
            let first = ids.firstIndex(of: ids[twice]), ids[twice] != unknownID
        {
            notices.append(
                Notice(
                    "\(scene.name(axis, first)) and \(scene.name(axis, twice)) have the same number, "
                        + "\(ids[twice]): only their places differ.",
                    Region(scene.id, first), Region(scene.id, twice)))
        }
        if let unknownID, let unknown = ids.firstIndex(of: unknownID) {
            notices.append(
                Notice(
                    "\(scene.name(axis, unknown)) is not in the vocabulary: the model reads it as "
                        + "<unk>, number \(unknownID).", Region(scene.id, unknown)))
        }
        return notices
    }

    private static func shifted(_ scene: Scene) -> [Notice] {
        guard let first = scene.predicted(0), let next = scene.predicted(scene.row),
            let axis = scene.event.axes.first, let target = scene.input(0)
        else { return [] }
        return [
            Notice(
                "Row \(scene.row) reads \(scene.rowName) and has to predict \(next).",
                Region(scene.id, scene.row), Region(target.id, scene.row)),
            Notice(
                "\(scene.name(axis, 0)) stands first; from it and the source alone the decoder has "
                    + "to find \(first).", Region(scene.id, 0), Region(target.id, 0)),
        ]
    }
}
