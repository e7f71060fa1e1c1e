import Tracing

/// What to notice in an update.
enum UpdateNotices {
    /// How far the parameter moved, and which number moved most.
    @Sendable static func moves(_ scene: Scene) -> [Notice] {
        guard let (old, new) = numbers(scene) else { return [] }
        guard let place = furthest(scene) else {
            return [Notice("No number moved: the gradient is 0 everywhere.")]
        }
        let most = zip(place, scene.event.axes).reduce(0) { $0 * $1.1.size + $1.0 }
        let moves = zip(new, old).map { $0 - $1 }
        return [
            Notice(
                "The number that moved most is \(scene.names(place, on: scene.event.axes)): from "
                    + "\(old[most].rough) to \(new[most].rough).",
                Region(event: scene.id, ranges: place.map { $0..<$0 + 1 })),
            Notice(
                "\(moves.count { $0 != 0 }) of \(moves.count) numbers moved, all together by a "
                    + "length of \(moves.length.rough); the numbers themselves have a length of "
                    + "\(old.length.rough)."),
        ]
    }

    /// The number that moved most; nil where none did.
    static func furthest(_ scene: Scene) -> [Int]? {
        guard let (old, new) = numbers(scene) else { return nil }
        let moves = zip(new, old).map { ($0 - $1).magnitude }
        guard let most = moves.argmax, moves[most] > 0 else { return nil }
        return Scene.index(of: most, in: scene.event.axes)
    }

    /// The parameter before and after.
    private static func numbers(_ scene: Scene) -> (old: Vector, new: Vector)? {
        guard let before = scene.input(0), before.shape == scene.event.shape else { return nil }
        return (scene.numbers(before), scene.numbers(scene.event))
    }
}
