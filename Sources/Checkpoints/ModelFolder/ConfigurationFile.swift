import Foundation
import JSON
import Models

// A model's config.json: its sizes, its architecture, and how it was trained.

extension Configuration {
    private static let architecture = "encoder_decoder"
    /// In bytes; far more than such a file needs.
    private static let longestFile = 1 << 20

    private enum Key: String, CodingKey {
        case architecture, training
    }

    /// Reads the sizes of a model and checks that there can be such a model.
    ///
    /// - Throws: `CheckpointError`.
    init(path: String) throws {
        let file = try Configuration.decode(Sizes.self, path: path)
        self = file.configuration
        try Damage.naming(path) {
            guard file.architecture ?? Configuration.architecture == Configuration.architecture
            else {
                throw Damage(
                    "'architecture' is '\(file.architecture?.escaped ?? "")'; "
                        + "expected '\(Configuration.architecture)'")
            }
            try check()
        }
    }

    /// - Throws: `CheckpointError.unwritable`.
    func write(to path: String, training: (any Encodable)?) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let content: Data
        do {
            content = try encoder.encode(Content(configuration: self, training: training))
        } catch {
            throw CheckpointError.unwritable(path, "it holds a number that JSON does not have")
        }
        try AtomicFile.write(content + Data("\n".utf8), to: path)
    }

    /// How the model was trained; nil if that was not written down.
    ///
    /// - Throws: `CheckpointError`.
    static func training<Recipe: Decodable>(_ type: Recipe.Type, path: String) throws -> Recipe? {
        try decode(Training<Recipe>.self, path: path).training
    }
}

// MARK: - The content

extension Configuration {
    private struct Sizes: Decodable {
        let architecture: String?
        let configuration: Configuration

        init(from decoder: any Decoder) throws {
            configuration = try Configuration(from: decoder)
            architecture = try decoder.container(keyedBy: Key.self)
                .decodeIfPresent(String.self, forKey: .architecture)
        }
    }

    private struct Training<Recipe: Decodable>: Decodable {
        let training: Recipe?
    }

    private struct Content: Encodable {
        let configuration: Configuration
        let training: (any Encodable)?

        func encode(to encoder: any Encoder) throws {
            try configuration.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(Configuration.architecture, forKey: .architecture)
            if let training { try container.encode(training, forKey: .training) }
        }
    }

    private static func decode<Content: Decodable>(
        _ type: Content.Type, path: String
    ) throws -> Content {
        let file = try MappedFile(path, limit: longestFile)
        return try Damage.naming(path) {
            do {
                return try JSONDecoder().decode(type, from: file.withBytes { Data($0) })
            } catch let DecodingError.keyNotFound(key, context) {
                throw Damage("'\(name(context.codingPath + [key]))' is missing")
            } catch DecodingError.dataCorrupted(let context)
                where context.codingPath.first?.stringValue == "without"
            {
                throw Damage(
                    "'without' names what no model can do without; expected some of "
                        + Omission.allCases.map(\.rawValue).joined(separator: ", "))
            } catch let DecodingError.typeMismatch(type, context) where !context.codingPath.isEmpty,
                let DecodingError.valueNotFound(type, context) where !context.codingPath.isEmpty
            {
                throw Damage("'\(name(context.codingPath))' is not of the type \(type)")
            } catch {
                // The decoder does not say which number it is that has no room in an integer.
                throw Damage("it is not a JSON object, or a number in it does not fit its kind")
            }
        }
    }

    private static func name(_ path: [any CodingKey]) -> String {
        path.map(\.stringValue).joined(separator: ".")
    }
}

// MARK: - What makes sense

extension Configuration {
    /// The most weights that a model may have; they take 1 GiB.
    private static let mostWeights = 1 << 28

    /// Refuses sizes that no model can have.
    ///
    /// - Throws: `Damage`.
    private func check() throws {
        let limits = [
            ("d_model", dModel, 1 << 16), ("heads", heads, 1 << 10), ("d_ff", dFF, 1 << 20),
            ("encoder_layers", encoderLayers, 64), ("decoder_layers", decoderLayers, 64),
            ("source_vocabulary", sourceVocabulary, 1 << 22),
            ("target_vocabulary", targetVocabulary, 1 << 22),
        ]
        for (name, value, most) in limits where value < 1 || value > most {
            throw Damage("'\(name)' is \(value); expected 1 to \(most)")
        }
        guard dModel.isMultiple(of: heads) else {
            throw Damage("'d_model' is \(dModel) and cannot be split into \(heads) heads")
        }
        guard dModel.isMultiple(of: 2) else {
            throw Damage("'d_model' is \(dModel); expected an even number")
        }
        guard layerNormEpsilon > 0 && layerNormEpsilon < 1 else {
            throw Damage("'layer_norm_epsilon' is \(layerNormEpsilon); expected over 0 and under 1")
        }
        if let guidedHead {
            guard (0..<encoderLayers).contains(guidedHead.layer),
                (0..<heads).contains(guidedHead.head)
            else {
                throw Damage(
                    "'guided_head' is layer \(guidedHead.layer), head \(guidedHead.head); expected "
                        + "one of \(encoderLayers) encoder layers and \(heads) heads")
            }
        }
        guard leastWeights <= Configuration.mostWeights else {
            throw Damage(
                "it describes a model of \(leastWeights) weights; "
                    + "expected at most \(Configuration.mostWeights)")
        }
    }

    /// Refuses sizes that a file of weights has no room for, before anything of those sizes is
    /// made.
    ///
    /// - Throws: `Damage`.
    func check(fits file: Safetensors) throws {
        guard file.count >= leastWeights else {
            throw Damage(
                "it has \(file.count) numbers; config.json describes a model of at least "
                    + "\(leastWeights) weights")
        }
    }

    /// The weights of the large matrices. The limits keep the products far from overflow.
    private var leastWeights: Int {
        let embeddings = dModel * (sourceVocabulary + targetVocabulary)
        let feedForward = 2 * dModel * dFF
        let attention = 4 * dModel * dModel
        return embeddings + encoderLayers * (attention + feedForward)
            + decoderLayers * (2 * attention + feedForward)
    }
}
