import Checkpoints
import Foundation
import Models
import ReferenceCases
import Tensors
import Testing
import Tokenizers

/// Calls `body` with the path of an empty folder that is removed afterwards.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// The bytes of a file with this header, and with as many bytes of data, all of them 0.
func safetensors(header: String, dataSize: Int = 0) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init)
    return length + Array(header.utf8) + [UInt8](repeating: 0, count: dataSize)
}

/// Expects an error of this wording.
func expectError(
    _ description: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
) {
    do {
        try body()
        Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch {
        #expect("\(error)" == description, sourceLocation: sourceLocation)
    }
}

extension TranslationModel {
    /// A tiny model with random weights.
    static func random() -> TranslationModel {
        let source = Vocabulary(words: ["the", "cat", "Thanos"])
        let target = Vocabulary(words: ["il", "gatto", "l'", "è"])
        let configuration = Configuration(
            dModel: 4, heads: 2, encoderLayers: 2, decoderLayers: 1, dFF: 6,
            sourceVocabulary: source.count, targetVocabulary: target.count,
            guidedHead: HeadReference(layer: 1, head: 0))
        var generator = SeededGenerator(seed: 5)
        var parameters = Parameters()
        for declaration in EncoderDecoder(configuration).declarations {
            let numbers = (0..<declaration.count).map { _ in
                Float.random(in: -1...1, using: &generator)
            }
            parameters[declaration.path] = Tensor(numbers, shape: declaration.shape)
        }
        return TranslationModel(
            configuration: configuration, parameters: parameters, sourceVocabulary: source,
            targetVocabulary: target)
    }
}

extension FolderCopy {
    /// What is said of the folder when it is loaded, with `DIR` for its path; nil if nothing is.
    var problem: String? {
        do {
            _ = try PretrainedModel.isPretrained(folder: path)
            _ = try PretrainedModel(folder: path)
            return nil
        } catch {
            return "\(error)".replacing(path, with: "DIR")
        }
    }
}
