import Tracing

/// The cosines and sines by which positions are told apart, where they are rotations (Su et al.
/// 2021): computed once for all layers.
struct RotaryTables {
    private let cosines: Traced
    private let sines: Traced

    /// Emits `rotation.cosines` and `rotation.sines`, `[position, feature]`.
    ///
    /// - Parameter start: the position of the first id: how many came in earlier steps.
    init(_ frequencies: RotaryFrequencies, positions: Axis, from start: Int, in scope: Scope) {
        let own = scope("rotation")
        let axes = [positions.named("position"), Axis("feature", size: frequencies.size)]
        func table(_ function: RotaryAngles.Function, _ name: String) -> Traced {
            own.emit(
                RotaryAngles(function, frequencies, positions: positions.size, start: start), [],
                name, axes: axes)
        }
        cosines = table(.cosine, "cosines")
        sines = table(.sine, "sines")
    }

    /// Turns heads, `[..., head, position, feature]`.
    func callAsFunction(_ heads: Traced, named name: String, in scope: Scope) -> Traced {
        scope.emit(Rotate(), [heads, cosines, sines], name)
    }
}
