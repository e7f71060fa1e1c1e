import Foundation
import JSON

extension SubwordTokenizer {
    /// Reads a `tokenizer.json`.
    ///
    /// - Throws: `JSONError`, or `TokenizerError` where something is missing or unknown.
    public init(tokenizerFile bytes: [UInt8]) throws {
        var scanner = JSONScanner(bytes)
        var steps: [String: JSONValue] = [:]
        var model = ModelDescription()
        try scanner.object { scanner, name in
            if name == "model" {
                model = try ModelDescription(from: &scanner)
            } else {
                steps[name] = try scanner.value()
            }
        }
        try scanner.end()
        let file = JSONValue.object(steps)
        let added = try (file["added_tokens"]?.array ?? []).map(AddedToken.init)
        self.init(model: try model.model(), addedTokens: added)
        normaliser = try file["normalizer"].map(Normaliser.init)
        preTokeniser = try file["pre_tokenizer"].map(PreTokeniser.init)
        decoder = try file["decoder"].map(PieceDecoder.init)
        if let processor = file["post_processor"] {
            template = try Template(processor: processor, tokens: self)
            try template.check(endID: endID)
        }
        spelling = PieceSpelling(
            continuingPrefix: model.continuingPrefix, endSuffix: model.endSuffix,
            isByteLevel: file.mentions("ByteLevel"),
            marksSpaces: file.mentions("Metaspace") || file.mentions(text: Metaspace.mark),
            fallsBackToBytes: model.fallsBackToBytes)
    }
}

// MARK: - The model

/// The `model` of a `tokenizer.json`, as it is written.
private struct ModelDescription {
    private var type: String?
    private var options: [String: JSONValue] = [:]
    private var vocabulary = PieceTable()
    private var scores: [Double?] = []
    private var merges: [(left: [UInt8], right: [UInt8])] = []

    init() {}

    init(from scanner: inout JSONScanner) throws {
        var table = PieceTable()
        var scores: [Double?] = []
        var merges: [(left: [UInt8], right: [UInt8])] = []
        var options: [String: JSONValue] = [:]
        try scanner.object { scanner, name in
            switch name {
            case "vocab" where scanner.nextKind() == .object:
                try scanner.members { try table.add($1, id: $0.wholeNumber()) }
            case "vocab" where scanner.nextKind() == .array:
                try scanner.array { scanner in
                    let (piece, score) = try scanner.scoredPiece()
                    try table.add(piece, id: scores.count)
                    scores.append(score)
                }
            case "merges" where scanner.nextKind() == .array:
                try scanner.array { merges.append(try $0.merge()) }
            default: options[name] = try scanner.value()
            }
        }
        vocabulary = table
        self.scores = scores
        self.merges = merges
        self.options = options
        // Old files leave the type out.
        type =
            options["type"]?.string
            ?? (!scores.isEmpty ? "Unigram" : !merges.isEmpty ? "BPE" : "WordPiece")
    }

    var continuingPrefix: String {
        let prefix = options["continuing_subword_prefix"]?.string
        return prefix ?? (type == "WordPiece" ? "##" : "")
    }
    var endSuffix: String { options["end_of_word_suffix"]?.string ?? "" }
    var fallsBackToBytes: Bool { options["byte_fallback"]?.bool ?? false }

    func model() throws -> any PieceModel {
        guard vocabulary.count > 0 else {
            throw TokenizerError("it has no model with a vocabulary")
        }
        switch type {
        case "WordPiece":
            return WordPiece(
                vocabulary: vocabulary,
                unknown: try unknown(options["unk_token"]?.string ?? "[UNK]"),
                continuingPrefix: continuingPrefix,
                longestWord: options["max_input_chars_per_word"]?.integer ?? 100)
        case "BPE":
            return try BytePairEncoding(
                vocabulary: vocabulary, merges: merges,
                options: BytePairEncoding.Options(
                    unknown: try options["unk_token"]?.string.map(unknown),
                    fusesUnknown: options["fuse_unk"]?.bool ?? false,
                    fallsBackToBytes: fallsBackToBytes,
                    ignoresMerges: options["ignore_merges"]?.bool ?? false,
                    continuingPrefix: continuingPrefix, endSuffix: endSuffix))
        case "Unigram":
            guard let unknown = options["unk_id"]?.integer, scores.indices.contains(unknown) else {
                throw TokenizerError("its 'unk_id' names no piece of the vocabulary")
            }
            return Unigram(
                vocabulary: vocabulary, scores: scores, unknown: unknown,
                fallsBackToBytes: fallsBackToBytes)
        default:
            throw TokenizerError.unsupported("model", type, known: ["WordPiece", "BPE", "Unigram"])
        }
    }

    private func unknown(_ piece: String) throws -> Int {
        guard let id = vocabulary.id(of: piece) else {
            throw TokenizerError(
                "its unknown token '\(piece.escaped)' is not in the vocabulary")
        }
        return id
    }
}

extension JSONScanner {
    /// `["▁the", -3.5]`.
    fileprivate mutating func scoredPiece() throws -> ([UInt8], Double) {
        var piece: [UInt8]?
        var score: Double?
        try array { scanner in
            if piece == nil { piece = try scanner.utf8() } else { score = try scanner.number() }
        }
        guard let piece, let score else { throw problem("a piece and its score") }
        return (piece, score)
    }

    /// `["h", "e"]`, or in older files `"h e"`.
    fileprivate mutating func merge() throws -> (left: [UInt8], right: [UInt8]) {
        if nextKind() == .string {
            guard let merge = Merges.parse(try utf8()[...]) else {
                throw problem("two pieces with a space between them")
            }
            return merge
        }
        var pieces: [[UInt8]] = []
        try array { pieces.append(try $0.utf8()) }
        guard pieces.count == 2 else { throw problem("two pieces") }
        return (pieces[0], pieces[1])
    }
}

/// The lines of a `merges.txt`.
enum Merges {
    static func parse(_ line: ArraySlice<UInt8>) -> (left: [UInt8], right: [UInt8])? {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return (Array(parts[0]), Array(parts[1]))
    }
}

extension TokenizerError {
    static func unsupported(_ step: String, _ type: String?, known: [String]) -> TokenizerError {
        TokenizerError(
            "its \(step) is of type '\(type?.escaped ?? "")', which is not supported; expected "
                + known.joined(separator: ", "))
    }
}

extension JSONValue {
    /// Whether a step of this type is anywhere in it.
    fileprivate func mentions(_ type: String) -> Bool {
        switch self {
        case .object(let members):
            members["type"] == .string(type) || members.values.contains { $0.mentions(type) }
        case .array(let values): values.contains { $0.mentions(type) }
        default: false
        }
    }

    /// Whether a string is anywhere in it.
    fileprivate func mentions(text: String) -> Bool {
        switch self {
        case .object(let members): members.values.contains { $0.mentions(text: text) }
        case .array(let values): values.contains { $0.mentions(text: text) }
        case .string(let string): string == text
        default: false
        }
    }
}

extension AddedToken {
    fileprivate init(_ value: JSONValue) throws {
        guard let id = value["id"]?.integer, let content = value["content"]?.string,
            (0...PieceTable.highestID).contains(id)
        else { throw TokenizerError("an added token has no id or no content") }
        self.init(
            id: id, content: content, isSpecial: value["special"]?.bool ?? false,
            isNormalised: value["normalized"]?.bool ?? true,
            stripsLeft: value["lstrip"]?.bool ?? false, stripsRight: value["rstrip"]?.bool ?? false,
            isSingleWord: value["single_word"]?.bool ?? false)
    }
}
