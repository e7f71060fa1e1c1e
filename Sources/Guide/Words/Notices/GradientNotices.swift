import Tracing

/// What to notice in a gradient.
enum GradientNotices {
    /// How long the gradient is, and the row with the largest part of it.
    @Sendable static func lengths(_ scene: Scene) -> [Notice] {
        let all = scene.numbers(scene.event)
        guard scene.event.axes.count > 1, all.length > 0 else { return [] }
        let lengths = scene.rows(scene.event).map(\.length)
        guard let most = lengths.argmax else { return [] }
        let axes = Array(scene.event.axes.dropLast())
        let place = Scene.index(of: most, in: axes)
        let names = scene.names(place, on: axes)
        return [
            Notice(
                "The gradient has length \(all.length.rough). Its longest row, \(names), has "
                    + "\(lengths[most].rough): a small step there would change the loss most.",
                Region(
                    event: scene.id,
                    ranges: place.map { $0..<$0 + 1 } + [nil]))
        ] + GeneralNotices.extremes(scene)
    }
}
