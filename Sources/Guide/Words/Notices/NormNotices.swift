import Tracing

/// What to notice in a layer normalisation.
enum NormNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "layer_norm.mean": { statistic($0, "mean") },
        "layer_norm.variance": { statistic($0, "variance") },
        "layer_norm.normalised": { normalised($0) },
        "layer_norm.output": { output($0) },
    ]

    /// One number a word: that of the chosen one, and the range.
    private static func statistic(_ scene: Scene, _ name: String) -> [Notice] {
        let numbers = scene.numbers(scene.event)
        guard let axis = scene.rowAxis, let low = numbers.argmin, let high = numbers.argmax else {
            return []
        }
        let root =
            name == "variance"
            ? ", a standard deviation of \(numbers[scene.row].squareRoot().brief)" : ""
        var notices = [
            Notice(
                "The features of \(scene.rowName) have \(name) \(numbers[scene.row].rough)\(root).",
                Region(scene.id, scene.row))
        ]
        if low != high {
            notices.append(
                Notice(
                    "Over the words it goes from \(numbers[low].rough), for "
                        + "\(scene.name(axis, low)), to \(numbers[high].rough), for "
                        + "\(scene.name(axis, high)).",
                    Region(scene.id, low), Region(scene.id, high)))
        }
        return notices
    }

    private static func normalised(_ scene: Scene) -> [Notice] {
        guard let before = scene.input(0) else { return [] }
        let (old, new) = (scene.vector(before, scene.row), scene.vector(scene.event, scene.row))
        let beyond = new.count { $0.magnitude > 1 }
        return [
            Notice(
                "The features of \(scene.rowName) had mean \(old.mean.brief) and variance "
                    + "\(old.variance.brief); now they have mean \(new.mean.brief) and variance "
                    + "\(new.variance.brief).",
                Region(scene.id, scene.row, nil), Region(before.id, scene.row, nil)),
            Notice(
                "\(beyond) of its \(new.count) features lie beyond -1 and 1; they go from "
                    + "\((new.min() ?? 0).brief) to \((new.max() ?? 0).brief).",
                Region(scene.id, scene.row, nil)),
        ]
    }

    private static func output(_ scene: Scene) -> [Notice] {
        guard let before = scene.input(0), let gamma = scene.input(1) else { return [] }
        let new = scene.vector(scene.event, scene.row)
        let factors = scene.numbers(gamma)
        guard let high = factors.argmax, let low = factors.argmin else { return [] }
        return [
            Notice(
                "The features of \(scene.rowName) now have mean \(new.mean.brief) and variance "
                    + "\(new.variance.brief).",
                Region(scene.id, scene.row, nil), Region(before.id, scene.row, nil)),
            Notice(
                "Gamma enlarges feature \(high) most, \(factors[high].brief) times, and feature "
                    + "\(low) least, \(factors[low].brief) times.",
                Region(gamma.id, high), Region(gamma.id, low)),
        ]
    }
}
