import Testing

@testable import Tokenizers

@Suite struct WordTokenizerTests {
    private let tokenizer = WordTokenizer(
        Vocabulary(words: [
            ",", ".", "Avengers", "I", "Thanos", "animal", "cross", "defeated", "didn't", "it",
            "love", "street", "the",
        ]))

    private func encode(_ sentence: String, limit: Int = 100) throws -> [WordTokenizer.Token] {
        try tokenizer.encode(sentence, limit: limit)
    }

    private func kinds(_ sentence: String) throws -> [WordTokenizer.Kind] {
        try encode(sentence).dropLast().map(\.kind)
    }

    @Test func aSentenceBecomesIDsAndEnds() throws {
        let tokens = try encode("The animal didn't cross the street")
        // The special tokens have the ids 0 to 2.
        #expect(tokens.map(\.id) == [15, 8, 11, 9, 15, 14, Vocabulary.endID])
        #expect(
            tokens.map(\.label) == [
                "The", "animal", "didn't", "cross", "the", "street", Vocabulary.end,
            ])
        #expect(tokens.map(\.kind) == Array(repeating: .word, count: 6) + [.end])
        let sequence = TokenSequence(tokens)
        #expect(sequence.ids == tokens.map(\.id))
        #expect(sequence.labels == tokens.map(\.label))
    }

    @Test(arguments: ["Thanos", "thanos", "THANOS"])
    func aNameIsFoundInAnyCase(name: String) throws {
        let token = try encode("\(name) defeated the Avengers")[0]
        #expect(token == .init(id: 7, label: name, kind: .word))
    }

    @Test(arguments: ["didn't", "didn’t", "didn‘t", "didnʼt", "DIDN’T"])
    func anyApostropheWillDo(word: String) throws {
        let token = try encode("it \(word) cross")[1]
        #expect(token == .init(id: 11, label: word, kind: .word))
    }

    @Test func anUnknownCapitalisedWordIsAName() throws {
        let tokens = try encode("Batman defeated Él and Ǆ")
        #expect(tokens.map(\.kind) == [.name, .word, .name, .unknown, .name, .end])
        #expect(tokens[0].id == Vocabulary.unknownID)
        #expect(tokens[0].label == "Batman")
    }

    @Test(arguments: ["Yesterday", "It's", "Don't", "Can’t", "I'm", "We", "Over"])
    func aFunctionWordIsNoName(word: String) throws {
        #expect(try kinds("\(word) the animal")[0] == .unknown)
    }

    @Test func capitalsThroughoutTellNothing() throws {
        #expect(try kinds("THE ZEBRA DIDN'T SLEEP") == [.word, .unknown, .word, .unknown])
        #expect(try kinds("the ZEBRA") == [.word, .name])
    }

    @Test(arguments: ["zebra", "猫", "قطة", "🦊", "\u{0}", "\u{1B}[31m", "\u{301}", "42", ";"])
    func anythingElseIsUnknown(word: String) throws {
        let tokens = try encode("the \(word) I")
        #expect(tokens.contains { $0.kind == .unknown && $0.id == Vocabulary.unknownID })
        #expect(!tokens.contains { $0.kind == .name })
    }

    @Test(arguments: Vocabulary.specials)
    func aSpecialTokenIsNotMeantByItsSpelling(token: String) throws {
        let tokens = try encode("the \(token) animal")
        #expect(tokens.map(\.id) == [15, Vocabulary.unknownID, 8, Vocabulary.endID])
        #expect(tokens[1].kind == .unknown)
    }

    @Test(arguments: ["", " ", "\t\r\n\u{A0}\u{2003}\u{3000}\u{FEFF}"])
    func anEmptySentenceIsAnError(sentence: String) {
        #expect(throws: SentenceError.empty) { try encode(sentence) }
    }

    @Test func theLimitCountsTheEndToken() throws {
        #expect(try encode("the animal", limit: 3).count == 3)
        let error = #expect(throws: SentenceError.self) { try encode("the animal .", limit: 3) }
        #expect(error == .tooLong(tokens: 4, limit: 3))
        #expect(error?.description == "the sentence has 4 tokens; this model reads at most 3")
    }

    @Test func aWordOfAMegabyteIsUnknown() throws {
        let word = String(repeating: "x", count: 1 << 20)
        #expect(try kinds("the \(word)") == [.word, .unknown])
    }
}
