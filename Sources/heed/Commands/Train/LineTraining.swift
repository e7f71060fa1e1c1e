import ArgumentParser
import Checkpoints
import Drawing
import Foundation
import Training

/// A training that is told in lines: where there is no terminal to draw on.
struct LineTraining {
    private let trainer: Trainer
    private let files: CheckpointFiles
    private let teller: Teller

    /// - Parameter log: where the readings go as JSON Lines.
    /// - Throws: `CheckpointError.unwritable`.
    init(_ trainer: Trainer, files: CheckpointFiles, log: String?) throws {
        self.trainer = trainer
        self.files = files
        teller = Teller(
            steps: trainer.run.recipe.steps,
            log: try log.map { try TrainingLog($0, after: trainer.run.step) })
    }

    /// Trains to the end.
    ///
    /// - Throws: `ExitCode` 130 where it was stopped, with the state saved; `CheckpointError` where
    ///   the log cannot be written.
    func run() throws -> Trainer {
        let stop = Interruption()
        var loop = TrainingLoop(trainer, files: files, tell: teller.tell)
        while !loop.trainer.isFinished && !stop.isRequested && teller.problem == nil {
            loop.advance()
        }
        loop.end()
        if let problem = teller.problem { throw problem }
        guard loop.trainer.isFinished else {
            StandardError.write(
                "heed: stopped after step \(loop.trainer.run.step); "
                    + "the same command goes on from there")
            throw ExitCode(130)
        }
        return loop.trainer
    }
}

/// Turns news into lines.
private final class Teller: @unchecked Sendable {
    private let steps: Int
    private let log: TrainingLog?
    /// Why the log could not be written.
    private(set) var problem: CheckpointError?
    private var hasWarned = false

    init(steps: Int, log: TrainingLog?) {
        self.steps = steps
        self.log = log
    }

    func tell(_ news: TrainingNews) {
        switch news {
        case .reading(let reading, let pace):
            if reading.heldOut != nil { StandardError.write(line(reading, pace)) }
            do {
                try log?.write(reading, pace)
            } catch {
                problem = error as? CheckpointError
            }
        case .notSaved(let error) where !hasWarned:
            hasWarned = true
            StandardError.write("heed: \(error.description); training goes on")
        case .notSaved, .stepped, .moment, .ended: break
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
