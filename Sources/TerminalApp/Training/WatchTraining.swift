import Drawing
import Training

/// Opens the training screen on a training, which runs on a thread of its own.
///
/// - Parameters:
///   - title: what is trained.
///   - cost: what it will cost, in words.
///   - files: where its state is saved.
///   - listener: is told everything too, on the training's thread.
/// - Returns: the training as it was left, its state saved.
/// - Throws: `TerminalError`; the state is saved then too, unless the program ends.
public func watch(
    _ trainer: Trainer, title: String, cost: String, files: CheckpointFiles, theme: Theme,
    options: TerminalOptions, listener: @escaping @Sendable (TrainingNews) -> Void = { _ in }
) throws -> Trainer {
    let mailbox = Mailbox<TrainingNews>()
    let throttle = Throttle { mailbox.send($0) }
    let worker = TrainingWorker(
        TrainingLoop(trainer, files: files) { news in
            listener(news)
            throttle.pass(news)
        })
    defer { worker.end() }
    let screen = TrainingScreen(
        trainer, title: title, cost: cost, theme: theme, control: TrainingControl(worker))
    return try run(screen, mailbox: mailbox, options: options).result ?? trainer
}
