import Foundation
import Models
import Tensors
import Tokenizers

/// A trained encoder-decoder with its words: what a model folder holds.
///
/// The folder has `config.json` (the sizes and how it was trained), `model.safetensors` (the
/// weights, named by the paths of their events), `source_vocabulary.txt` and
/// `target_vocabulary.txt` (a word a line, in the order of their ids behind the special tokens), and
/// a `README.md`, the card.
public struct TranslationModel: Sendable {
    public let configuration: Configuration
    public let parameters: Parameters
    public let sourceVocabulary: Vocabulary
    public let targetVocabulary: Vocabulary

    public init(
        configuration: Configuration, parameters: Parameters, sourceVocabulary: Vocabulary,
        targetVocabulary: Vocabulary
    ) {
        self.configuration = configuration
        self.parameters = parameters
        self.sourceVocabulary = sourceVocabulary
        self.targetVocabulary = targetVocabulary
    }

    /// The architecture, with the vocabularies as labels.
    public var model: EncoderDecoder { model(norms: .after) }

    /// The same with the layer norms in another place than in training.
    public func model(norms: NormPlacement) -> EncoderDecoder {
        EncoderDecoder(
            configuration, norms: norms, sourceTokens: sourceVocabulary.tokens,
            targetTokens: targetVocabulary.tokens)
    }
}

// MARK: - Files

extension TranslationModel {
    /// The files of a model folder.
    private struct Folder {
        let path: String

        var configuration: String { path + "/config.json" }
        var weights: String { path + "/model.safetensors" }
        var source: String { path + "/source_vocabulary.txt" }
        var target: String { path + "/target_vocabulary.txt" }
        var all: [String] { [configuration, weights, source, target] }
    }

    /// The files that `save(to:training:)` writes into a folder.
    public static func files(in folder: String) -> [String] { Folder(path: folder).all }

    /// Loads a model folder and checks that everything in it fits together.
    ///
    /// - Throws: `CheckpointError`.
    public init(folder path: String) throws {
        let folder = Folder(path: path)
        // What is wrong with a configuration is said below.
        if (try? PretrainedModel.isPretrained(folder: path)) == true {
            throw CheckpointError.unusable(
                path, "it has the Hugging Face layout; expected a translation model of heed")
        }
        let configuration = try Configuration(path: folder.configuration)
        sourceVocabulary = try Vocabulary(path: folder.source)
        targetVocabulary = try Vocabulary(path: folder.target)
        for (vocabulary, count, file) in [
            (sourceVocabulary, configuration.sourceVocabulary, folder.source),
            (targetVocabulary, configuration.targetVocabulary, folder.target),
        ] where vocabulary.count != count {
            let specials = Vocabulary.specials.count
            throw CheckpointError.damaged(
                file,
                "it has \(vocabulary.count - specials) words; config.json expects "
                    + "\(count - specials) besides the \(specials) special tokens")
        }
        self.configuration = configuration
        let file = try Safetensors(path: folder.weights)
        parameters = try Damage.naming(folder.weights) {
            try configuration.check(fits: file)
            return try Parameters(file, for: EncoderDecoder(configuration).declarations)
        }
    }

    /// Writes a model folder; each file is replaced whole.
    ///
    /// - Parameter training: how the model was trained, for whoever wants to train it again.
    /// - Throws: `CheckpointError.unwritable`.
    public func save(to path: String, training: (any Encodable)? = nil) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError.unwritable(path, "the folder cannot be made")
        }
        let folder = Folder(path: path)
        let tensors = parameters.paths.compactMap { path in
            parameters[path].map { (name: path, value: $0) }
        }
        try Safetensors.write(tensors, metadata: ["format": "heed"], to: folder.weights)
        try sourceVocabulary.write(to: folder.source)
        try targetVocabulary.write(to: folder.target)
        try configuration.write(to: folder.configuration, training: training)
    }

    /// How a bundled model, or the one in a folder, was trained, as `save(to:training:)` was told;
    /// nil if it was not.
    ///
    /// - Throws: `CheckpointError`.
    public static func training<Recipe: Decodable>(
        _ type: Recipe.Type, named reference: String
    ) throws -> Recipe? {
        let folder = Folder(path: try BundledModels.path(of: reference))
        return try Configuration.training(type, path: folder.configuration)
    }
}
