import Tracing

/// What can be said of any value.
enum GeneralNotices {
    /// The largest and the smallest number and where they are.
    static func extremes(_ scene: Scene) -> [Notice] {
        let numbers = scene.numbers(scene.event)
        guard numbers.count > 1 else {
            return numbers.first.map { [Notice("The number is \($0.rough).")] } ?? []
        }
        guard let high = numbers.argmax, let low = numbers.argmin else {
            return [Notice("None of these \(numbers.count) numbers is a number any more.")]
        }
        if numbers[high] == numbers[low] {
            return [Notice("All \(numbers.count) numbers are \(numbers[high].rough).")]
        }
        let axes = scene.event.axes
        return [
            Notice(
                "The largest number is \(numbers[high].rough), at \(place(high, scene)).",
                region(high, axes, scene)),
            Notice(
                "The smallest is \(numbers[low].rough), at \(place(low, scene)).",
                region(low, axes, scene)),
        ]
    }

    /// `head 0, "it", "animal"`.
    private static func place(_ position: Int, _ scene: Scene) -> String {
        zip(scene.event.axes, index(of: position, in: scene.event.axes))
            .map { scene.name($0, $1) }.joined(separator: ", ")
    }

    private static func region(_ position: Int, _ axes: [Axis], _ scene: Scene) -> Region {
        Region(
            event: scene.id, ranges: index(of: position, in: axes).map { $0..<$0 + 1 })
    }

    /// The index of a row-major position.
    private static func index(of position: Int, in axes: [Axis]) -> [Int] {
        var rest = position
        return axes.reversed().map { axis in
            defer { rest /= axis.size }
            return rest % axis.size
        }.reversed()
    }
}
