import Tracing

/// What to notice in an update.
enum UpdateNotices {
    /// How far the parameter moved, and which number moved most.
    @Sendable static func moves(_ scene: Scene) -> [Notice] {
        guard let before = scene.input(0), before.shape == scene.event.shape else { return [] }
        let (old, new) = (scene.numbers(before), scene.numbers(scene.event))
        let moves = zip(new, old).map { $0 - $1 }
        let most = moves.map(\.magnitude).argmax
        guard let most, moves[most] != 0 else {
            return [Notice("No number moved: the gradient is 0 everywhere.")]
        }
        let place = Scene.index(of: most, in: scene.event.axes)
        let moved = moves.count { $0 != 0 }
        return [
            Notice(
                "The number that moved most is \(scene.names(place, on: scene.event.axes)): from "
                    + "\(old[most].rough) to \(new[most].rough).",
                Region(event: scene.id, ranges: place.map { $0..<$0 + 1 })),
            Notice(
                "\(moved) of \(moves.count) numbers moved, all together by a length of "
                    + "\(moves.length.rough); the numbers themselves have a length of "
                    + "\(old.length.rough)."),
        ]
    }
}
