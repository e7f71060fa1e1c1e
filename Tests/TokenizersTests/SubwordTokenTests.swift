import Testing

@testable import Tokenizers

/// What a reader sees of the pieces.
struct SubwordTokenTests {
    /// A byte-level vocabulary of all bytes and a few merges.
    private func byteLevel(_ merges: [(String, String)]) throws -> SubwordTokenizer {
        var table = PieceTable()
        for (id, scalar) in ByteAlphabet.scalars.enumerated() {
            try table.add(Array(String(scalar).utf8), id: id)
        }
        for (number, (left, right)) in merges.enumerated() {
            try table.add(Array((left + right).utf8), id: 256 + number)
        }
        let model = try BytePairEncoding(
            vocabulary: table, merges: merges.map { (Array($0.utf8), Array($1.utf8)) },
            options: BytePairEncoding.Options())
        var tokenizer = SubwordTokenizer(
            model: model, addedTokens: [AddedToken(id: 300, content: "<s>", isSpecial: true)])
        tokenizer.preTokeniser = .byteLevel(addsSpace: false, cutsWords: true)
        tokenizer.decoder = .byteLevel
        tokenizer.spelling.isByteLevel = true
        return tokenizer
    }

    @Test func bytesAreShownAsTheCharactersThatTheyForm() throws {
        // The two bytes of é are Ã and ©; the space before a word is Ġ.
        let tokenizer = try byteLevel([("Ġ", "c"), ("Ġc", "a"), ("Ã", "©")])
        let tokens = tokenizer.encode("a café 🙂")
        #expect(
            tokens.map(\.label)
                == ["a", "ca", "##f", "##é", "␣", "##🙂(1/4)", "##🙂(2/4)", "##🙂(3/4)", "##🙂(4/4)"])
        #expect(tokens[1].raw == "Ġca")
        #expect(tokens.map(\.word) == [0, 1, 1, 1, 2, 2, 2, 2, 2])
        #expect(tokens.wordGroups == [0..<1, 1..<4, 4..<9])
        #expect(tokenizer.decode(tokens.map(\.id)) == "a café 🙂")
    }

    @Test func bytesThatFormNoCharacterAreShownAsNumbers() throws {
        let labels = try byteLevel([("Ã", "©")]).labels(count: 301)
        #expect(labels[0xC3] == "\\xC3")
        #expect(labels[0x20] == "␣")
        #expect(labels[256] == "##é")
        #expect(labels[280] == "(no token 280)")
        #expect(labels[300] == "<s>")
    }

    @Test func specialTokensBelongToNoWord() throws {
        var tokenizer = try byteLevel([])
        tokenizer.template = Template(opening: 300, closing: 300, doublesClosing: false)
        let tokens = tokenizer.encode("a b<s>c", pair: "d")
        #expect(
            tokens.map(\.label)
                == ["<s>", "a", "␣", "##b", "<s>", "c", "<s>", "d", "<s>"])
        #expect(tokens.map(\.word) == [nil, 0, 1, 1, nil, 2, nil, 3, nil])
        #expect(tokens.map(\.segment) == [0, 0, 0, 0, 0, 0, 0, 1, 1])
    }

    @Test func theUnknownIsShownAsItIsWritten() throws {
        let vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nun\n##known\n##un\n!\n"
        let tokenizer = try SubwordTokenizer(
            wordPieceVocabulary: Array(vocabulary.utf8), lowercases: true)
        let tokens = tokenizer.encode("Unknown zebra! [MASK]")
        #expect(
            tokens.map(\.label) == ["[CLS]", "un", "##known", "zebra*", "!", "[MASK]", "[SEP]"])
        #expect(tokens.map(\.isUnknown) == [false, false, false, true, false, false, false])
        #expect(tokens.map(\.word) == [nil, 0, 0, 1, 2, nil, nil])
        #expect(tokens[3].raw == "[UNK]")
        #expect(tokenizer.mask?.id == 4)
        #expect(tokenizer.decode(tokens.map(\.id)) == "unknown!")
    }

    /// A space between two special tokens may be all that there is, and be stripped.
    @Test func nothingIsPutBeforeNothing() {
        let marking = PreTokeniser.metaspace(
            mark: Metaspace.mark, prepend: .always, cuts: false)
        let texts = ["", "the"].flatMap { marking([Stretch(text: $0, isFirst: true)]).map(\.text) }
        #expect(texts == ["", "▁the"])
    }

    @Test func aSpaceInFrontBeginsAWord() throws {
        var table = PieceTable()
        for (id, piece) in ["<unk>", "▁", "▁the", "c", "at", "▁c"].enumerated() {
            try table.add(Array(piece.utf8), id: id)
        }
        var tokenizer = SubwordTokenizer(
            model: Unigram(
                vocabulary: table, scores: [0, -3, -1, -2, -1, -2.5], unknown: 0))
        tokenizer.preTokeniser = .metaspace(mark: Metaspace.mark, prepend: .always, cuts: false)
        tokenizer.spelling.marksSpaces = true
        let tokens = tokenizer.encode("the cat猫犬")
        #expect(tokens.map(\.label) == ["the", "c", "##at", "##猫犬*"])
        #expect(tokens.map(\.word) == [0, 1, 1, 1])
        #expect(tokenizer.labels(count: 6) == ["<unk>", "␣", "the", "##c", "##at", "c"])
    }
}
