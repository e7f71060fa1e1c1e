import JSON

// Tokenizers from before there was a `tokenizer.json`.

extension SubwordTokenizer {
    /// BERT's `vocab.txt`: a piece a line, in the order of the ids.
    ///
    /// - Throws: `TokenizerError`.
    public init(wordPieceVocabulary bytes: [UInt8], lowercases: Bool) throws {
        var vocabulary = PieceTable()
        for (id, line) in bytes.lines.enumerated() { try vocabulary.add(Array(line), id: id) }
        func id(_ piece: String) throws -> Int {
            guard let id = vocabulary.id(of: piece) else {
                throw TokenizerError("its vocabulary has no '\(piece)'")
            }
            return id
        }
        let model = WordPiece(
            vocabulary: vocabulary, unknown: try id("[UNK]"), continuingPrefix: "##",
            longestWord: 100)
        self.init(
            model: model,
            addedTokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { content in
                vocabulary.id(of: content).map {
                    AddedToken(id: $0, content: content, isSpecial: true)
                }
            })
        normaliser = .bert(BertNormaliser(removesMarks: lowercases, lowercases: lowercases))
        preTokeniser = .bert
        template = Template(
            opening: try id("[CLS]"), closing: try id("[SEP]"), doublesClosing: false)
        decoder = .wordPiece(prefix: "##", cleansUp: true)
        spelling = PieceSpelling(continuingPrefix: "##")
    }

    /// The byte-level `vocab.json` and `merges.txt` of GPT-2, RoBERTa and BART.
    ///
    /// - Parameter enclosesSentences: whether a sentence stands between `<s>` and `</s>`.
    /// - Throws: `JSONError`, `TokenizerError`.
    public init(
        byteLevelVocabulary bytes: [UInt8], merges: [UInt8], enclosesSentences: Bool
    ) throws {
        let vocabulary = try PieceTable(json: bytes)
        let lines = merges.lines.filter { !$0.starts(with: "#version".utf8) && !$0.isEmpty }
        let model = try BytePairEncoding(
            vocabulary: vocabulary,
            merges: try lines.enumerated().map { number, line in
                guard let merge = Merges.parse(line) else {
                    throw TokenizerError("merge \(number) is not two pieces with a space between")
                }
                return merge
            }, options: BytePairEncoding.Options())
        let specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<|endoftext|>"]
        self.init(
            model: model,
            addedTokens: specials.compactMap { content in
                vocabulary.id(of: content).map {
                    AddedToken(
                        id: $0, content: content, isSpecial: true, stripsLeft: content == "<mask>")
                }
            })
        preTokeniser = .byteLevel(addsSpace: false, cutsWords: true)
        decoder = .byteLevel
        spelling = PieceSpelling(isByteLevel: true)
        if enclosesSentences {
            guard let opening = vocabulary.id(of: "<s>"), let closing = vocabulary.id(of: "</s>")
            else { throw TokenizerError("its vocabulary has no '<s>' or no '</s>'") }
            template = Template(opening: opening, closing: closing, doublesClosing: true)
        }
    }
}

extension PieceTable {
    /// An object of pieces and ids.
    init(json bytes: [UInt8]) throws {
        self.init()
        var scanner = JSONScanner(bytes)
        try scanner.members { try add($1, id: $0.wholeNumber()) }
        try scanner.end()
    }
}

extension [UInt8] {
    /// The lines, without what follows the last line break, and without carriage returns.
    fileprivate var lines: [ArraySlice<UInt8>] {
        var lines = split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }
}
