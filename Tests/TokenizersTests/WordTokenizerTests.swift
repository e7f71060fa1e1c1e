import Testing

@testable import Tokenizers

struct WordTokenizerTests {
    private let tokenizer = WordTokenizer(
        Vocabulary(words: ["the", "animal", "didn't", ",", ".", "I", "Thanos", "cat"]))

    private func labels(_ text: String) throws -> [String] {
        try tokenizer.encode(text, limit: 100).map(\.label)
    }

    @Test func wordsAndMarksAreTokens() throws {
        #expect(
            try labels("The animal didn't, \t Thanos.") == [
                "The", "animal", "didn't", ",", "Thanos", ".", "<eos>",
            ])
        #expect(
            try tokenizer.encode("The ANIMAL didn’t i thanos", limit: 9).map(\.id) == [
                3, 4, 5, 8, 9, 2,
            ])
    }

    @Test func unknownWordsAreNamesOrMarked() throws {
        let tokens = try tokenizer.encode("the Zoe blorf <unk> <eos>", limit: 9)
        #expect(tokens.map(\.kind) == [.word, .name, .unknown, .unknown, .unknown, .end])
        #expect(tokens.map(\.id) == [3, 0, 0, 0, 0, 2])
    }

    @Test func nothingAndTooMuchAreErrors() {
        #expect(throws: SentenceError.empty) { try labels("") }
        #expect(throws: SentenceError.empty) { try labels(" \n\t ") }
        #expect(throws: SentenceError.tooLong(tokens: 101, limit: 100)) {
            try labels(String(repeating: "cat ", count: 100))
        }
        #expect(
            SentenceError.tooLong(tokens: 101, limit: 100).description
                == "the sentence has 101 tokens; this model reads at most 100")
    }

    @Test(arguments: [
        "\u{1B}[31mred\u{1B}[0m", "\u{0}", "\u{202E}abc", "e\u{301}\u{301}", "👨‍👩‍👧 家 שלום", "\u{FFFD}",
        String(repeating: "a", count: 100_000),
    ])
    func anyTextIsRead(text: String) throws {
        let tokens = try tokenizer.encode(text, limit: 100)
        #expect(tokens.last?.kind == .end)
        #expect(tokens.count >= 2)
    }

    @Test func sentencesAreWrittenAsInBooks() {
        #expect(
            Detokenizer.sentence(["l'", "animale", "dorme", ",", "poi", "mangia", "."])
                == "L'animale dorme, poi mangia.")
        #expect(Detokenizer.sentence([]) == "")
    }
}
