import Drawing
import Training

/// One gauge along the steps of a training: a value for each step, on straight lines between the
/// readings, and none where nothing was read yet.
struct TrainingCurve {
    private let name: String
    private let values: [Float]
    /// The steps at which the gauge was read.
    private let steps: [Int]
    private let ends: [Float]

    /// - Parameter ends: what the gauge reaches at least; see `Curves`.
    init(
        _ name: String, of history: History, ends: [Float] = [], gauge: (Reading) -> Float?
    ) {
        self.name = name
        self.ends = ends
        var values = [Float](repeating: .nan, count: history.steps + 1)
        var steps: [Int] = []
        var before: (step: Int, value: Float)?
        for reading in history.readings where reading.step < values.count {
            guard let value = gauge(reading) else { continue }
            let start = before ?? (reading.step, value)
            for step in start.step...reading.step {
                let share = Float(step - start.step) / Float(max(reading.step - start.step, 1))
                values[step] = start.value + (value - start.value) * share
            }
            values[reading.step] = value
            before = (reading.step, value)
            steps.append(reading.step)
        }
        self.values = values
        self.steps = steps
    }

    /// - Parameter step: the last reading until then is read out; nil for the last of all.
    func picture(at step: Int?) -> Curves {
        Curves(
            [Curves.Series(name, values)], positions: "step",
            cursor: steps.last { $0 <= step ?? .max }, ends: ends)
    }
}
