import Foundation
import Models
import Tensors
import Tokenizers

/// A trained encoder-decoder with its words: what a model folder holds.
///
/// The folder has `config.json` (the sizes), `model.safetensors` (the weights, named by the paths
/// of their events), `source_vocabulary.txt` and `target_vocabulary.txt` (a word a line, in the
/// order of their ids behind the special tokens), and a `README.md`, the card.
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
    public var model: EncoderDecoder {
        EncoderDecoder(
            configuration, sourceTokens: sourceVocabulary.tokens,
            targetTokens: targetVocabulary.tokens)
    }
}

// MARK: - Files

extension TranslationModel {
    private static let configurationFile = "config.json"
    private static let weightsFile = "model.safetensors"
    private static let sourceFile = "source_vocabulary.txt"
    private static let targetFile = "target_vocabulary.txt"

    /// Loads a model folder and checks that everything in it fits together.
    ///
    /// - Throws: `CheckpointError`.
    public init(folder: String) throws {
        func path(_ name: String) -> String { folder + "/" + name }
        configuration = try Configuration(path: path(Self.configurationFile))
        sourceVocabulary = try Vocabulary(path: path(Self.sourceFile))
        targetVocabulary = try Vocabulary(path: path(Self.targetFile))
        for (vocabulary, count, file) in [
            (sourceVocabulary, configuration.sourceVocabulary, Self.sourceFile),
            (targetVocabulary, configuration.targetVocabulary, Self.targetFile),
        ] where vocabulary.count != count {
            throw CheckpointError.damaged(
                path(file), "it gives \(vocabulary.count) tokens, config.json says \(count)")
        }
        try configuration.check(fits: path(Self.weightsFile))
        parameters = try Parameters(
            path: path(Self.weightsFile), declarations: EncoderDecoder(configuration).declarations)
    }

    /// Writes a model folder; each file is replaced whole.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func save(to folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError.unwritable(folder, error.localizedDescription)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try AtomicFile.write(
            encoder.encode(configuration) + Data("\n".utf8),
            to: folder + "/" + Self.configurationFile)
        for (vocabulary, file) in [
            (sourceVocabulary, Self.sourceFile), (targetVocabulary, Self.targetFile),
        ] {
            let lines = vocabulary.words.map { $0 + "\n" }.joined()
            try AtomicFile.write(Data(lines.utf8), to: folder + "/" + file)
        }
        let tensors = parameters.paths.compactMap { path in
            parameters[path].map { (name: path, value: $0) }
        }
        try Safetensors.write(
            tensors, metadata: ["format": "heed"], to: folder + "/" + Self.weightsFile)
    }
}

extension Configuration {
    /// - Throws: `CheckpointError`.
    fileprivate init(path: String) throws {
        let file = try MappedFile(path)
        do {
            self = try JSONDecoder().decode(Configuration.self, from: Data(file.bytes))
        } catch let DecodingError.keyNotFound(key, _) {
            throw CheckpointError.damaged(path, "'\(key.stringValue)' is missing")
        } catch let DecodingError.typeMismatch(_, context) {
            let key = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw CheckpointError.damaged(path, "'\(key)' is not a number of the right kind")
        } catch {
            throw CheckpointError.damaged(path, "it is not a JSON object of the model's sizes")
        }
        if let problem { throw CheckpointError.damaged(path, problem) }
    }

    /// Refuses sizes that the file of weights has no room for, before anything of those sizes is
    /// made.
    fileprivate func check(fits path: String) throws {
        let embeddings = dModel * (sourceVocabulary + targetVocabulary)
        let layer = 4 * dModel * dModel + 2 * dModel * dFF
        let least = embeddings + (encoderLayers + decoderLayers) * layer
        let size = try MappedFile(path).bytes.count
        guard least * MemoryLayout<Float>.size <= size else {
            throw CheckpointError.damaged(
                path, "its \(size) bytes cannot hold the \(least) weights that config.json asks for"
            )
        }
    }

    /// What no model can have, in words; nil if the sizes make sense.
    private var problem: String? {
        let limits = [
            ("d_model", dModel, 1 << 16), ("heads", heads, 1 << 10), ("d_ff", dFF, 1 << 20),
            ("encoder_layers", encoderLayers, 1 << 8), ("decoder_layers", decoderLayers, 1 << 8),
            ("source_vocabulary", sourceVocabulary, 1 << 22),
            ("target_vocabulary", targetVocabulary, 1 << 22),
        ]
        for (name, value, most) in limits where value < 1 || value > most {
            return "'\(name)' is \(value); expected 1 to \(most)"
        }
        if dModel % heads != 0 { return "'d_model' \(dModel) cannot be split into \(heads) heads" }
        if dModel % 2 != 0 { return "'d_model' is \(dModel); expected an even number" }
        if let guidedHead,
            !(0..<encoderLayers).contains(guidedHead.layer)
                || !(0..<heads).contains(guidedHead.head)
        {
            return "'guided_head' is not a head of the encoder"
        }
        if !(layerNormEpsilon > 0 && layerNormEpsilon < 1) {
            return "'layer_norm_epsilon' is \(layerNormEpsilon); expected a small positive number"
        }
        return nil
    }
}

extension Vocabulary {
    /// - Throws: `CheckpointError`.
    fileprivate init(path: String) throws {
        let file = try MappedFile(path)
        guard let text = String(validating: file.bytes.bindMemory(to: UInt8.self), as: UTF8.self)
        else { throw CheckpointError.damaged(path, "it is not UTF-8 text") }
        let words = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        if let duplicate = Dictionary(grouping: words, by: { $0 }).first(where: { $1.count > 1 }) {
            throw CheckpointError.damaged(path, "'\(duplicate.key.visible)' occurs twice")
        }
        if let strange = words.first(where: {
            $0.contains(where: \.isWhitespace) || $0 != $0.visible
        }) {
            throw CheckpointError.damaged(path, "'\(strange.visible)' is not one word")
        }
        self.init(words: words)
    }
}

extension Parameters {
    /// The weights that a model takes, no more and no fewer.
    ///
    /// - Throws: `CheckpointError`.
    fileprivate init(path: String, declarations: [ParameterDeclaration]) throws {
        let file = try Safetensors(path: path)
        self.init()
        for declaration in declarations {
            guard let value = file[declaration.path] else {
                throw CheckpointError.damaged(path, "'\(declaration.path)' is missing")
            }
            guard value.shape == declaration.shape else {
                throw CheckpointError.damaged(
                    path,
                    "'\(declaration.path)' has the shape \(value.shape), expected \(declaration.shape)"
                )
            }
            if let strange = value.elements.firstIndex(where: { !$0.isFinite }) {
                throw CheckpointError.damaged(
                    path, "number \(strange) of '\(declaration.path)' is \(value.elements[strange])"
                )
            }
            self[declaration.path] = value
        }
        if let stranger = file.names.first(where: { self[$0] == nil }) {
            throw CheckpointError.damaged(
                path, "'\(stranger.visible)' is not a weight of this model")
        }
    }
}
