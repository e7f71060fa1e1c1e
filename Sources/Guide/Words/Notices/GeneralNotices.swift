import Tracing

/// What can be said of any value.
enum GeneralNotices {
    /// The largest and the smallest number and where they are; nothing of a vast event.
    static func extremes(_ scene: Scene) -> [Notice] {
        guard !scene.isVast else { return [] }
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
        return [
            Notice(
                "The largest number is \(numbers[high].rough), at \(place(high, scene)).",
                region(high, scene)),
            Notice(
                "The smallest is \(numbers[low].rough), at \(place(low, scene)).",
                region(low, scene)),
        ]
    }

    private static func place(_ position: Int, _ scene: Scene) -> String {
        scene.names(Scene.index(of: position, in: scene.event.axes), on: scene.event.axes)
    }

    private static func region(_ position: Int, _ scene: Scene) -> Region {
        let index = Scene.index(of: position, in: scene.event.axes)
        return Region(event: scene.id, ranges: index.map { $0..<$0 + 1 })
    }
}
