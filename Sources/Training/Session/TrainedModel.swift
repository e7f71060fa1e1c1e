import Checkpoints
import Foundation

/// The files of a finished training: the model, its card, its figures and its history.
public struct TrainedModel: Sendable {
    private let trainer: Trainer
    private let name: String
    private let command: String

    /// - Parameters:
    ///   - name: of the recipe, for the card.
    ///   - command: what trains it again, for the card.
    public init(_ trainer: Trainer, name: String, command: String) {
        self.trainer = trainer
        self.name = name
        self.command = command
    }

    /// Measures the model on the held-out pairs and writes everything into a folder.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func save(to folder: String) throws -> Evaluation {
        let run = trainer.run
        try run.model.save(to: folder, training: run.recipe)
        try trainer.history.save(to: folder)
        let evaluation = Evaluator(run.model, on: run.corpus).evaluate()
        let card = ModelCard(
            name: name, command: command, recipe: run.recipe, corpus: run.corpus,
            configuration: run.configuration, evaluation: evaluation)
        try AtomicFile.write(Data(card.text.utf8), to: folder + "/" + ModelCard.file)
        try evaluation.save(to: folder)
        return evaluation
    }

    static func files(in folder: String) -> [String] {
        TranslationModel.files(in: folder)
            + [History.file, ModelCard.file, Evaluation.file].map { folder + "/" + $0 }
    }
}
