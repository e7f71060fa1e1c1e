import JSON

/// A `.spm` file: what SentencePiece learned (Kudo and Richardson 2018), as a Protocol Buffer.
struct SentencePieceFile {
    /// One piece of the vocabulary.
    struct Entry {
        var piece: [UInt8] = []
        var score: Float = 0
        var kind = Kind.normal
    }

    /// What a piece is for.
    enum Kind: Int {
        case normal = 1
        case unknown, control, userDefined, unused, byte
    }

    private(set) var entries: [Entry] = []
    private(set) var isUnigram = true
    private(set) var characterMap: [UInt8] = []
    private(set) var addsSpaceInFront = true
    private(set) var removesExtraSpace = true

    /// - Throws: `TokenizerError`.
    init(_ bytes: [UInt8]) throws {
        var file = ProtocolBuffer(bytes[...])
        while let (field, value) = try file.next() {
            switch (field, value) {
            case (1, .bytes(let bytes)): entries.append(try Entry(bytes))
            case (2, .bytes(let bytes)): try readTrainer(bytes)
            case (3, .bytes(let bytes)): try readNormaliser(bytes)
            default: break
            }
        }
    }

    private mutating func readTrainer(_ bytes: ArraySlice<UInt8>) throws {
        var message = ProtocolBuffer(bytes)
        while let (field, value) = try message.next() {
            if field == 3, case .number(let kind) = value { isUnigram = kind == 1 }
        }
    }

    private mutating func readNormaliser(_ bytes: ArraySlice<UInt8>) throws {
        var message = ProtocolBuffer(bytes)
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (2, .bytes(let bytes)): characterMap = Array(bytes)
            case (3, .number(let flag)): addsSpaceInFront = flag != 0
            case (4, .number(let flag)): removesExtraSpace = flag != 0
            default: break
            }
        }
    }
}

extension SentencePieceFile.Entry {
    fileprivate init(_ bytes: ArraySlice<UInt8>) throws {
        self.init()
        var message = ProtocolBuffer(bytes)
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (1, .bytes(let bytes)): piece = Array(bytes)
            case (2, .word(let bits)): score = Float(bitPattern: bits)
            case (3, .number(let number)):
                kind = Int(exactly: number).flatMap(SentencePieceFile.Kind.init) ?? .unused
            default: break
            }
        }
    }
}

/// The fields of a Protocol Buffer, one after the other.
private struct ProtocolBuffer {
    enum Value {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
        case word(UInt32)
        case doubleWord
    }

    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// - Throws: `TokenizerError` where the bytes are no such message.
    mutating func next() throws -> (field: UInt64, value: Value)? {
        guard !bytes.isEmpty else { return nil }
        let key = try number()
        switch key & 7 {
        case 0: return (key >> 3, .number(try number()))
        case 1:
            _ = try take(8)
            return (key >> 3, .doubleWord)
        case 2:
            guard let count = Int(exactly: try number()) else { throw damage }
            return (key >> 3, .bytes(try take(count)))
        case 5:
            let word = try take(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return (key >> 3, .word(word))
        default: throw damage
        }
    }

    private mutating func number() throws -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = bytes.popFirst() else { throw damage }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw damage
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.count else { throw damage }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    private var damage: TokenizerError { TokenizerError("it is not a SentencePiece model") }
}

extension SubwordTokenizer {
    /// Marian's tokenizer: a `.spm` file cuts the text, `vocab.json` gives its pieces their ids. The
    /// source and the target have a file each and share the ids.
    ///
    /// - Throws: `JSONError`, `TokenizerError`.
    public init(marianVocabulary json: [UInt8], sentencePieces: [UInt8]) throws {
        let ids = try PieceTable(json: json)
        let file = try SentencePieceFile(sentencePieces)
        let specials = ["</s>", "<unk>", "<pad>"]
        try self.init(file, ids: ids, specials: specials)
        guard let end = ids.id(of: "</s>") else { preconditionFailure("checked by init") }
        normaliser = .sentencePiece(
            SentencePieceNormaliser(
                map: file.characterMap.isEmpty ? nil : try CharacterMap(file.characterMap),
                addsSpaceInFront: file.addsSpaceInFront, removesExtraSpace: file.removesExtraSpace))
        decoder = .sentencePiece(specials: Set(specials))
        template = Template(
            single: [.text(0, segment: 0), .special(id: end, segment: 0)],
            pair: [.text(0, segment: 0), .text(1, segment: 0), .special(id: end, segment: 0)])
        leadingPattern = try Pattern(regularExpression: "^>>.+?<<")
    }
}

extension SubwordTokenizer {
    /// Families that number the pieces of one `.model` file in a way of their own.
    public enum SentencePieceFamily: Sendable {
        /// As the file does, and behind them `<extra_id_0>` and its like, the last one first.
        case t5
        /// `<s>`, `<pad>`, `</s>` and `<unk>` first, and `<mask>` last.
        case xlmRoBERTa

