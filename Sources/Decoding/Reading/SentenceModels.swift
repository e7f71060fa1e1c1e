import Checkpoints

/// Loads whatever model there is: one that heed trained, or one in the Hugging Face layout.
public enum SentenceModels {
    /// - Parameter reference: the name of a bundled model, or a folder.
    /// - Throws: `CheckpointError`.
    public static func load(named reference: String) throws -> any SentenceModel {
        let folder = try BundledModels.path(of: reference)
        return try PretrainedModel.isPretrained(folder: folder)
            ? PretrainedModel(folder: folder) : TranslationModel(folder: folder)
    }
}
