import Foundation
import Models

public enum TrainingBenchmark {
    public static func run(_ model: EncoderDecoder) {
        var generator = SystemRandomNumberGenerator()
        var parameters = Parameters(initialising: model.declarations, using: &generator)
        var optimiser = Adam(for: parameters)
        let recipe = Recipe()
        let step = TrainingStep(model: model, recipe: recipe)
        let batch = (0..<64).map { _ in
            Example(
                source: (0..<16).map { _ in Int.random(in: 3..<500) },
                target: (0..<16).map { _ in Int.random(in: 3..<500) })
        }
        var times: [Double] = []
        for i in 0..<60 {
            let start = DispatchTime.now().uptimeNanoseconds
            let report = step.apply(batch, step: i + 300, to: &parameters, optimiser: &optimiser)
            times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
            if i % 20 == 0 { print(report.crossEntropy, report.gradientNorm) }
        }
        times.sort()
        print("min \(times[0]) median \(times[times.count / 2]) ms")
    }
}