        /// The file's name.
        public var file: String {
            switch self {
            case .t5: "spiece.model"
            case .xlmRoBERTa: "sentencepiece.bpe.model"
            }
        }
    }

    /// The tokenizer of T5 or XLM-RoBERTa from before there was a `tokenizer.json`.
    ///
    /// - Parameter extraIDs: how many tokens `<extra_id_0>` and so on there are; only T5 has some.
    /// - Throws: `TokenizerError`.
    public init(
        sentencePieces bytes: [UInt8], family: SentencePieceFamily, extraIDs: Int
    ) throws {
        let file = try SentencePieceFile(bytes)
        let pieces = file.entries.map(\.piece)
        var spelled: [[UInt8]]
        var specials: [String]
        switch family {
        case .t5:
            let extra = (0..<extraIDs).reversed().map { "<extra_id_\($0)>" }
            specials = ["<pad>", "</s>", "<unk>"] + extra
            spelled = pieces + extra.map { Array($0.utf8) }
        case .xlmRoBERTa:
            specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
            spelled = specials.dropLast().map { Array($0.utf8) }
            spelled += pieces.dropFirst(3) + [Array("<mask>".utf8)]
        }
        var ids = PieceTable()
        for (id, piece) in spelled.enumerated() { try ids.add(piece, id: id) }
        try self.init(file, ids: ids, specials: specials)
        guard let end = ids.id(of: "</s>") else { preconditionFailure("checked by init") }
        // The steps that a tokenizer.json of these families has; they normalise letter by letter.
        normaliser =
            file.characterMap.isEmpty ? nil : .characterMap(try CharacterMap(file.characterMap))
        preTokeniser = .sequence([
            .whiteSpace, .metaspace(mark: Metaspace.mark, prepend: .always, cuts: true),
        ])
        decoder = .metaspace(mark: Metaspace.mark, dropsFirst: true)
        switch family {
        case .t5: template = Template(closing: end)
        case .xlmRoBERTa:
            template = Template(opening: 0, closing: end, doublesClosing: true)
        }
    }

    /// What all tokenizers with a SentencePiece file share: the pieces, not the steps before and
    /// behind them.
    ///
    /// - Throws: `TokenizerError`.
    private init(_ file: SentencePieceFile, ids: PieceTable, specials: [String]) throws {
        guard file.isUnigram else {
            throw TokenizerError.unsupported("model", "BPE", known: ["Unigram"])
        }
        guard let unknown = ids.id(of: "<unk>"), ids.id(of: "</s>") != nil else {
            throw TokenizerError("its vocabulary has no '<unk>' or no '</s>'")
        }
        self.init(
            model: SentencePieces(file, ids: ids, unknown: unknown),
            addedTokens: specials.compactMap { content in
                ids.id(of: content).map {
                    AddedToken(
                        id: $0, content: content, isSpecial: true,
                        stripsLeft: content == "<mask>")
                }
            })
        spelling = PieceSpelling(marksSpaces: true)
    }
}

/// A SentencePiece model whose pieces have ids of another vocabulary.
private struct SentencePieces: PieceModel {
    let vocabulary: PieceTable
    private let unigram: Unigram
    /// By the number of the piece in the model.
    private let ids: [Int]

    init(_ file: SentencePieceFile, ids: PieceTable, unknown: Int) {
        vocabulary = ids
        var own = PieceTable()
        var scores: [Double?] = []
        var numbers: [Int] = []
        var ownUnknown = 0
        for entry in file.entries {
            // Two pieces of one spelling cannot be told apart: the first counts.
            guard (try? own.add(entry.piece, id: numbers.count)) != nil else { continue }
            if entry.kind == .unknown { ownUnknown = numbers.count }
            let isCutOut = entry.kind == .normal || entry.kind == .userDefined
            scores.append(isCutOut ? Double(entry.score) : nil)
            numbers.append(ids.id(of: entry.piece) ?? unknown)
        }
        self.ids = numbers
        unigram = Unigram(vocabulary: own, scores: scores, unknown: ownUnknown)
    }

    func pieces(of word: String) -> [Piece] {
        unigram.pieces(of: word).map { piece in
            let text = unigram.vocabulary[piece.id].map { String(decoding: $0, as: UTF8.self) }
            let id = ids.indices.contains(piece.id) ? ids[piece.id] : 0
            let isKnown = piece.unknown == nil && id != ids[unigram.unknown]
            return Piece(id: id, unknown: isKnown ? nil : piece.unknown ?? text)
        }
    }
}
