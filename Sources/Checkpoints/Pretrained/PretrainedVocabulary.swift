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
        /// `spiece.model` or `sentencepiece.bpe.model`.
        case sentencePiece(SubwordTokenizer.SentencePieceFamily)
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
        case .sentencePiece(let family) where has(family.file):
            let extra = try PretrainedVocabulary.extraIDs(folder)
            tokenizer = try PretrainedVocabulary.read(folder, family.file) {
                try SubwordTokenizer(sentencePieces: $0, family: family, extraIDs: extra)
            }
            target = tokenizer
        default:
            let expected =
                switch fallback {
                case .wordPiece: " and no vocab.txt"
                case .byteLevel: ", and not both vocab.json and merges.txt"
                case .marian: ", and not both vocab.json and source.spm"
                case .sentencePiece(let family): " and no \(family.file)"
                case nil: ""
                }
            let others = [
                "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "merges.txt",
            ]
            let advice = others.first(where: has).map {
                "; transformers makes one of \($0): "
                    + "AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)"
            }
            throw CheckpointError.unusable(
                folder, "it has no tokenizer.json\(expected)\(advice ?? "")")
        }
    }

    /// Refuses words that are not this model's. Tokens that were added behind the last row are not
    /// refused: published models have some, and few sentences hold one.
    ///
    /// - Parameters:
    ///   - rows: the tokens that the weights know.
    ///   - configuration: it names the tokens that begin, end and fill a text.
    /// - Throws: `Damage`.
    func check(rows: Int, namedBy configuration: ConfigurationReader) throws {
        let end = max(tokenizer.ordinaryEndID, target.ordinaryEndID)
        guard end <= rows else {
            throw Damage("its tokenizer has the id \(end - 1); the weights have \(rows) tokens")
        }
        let named = configuration.ids(among: ["pad_token_id", "bos_token_id", "eos_token_id"])
            .filter { tokenizer.piece(of: $0) != nil }
        guard let id = named.first, !named.contains(where: tokenizer.isSpecial) else { return }
        throw Damage(
            "its tokenizer is another model's: config.json names the token \(id) for the beginning, "
                + "the end or the padding of a text, the tokenizer spells it "
                + "'\(tokenizer.piece(of: id)?.escaped ?? "")'")
    }

    /// Makers round the rows up, to a multiple of 128 at most, or by one in fifty; more are a sign
    /// that the words are another model's.
    func doubt(rows: Int) -> String? {
        let tokens = max(tokenizer.endID, target.endID)
        guard rows - tokens > max(128, rows / 50) else { return nil }
        return "the tokenizer has \(tokens) tokens and the weights \(rows): "
            + "look whether it is this model's own"
    }

    /// Whether an old BERT is uncased; `tokenizer_config.json` may say so.
    private static func lowercases(_ folder: String) throws -> Bool {
        try setting("do_lower_case", folder)?.bool ?? true
    }

    /// How many tokens `<extra_id_0>` and so on an old T5 has.
    private static func extraIDs(_ folder: String) throws -> Int {
        let number = try setting("extra_ids", folder)?.integer ?? 100
        return min(max(number, 0), 1000)
    }

    private static func setting(_ key: String, _ folder: String) throws -> JSONValue? {
        let name = "tokenizer_config.json"
        guard FileManager.default.fileExists(atPath: folder + "/" + name) else { return nil }
        return try read(folder, name) { try JSONValue($0)[key] }
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
