import Foundation
import JSON
import Tokenizers

/// The words of a model folder.
struct PretrainedVocabulary {
    /// Which files have them where there is no `tokenizer.json`.
    enum Fallback: Sendable {
        /// `vocab.txt`.
        case wordPiece
        /// `vocab.json` and `merges.txt`.
        case byteLevel(enclosesSentences: Bool)
        /// `vocab.json`, `source.spm` and `target.spm`.
        case marian
    }

    /// In bytes.
    private static let longestFile = 1 << 28

    let tokenizer: SubwordTokenizer
    /// The tokenizer of what is written, where it is another one.
    let target: SubwordTokenizer

    /// - Throws: `CheckpointError`.
    init(folder: String, fallback: Fallback?) throws {
        func has(_ name: String) -> Bool {
            FileManager.default.hasEntry(folder + "/" + name)
        }
        if has("tokenizer.json") {
            tokenizer = try PretrainedVocabulary.read(folder, "tokenizer.json") {
                try SubwordTokenizer(tokenizerFile: $0)
            }
            target = tokenizer
            return
        }
        switch fallback {
        case .wordPiece where has("vocab.txt"):
            let lowercases = try PretrainedVocabulary.lowercases(folder)
            tokenizer = try PretrainedVocabulary.read(folder, "vocab.txt") {
                try SubwordTokenizer(wordPieceVocabulary: $0, lowercases: lowercases)
            }
            target = tokenizer
        case .byteLevel(let encloses) where has("vocab.json") && has("merges.txt"):
            let merges = try PretrainedVocabulary.bytes(folder, "merges.txt")
            tokenizer = try PretrainedVocabulary.read(folder, "vocab.json") {
                try SubwordTokenizer(
                    byteLevelVocabulary: $0, merges: merges, enclosesSentences: encloses)
            }
            target = tokenizer
        case .marian where has("vocab.json") && has("source.spm"):
            let ids = try PretrainedVocabulary.bytes(folder, "vocab.json")
            func read(_ name: String) throws -> SubwordTokenizer {
                try PretrainedVocabulary.read(folder, name) {
                    try SubwordTokenizer(marianVocabulary: ids, sentencePieces: $0)
                }
            }
            tokenizer = try read("source.spm")
            target = has("target.spm") ? try read("target.spm") : tokenizer
        default:
            let expected =
                switch fallback {
                case .wordPiece: " and no vocab.txt"
                case .byteLevel: ", and not both vocab.json and merges.txt"
                case .marian: ", and not both vocab.json and source.spm"
                case nil: ""
                }
            throw CheckpointError.unusable(folder, "it has no tokenizer.json\(expected)")
        }
    }

    /// Whether an old BERT is uncased; `tokenizer_config.json` may say so.
    private static func lowercases(_ folder: String) throws -> Bool {
        let name = "tokenizer_config.json"
        guard FileManager.default.fileExists(atPath: folder + "/" + name) else { return true }
        return try read(folder, name) { try JSONValue($0)["do_lower_case"]?.bool ?? true }
    }

    private static func bytes(_ folder: String, _ name: String) throws -> [UInt8] {
        try MappedFile(folder + "/" + name, limit: longestFile).withBytes { Array($0) }
    }

    private static func read<Value>(
        _ folder: String, _ name: String, _ body: ([UInt8]) throws -> Value
    ) throws -> Value {
        let bytes = try bytes(folder, name)
        return try Damage.naming(folder + "/" + name) { try body(bytes) }
    }
}
