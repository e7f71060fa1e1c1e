import JSON
import ReferenceCases
import Testing

@testable import Tokenizers

/// Against the library that writes these files, line by line.
@Suite(.disabled(if: References.areMissing, "shared/reference is missing"))
struct TokenizerReferenceTests {
    private static let families = [
        "bert", "distilbert", "roberta", "gpt2", "bart", "llama", "llama3", "t5",
    ]

    private struct Line {
        let text: String
        let ids: [Int]
        let plainIDs: [Int]
        let decoded: String
        let plainDecoded: String
        let count: Int
    }

    private func lines(of family: String) throws -> [Line] {
        try References.bytes("tokenizers/\(family).jsonl").split(separator: 0x0A).map {
            let line = try JSONValue(Array($0))
            return Line(
                text: try #require(line["text"]?.string),
                ids: try #require(line["ids"]?.array).compactMap(\.integer),
                plainIDs: try #require(line["ids_without_special"]?.array).compactMap(\.integer),
                decoded: try #require(line["decoded"]?.string),
                plainDecoded: try #require(line["decoded_skip_special"]?.string),
                count: try #require(line["code_points"]?.integer))
        }
    }

    private func check(_ tokenizer: SubwordTokenizer, _ family: String) throws {
        let lines = try lines(of: family)
        #expect(lines.count == 34)
        for line in lines {
            #expect(line.text.unicodeScalars.count == line.count)
            let comment = Comment(rawValue: "\(family): \(line.text.debugDescription)")
            #expect(tokenizer.encode(line.text).map(\.id) == line.ids, comment)
            #expect(
                tokenizer.encode(line.text, addsSpecials: false).map(\.id) == line.plainIDs, comment
            )
            #expect(
                Array(tokenizer.decode(line.ids, skipsSpecials: false).utf8)
                    == Array(line.decoded.utf8), comment)
            #expect(
                Array(tokenizer.decode(line.ids).utf8) == Array(line.plainDecoded.utf8), comment)
        }
    }

    @Test(arguments: families)
    func everyLineOfATokenizerFile(family: String) throws {
        let bytes = try References.bytes("\(family)/checkpoint/tokenizer.json")
        try check(SubwordTokenizer(tokenizerFile: bytes), family)
    }

    @Test(arguments: ["bert", "distilbert"])
    func everyLineOfAWordPieceVocabulary(family: String) throws {
        let bytes = try References.bytes("\(family)/checkpoint/vocab.txt")
        try check(SubwordTokenizer(wordPieceVocabulary: bytes, lowercases: true), family)
    }

    @Test(arguments: ["gpt2", "roberta", "bart"])
    func everyLineOfAByteLevelVocabulary(family: String) throws {
        try check(
            SubwordTokenizer(
                byteLevelVocabulary: References.bytes("\(family)/checkpoint/vocab.json"),
                merges: References.bytes("\(family)/checkpoint/merges.txt"),
                enclosesSentences: family != "gpt2"), family)
    }

    @Test func everyLineOfASentencePieceModel() throws {
        let bytes = try References.bytes("t5/checkpoint/spiece.model")
        try check(SubwordTokenizer(sentencePieces: bytes, family: .t5, extraIDs: 10), "t5")
    }

    /// The pieces of the file move up by one: `<pad>` stands before them, and `<mask>` behind.
    @Test func xlmRoBERTaNumbersThePiecesInItsOwnWay() throws {
        let bytes = try References.bytes("t5/checkpoint/spiece.model")
        let t5 = try SubwordTokenizer(sentencePieces: bytes, family: .t5, extraIDs: 0)
        let other = try SubwordTokenizer(
            sentencePieces: bytes, family: .xlmRoBERTa, extraIDs: 0)
        let text = "The animal didn't cross"
        let ids = t5.encode(text, addsSpecials: false).map { $0.id + 1 }
        #expect(ids.count > 3)
        #expect(other.encode(text).map(\.id) == [0] + ids + [2])
        #expect(
            other.encode(text, pair: text).map(\.id) == [0] + ids + [2, 2] + ids + [2])
        #expect(other.id(of: "<mask>") == t5.endID + 1)
        #expect(other.decode([0] + ids + [2]) == text)
    }

    @Test func everyLineOfMarian() throws {
        try check(
            SubwordTokenizer(
                marianVocabulary: References.bytes("marian/checkpoint/vocab.json"),
                sentencePieces: References.bytes("marian/checkpoint/source.spm")), "marian")
    }
}
