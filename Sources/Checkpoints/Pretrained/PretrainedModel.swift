import Foundation
import JSON
import Models
import Tokenizers

/// A model in the Hugging Face layout: `config.json`, safetensors, and a tokenizer.
public struct PretrainedModel: Sendable {
    /// The folder's name.
    public let name: String
    /// What the configuration calls the architecture: `gpt2`, `bert`, `t5`.
    public let type: String
    /// What people call the architecture.
    public let family: String
    /// The sizes, for a reader.
    public let sizes: String
    public let architecture: PretrainedArchitecture
    /// The layers of the larger stack.
    public let layers: Int
    public let parameters: PretrainedParameters
    public let tokenizer: SubwordTokenizer
    /// The tokenizer of what the model writes, where it is another one.
    public let targetTokenizer: SubwordTokenizer
    /// The longest sentence, in tokens.
    public let longest: Int
    public let generation: GenerationSettings
    /// The tokens that the weights have rows for.
    public let vocabulary: Int
    /// What makes it unlikely that everything in the folder belongs together; nil if nothing does.
    public let doubt: String?

    /// In bytes.
    private static let longestConfiguration = 1 << 20

    /// Maps the weights of a folder and checks that everything in it fits together; no weight is
    /// read yet.
    ///
    /// - Throws: `CheckpointError`.
    public init(folder: String) throws {
        let path = folder + "/config.json"
        let configuration = ConfigurationReader(try PretrainedModel.json(path))
        let family = try Damage.refusing(path) { try Family.of(configuration) }
        let advice = ConversionAdvice(configuration)
        if let quantisation = configuration.part("quantization_config") {
            let method = quantisation.text("quant_method")
            throw CheckpointError.unusable(path, advice.onQuantised(by: method))
        }
        let files = try WeightFiles(folder: folder, advice: advice)
        let blueprint = try Damage.refusing(path) { try family.read(configuration, files) }
        let vocabulary = try PretrainedVocabulary(folder: folder, fallback: family.vocabulary)
        try Damage.refusing(folder) {
            try vocabulary.check(rows: blueprint.vocabulary, namedBy: configuration)
        }
        let architecture = blueprint.build {
            vocabulary.target.labels(count: blueprint.vocabulary)
        }
        parameters = try Damage.refusing(folder) {
            try PretrainedParameters(
                files, names: blueprint.names, for: architecture.declarations,
                layers: blueprint.layers)
        }
        self.architecture = architecture
        generation = try GenerationSettings(folder: folder, configuration: configuration)
        if let id = generation.ids.first(where: { $0 >= blueprint.vocabulary }) {
            throw CheckpointError.unusable(
                folder,
                "its configuration names the token \(id); the weights have "
                    + "\(blueprint.vocabulary) tokens")
        }
        name = URL(fileURLWithPath: folder).lastPathComponent
        type = family.type
        self.family = family.title
        sizes = blueprint.sizes
        layers = blueprint.layers
        tokenizer = vocabulary.tokenizer
        targetTokenizer = vocabulary.target
        longest = blueprint.longest
        self.vocabulary = blueprint.vocabulary
        doubt = vocabulary.doubt(rows: blueprint.vocabulary)
    }

    /// Whether a folder has the Hugging Face layout, not that of heed's own models. What the hub's
    /// library writes names itself, even where the kind of the model is missing; heed's own models
    /// have the sizes of two vocabularies.
    ///
    /// - Throws: `CheckpointError` where there is no readable `config.json`.
    public static func isPretrained(folder: String) throws -> Bool {
        let path = folder + "/config.json"
        guard FileManager.default.hasEntry(path) else {
            throw CheckpointError.unusable(
                folder, "it has no config.json" + FolderAdvice.whereNoConfiguration(folder))
        }
        let configuration = try json(path)
        func has(_ names: String...) -> Bool { names.contains { configuration[$0] != nil } }
        return has("model_type", "architectures", "transformers_version")
            || configuration.object != nil
                && !has("d_model", "source_vocabulary", "target_vocabulary")
    }

    static func json(_ path: String) throws -> JSONValue {
        let file = try MappedFile(path, limit: longestConfiguration)
        return try Damage.naming(path) { try JSONValue(file.withBytes { Array($0) }) }
    }
}

/// How a model begins and ends what it writes.
public struct GenerationSettings: Sendable {
    /// What a decoder reads before its first word.
    public var start: Int?
    /// What ends a text.
    public var ends: [Int]
    /// What may never be written.
    public var forbidden: [Int]
    /// What must be the first word.
    public var forcedStart: Int?
    /// What must be the last word where the limit is reached.
    public var forcedEnd: Int?

    /// Every token that is named.
    var ids: [Int] { [start, forcedStart, forcedEnd].compactMap { $0 } + ends + forbidden }

    /// `generation_config.json`, where there is one, goes before the configuration.
    ///
    /// - Throws: `CheckpointError`.
    init(folder: String, configuration: ConfigurationReader) throws {
        let path = folder + "/generation_config.json"
        let own =
            FileManager.default.fileExists(atPath: path)
            ? ConfigurationReader(try PretrainedModel.json(path)) : configuration
        (start, ends, forcedStart, forcedEnd, forbidden) = try Damage.refusing(path) {
            let ends = try own.ids("eos_token_id")
            return (
                try own.id("decoder_start_token_id")
                    ?? configuration.id("decoder_start_token_id"),
                ends.isEmpty ? try configuration.ids("eos_token_id") : ends,
                try own.id("forced_bos_token_id") ?? configuration.id("forced_bos_token_id"),
                try own.id("forced_eos_token_id") ?? configuration.id("forced_eos_token_id"),
                try own.singleIDs("bad_words_ids")
            )
        }
    }
}
