import Checkpoints
import Drawing
import Foundation
import Training

/// Turns the news of a training into lines: a log for programs, and progress for people.
///
/// It is told on one thread, and asked when that has ended.
final class Teller: @unchecked Sendable {
    private let steps: Int
    private let log: TrainingLog?
    /// Why the log could not be written.
    private(set) var problem: CheckpointError?
    private var hasWarned = false

    init(steps: Int, log: TrainingLog?) {
        self.steps = steps
        self.log = log
    }

    /// Writes the log, and a line on standard error now and then.
    func tell(_ news: TrainingNews) {
        write(news)
        switch news {
        case .reading(let reading, let pace) where reading.heldOut != nil:
            StandardError.write(line(reading, pace))
        case .notSaved(let error) where !hasWarned:
            hasWarned = true
            StandardError.write("heed: \(error.description); training goes on")
        default: break
        }
    }

    /// Writes the log alone.
    func write(_ news: TrainingNews) {
        guard case .reading(let reading, let pace) = news, problem == nil else { return }
        do {
            try log?.write(reading, pace)
        } catch {
            problem = error as? CheckpointError
        }
    }

    private func line(_ reading: Reading, _ pace: Pace) -> String {
        let share = reading.heldOut.map { Int(($0.share * 100).rounded()) } ?? 0
        return "step \(reading.step) of \(steps)  loss \(reading.loss.formatted(decimals: 3))"
            + "  held-out \(share) %  rate \(reading.rate.short)"
            + "  gradient \(reading.gradientNorm.formatted(decimals: 2))"
            + "  \(Int(pace.tokensPerSecond)) tokens/s  \(Int(pace.secondsLeft.rounded())) s left"
    }
}
