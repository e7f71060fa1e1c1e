import Checkpoints

/// What a training has to say while it runs.
public enum TrainingNews: Sendable {
    /// A step was made.
    case stepped(StepReport, Pace)
    case reading(Reading, Pace)
    case moment(History.Moment)
    /// No further step is made until somebody asks for one; the training as it stands.
    case paused(Trainer)
    /// The state could not be saved; the training goes on, and the state before is still there.
    case notSaved(CheckpointError)
    /// It stands still and its state is saved, or it has finished; nothing more follows.
    case ended(Trainer)
}

/// Makes the steps of a training one by one, tells what happens, and keeps its state safe.
public struct TrainingLoop: Sendable {
    /// A state takes a few milliseconds to write; this many steps take a second or less.
    private static let stepsBetweenSaves = 20

    public private(set) var trainer: Trainer
    private let files: CheckpointFiles
    private let tell: @Sendable (TrainingNews) -> Void

    public init(
        _ trainer: Trainer, files: CheckpointFiles, tell: @escaping @Sendable (TrainingNews) -> Void
    ) {
        self.trainer = trainer
        self.files = files
        self.tell = tell
    }

    /// Makes one step.
    public mutating func advance() {
        let outcome = trainer.advance()
        tell(.stepped(outcome.report, outcome.pace))
        if let reading = outcome.reading { tell(.reading(reading, outcome.pace)) }
        if let moment = outcome.moment { tell(.moment(moment)) }
        // The last state is saved by `end`.
        if !trainer.isFinished, trainer.run.step.isMultiple(of: Self.stepsBetweenSaves) { save() }
    }

    /// Says that it waits.
    func pause() { tell(.paused(trainer)) }

    /// Saves the state and says goodbye.
    public func end() {
        save()
        tell(.ended(trainer))
    }

    private func save() {
        do {
            try files.save(trainer)
        } catch let error as CheckpointError {
            tell(.notSaved(error))
        } catch {
            preconditionFailure("saving fails with a CheckpointError: \(error)")
        }
    }
}
