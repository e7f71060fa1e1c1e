import JSON
import Tensors
import Testing

@testable import Tokenizers

/// Tokenizer files that are wrong.
struct TokenizerFileTests {
    private static let valid = """
        {"added_tokens": [{"id": 0, "content": "[UNK]", "special": true}],
         "normalizer": {"type": "Sequence", "normalizers": [{"type": "Lowercase"}]},
         "pre_tokenizer": {"type": "Whitespace"},
         "post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A"}}],
                            "pair": [], "special_tokens": {}},
         "decoder": {"type": "WordPiece"},
         "model": {"type": "BPE", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "a": 1, "b": 2, "ab": 3},
                   "merges": [["a", "b"]]}}
        """

    private func problem(replacing old: String, with new: String) -> String? {
        do {
            let text = Self.valid.replacing(old, with: new)
            #expect(text != Self.valid)
            _ = try SubwordTokenizer(tokenizerFile: Array(text.utf8))
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func theValidFileIsRead() throws {
        let tokenizer = try SubwordTokenizer(tokenizerFile: Array(Self.valid.utf8))
        #expect(tokenizer.encode("AB a").map(\.id) == [3, 1])
        #expect(tokenizer.endID == 4)
    }

    /// What is replaced, by what, the problem.
    @Test(arguments: [
        (
            "Lowercase", "Upper\\u0007",
            "its normalizer is of type 'Upper\\u{7}', which is not supported; expected Sequence, BertNormalizer, NFC, NFD, NFKC, NFKD, Lowercase, Strip, StripAccents, Replace, Prepend, Precompiled, ByteLevel"
        ),
        (
            "\"BPE\"", "\"WordLevel\"",
            "its model is of type 'WordLevel', which is not supported; expected WordPiece, BPE, Unigram"
        ),
        (
            "\"unk_token\": \"[UNK]\"", "\"unk_token\": \"?\"",
            "its unknown token '?' is not in the vocabulary"
        ),
        ("\"ab\": 3", "\"ac\": 3", "merge 0 needs the piece 'ab', which is not in the vocabulary"),
        ("\"b\": 2", "\"a\": 2", "the piece 'a' occurs twice in the vocabulary"),
        ("\"b\": 2", "\"b\": 1", "the id 1 stands for two pieces, the second 'b'"),
        (
            "\"b\": 2", "\"b\": 9999999999",
            "the piece 'b' has the id 9999999999; expected 0 to 4194303"
        ),
        (
            "\"id\": \"A\"}}", "\"id\": \"A\"}}, {\"SpecialToken\": {\"id\": \"<s>\"}}",
            "its template names '<s>', which has no id"
        ),
        ("\"content\": \"[UNK]\"", "\"content\": 5", "an added token has no id or no content"),
        (
            "\"id\": \"A\"}}", "\"id\": \"A\", \"type_id\": 7}}",
            "its template has a text of type 7; expected 0 or 1"
        ),
        (
            "{\"type\": \"TemplateProcessing\"",
            "{\"type\": \"BertProcessing\", \"cls\": [\"a\", 9], \"sep\": [\"a\", 1]",
            "its template has the id 9, which stands for no token"
        ),
        (
            "{\"type\": \"Lowercase\"}",
            "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAEAAA==\"}",
            "the precompiled character map says that its trie has 256 bytes of 4"
        ),
        (
            "\"Whitespace\"", "\"Split\", \"pattern\": {\"Regex\": \"(\"}",
            "the pattern '(' is not understood"
        ),
        (
            "\"merges\": [[\"a\", \"b\"]]", "\"merges\": [[\"a\"]]",
            "the text is not understood at byte 488: expected two pieces"
        ),
        ("\"model\":", "\"modal\":", "it has no model with a vocabulary"),
    ])
    func whatIsWrongIsNamed(old: String, new: String, problem: String) {
        #expect(self.problem(replacing: old, with: new) == problem)
    }

    /// Every file with a few bytes changed is read or refused, never a crash; what is read can be
    /// used.
    @Test func damagedFilesAreRefusedOrHarmless() {
        var generator = SeededGenerator(seed: 6)
        var refused = 0
        for _ in 0..<3_000 {
            let bytes = damaged(Array(Self.valid.utf8), using: &generator)
            do {
                let tokenizer = try SubwordTokenizer(tokenizerFile: bytes)
                let tokens = tokenizer.encode("ab [UNK] Ab\u{301} 猫")
                _ = tokenizer.decode(tokens.map(\.id))
            } catch {
                refused += 1
                #expect(error is JSONError || error is TokenizerError)
            }
        }
        #expect(refused > 1_000 && refused < 3_000)
    }

    private func damaged(
        _ valid: [UInt8], using generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = valid
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...(.max), using: &generator)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
            default: bytes.insert(contentsOf: bytes[place...].prefix(30), at: place)
            }
        }
        return bytes
    }

    /// A small SentencePiece model: pieces, the kind of the model, a map that makes "A" an "a".
    private static let sentencePieces: [UInt8] = {
        func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(content.count)] + content
        }
        func number(_ field: UInt8, _ value: UInt8) -> [UInt8] { [field << 3, value] }
        func piece(_ text: String, _ score: Float, _ kind: UInt8 = 1) -> [UInt8] {
            let bits = withUnsafeBytes(of: score.bitPattern.littleEndian) { Array($0) }
            return field(1, field(1, Array(text.utf8)) + [0x15] + bits + number(3, kind))
        }
        // The root, its children from 1 ^ byte on, and the place of the replacement.
        var units = [UInt32](repeating: 0, count: 128)
        units[0] = 1 << 10
        units[1 ^ 0x41] = 2 << 10 | 1 << 8 | 0x41
        units[1 ^ 0x41 ^ 2] = 1 << 31
        let trie = ([UInt32(4 * units.count)] + units).flatMap { word in
            withUnsafeBytes(of: word.littleEndian) { Array($0) }
        }
        let map = trie + [0x61, 0]
        // Longer than a length of one byte can say.
        let size = [UInt8(map.count & 0x7F | 0x80), UInt8(map.count >> 7)]
        let rules = [0x12] + size + map + number(3, 1) + number(4, 1)
        let length = [UInt8(rules.count & 0x7F | 0x80), UInt8(rules.count >> 7)]
        return piece("<unk>", 0, 2) + piece("</s>", 0, 3) + piece("\u{2581}", -3)
            + piece("\u{2581}a", -1) + piece("b", -2) + piece("\u{E9}", -2.5)
            + field(2, number(3, 1)) + [0x1A] + length + rules
    }()

    /// The same for SentencePiece: read or refused, and what is read can be used.
    @Test func damagedSentencePieceFilesAreRefusedOrHarmless() throws {
        let vocabulary = Array(
            #"{"</s>":0,"<unk>":1,"\u2581a":2,"b":3,"\u2581":4,"<pad>":5,"\u00e9":6}"#.utf8)
        func encode(_ bytes: [UInt8]) throws -> [Int] {
            let tokenizer = try SubwordTokenizer(
                marianVocabulary: vocabulary, sentencePieces: bytes)
            let tokens = tokenizer.encode("Ab \u{E9} a\u{301} 猫 >>it<<")
            _ = tokenizer.decode(tokens.map(\.id))
            _ = tokens.map(\.label)
            return tokens.map(\.id)
        }
        #expect(try encode(Self.sentencePieces).prefix(4) == [2, 3, 4, 6])
        var generator = SeededGenerator(seed: 7)
        var refused = 0
        for _ in 0..<10_000 {
            do {
                _ = try encode(damaged(Self.sentencePieces, using: &generator))
            } catch {
                refused += 1
                #expect(error is TokenizerError, "\(error)")
            }
        }
        #expect(refused > 1_000 && refused < 10_000)
    }

    @Test func damagedSentencePieceFilesAreRefused() {
        // One piece "a" with the score -1, then a message that is longer than the file.
        let valid: [UInt8] = [0x0A, 8, 0x0A, 1, 0x61, 0x15, 0, 0, 0x80, 0xBF]
        #expect((try? SentencePieceFile(valid))?.entries.first?.score == -1)
        for bytes: [UInt8] in [
            [0x0A, 100], [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0xFF],
            [0x0B], Array(valid.dropLast()), Array(repeating: 0xFF, count: 20),
        ] {
            #expect(throws: TokenizerError("it is not a SentencePiece model")) {
                try SentencePieceFile(bytes)
            }
        }
    }
}
