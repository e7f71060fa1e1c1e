import JSON

/// How the pieces of a vocabulary spell text, to show them as what they form.
struct PieceSpelling: Sendable {
    /// What a piece that continues a word begins with.
    var continuingPrefix = ""
    /// What the last piece of a word ends with.
    var endSuffix = ""
    /// Whether every character of a piece stands for a byte.
    var isByteLevel = false
    /// Whether `▁` stands for a space, and a piece that begins with it begins a word.
    var marksSpaces = false
    /// Whether `<0x0A>` stands for a byte.
    var fallsBackToBytes = false

    /// The bytes of the text that a piece stands for.
    func bytes(of piece: String) -> [UInt8] {
        if isByteLevel, let bytes = ByteAlphabet.bytes(of: piece) { return bytes }
        if fallsBackToBytes, let byte = UInt8(fallbackPiece: piece) { return [byte] }
        if marksSpaces {
            return Array(Pattern.literal(Metaspace.mark).replacing(in: piece, with: " ").utf8)
        }
        var bytes = Array(piece.utf8)
        if !continuingPrefix.isEmpty, bytes.starts(with: continuingPrefix.utf8) {
            bytes.removeFirst(continuingPrefix.utf8.count)
        }
        if !endSuffix.isEmpty, bytes.reversed().starts(with: endSuffix.utf8.reversed()) {
            bytes.removeLast(endSuffix.utf8.count)
        }
        return bytes
    }
}

extension PieceSpelling {
    /// What is put in front of a piece that continues a word, whatever the vocabulary writes.
    private static let continuation = "##"

    /// The text of each piece of a sentence. A character of which a piece has only some of the bytes
    /// is shown with the number of the piece and how many have it: `é(1/2)`.
    func texts(of pieces: [[UInt8]]) -> [String] {
        let bytes = pieces.flatMap { $0 }
        let owners = pieces.enumerated().flatMap {
            [Int](repeating: $0.offset, count: $0.element.count)
        }
        var texts = [String](repeating: "", count: pieces.count)
        var position = 0
        while position < bytes.count {
            let end = min(bytes.count, position + bytes[position].scalarLength)
            guard let scalar = String(strictUTF8: bytes[position..<end]) else {
                texts[owners[position]] +=
                    "\\x" + String(bytes[position], radix: 16, uppercase: true)
                position += 1
                continue
            }
            let (first, last) = (owners[position], owners[end - 1])
            let sharers = (first...last).filter { !pieces[$0].isEmpty }
            for (number, owner) in sharers.enumerated() {
                texts[owner] += scalar
                if sharers.count > 1 { texts[owner] += "(\(number + 1)/\(sharers.count))" }
            }
            position = end
        }
        return texts
    }

    /// A text as a label: without the space in front, which only says that a word begins; spaces
    /// alone become visible.
    static func label(_ text: String, continuesWord: Bool) -> String {
        let trimmed = text.unicodeScalars.drop { $0 == " " }
        if trimmed.isEmpty { return String(repeating: "␣", count: text.unicodeScalars.count) }
        return (continuesWord ? continuation : "") + String(trimmed)
    }
}

extension SubwordTokenizer {
    /// Every token of the vocabulary as it is shown, by id: pieces that begin without a space have
    /// `##` in front where the vocabulary marks the beginning of words.
    ///
    /// - Parameter count: of the ids of the model, which may know more than the vocabulary.
    public func labels(count: Int) -> [String] {
        (0..<count).map { id in
            guard let piece = piece(of: id) else { return "(no token \(id))" }
            if addedByID[id] != nil { return piece }
            let text = spelling.texts(of: [spelling.bytes(of: piece)])[0]
            let marksBeginnings = spelling.isByteLevel || spelling.marksSpaces
            let isLetter = text.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false
            let continues =
                marksBeginnings
                ? isLetter
                : !spelling.continuingPrefix.isEmpty && piece.hasPrefix(spelling.continuingPrefix)
            return PieceSpelling.label(text, continuesWord: continues)
        }
    }
}

extension SubwordTokenizer {
    /// Tokens that a model wrote as they are shown, in their order.
    public func labels(of ids: [Int]) -> [String] {
        var builder = TokenBuilder(self)
        for id in ids {
            if piece(of: id).map(spelling.beginsWord) ?? true { builder.startWord() }
            builder.append(Piece(id: id), segment: 0, isSpecial: addedByID[id] != nil)
        }
        return builder.tokens.map(\.label)
    }
}

extension PieceSpelling {
    /// Whether a piece begins a word wherever it stands: behind a space, or as no letter.
    fileprivate func beginsWord(_ piece: String) -> Bool {
        if !continuingPrefix.isEmpty { return !piece.hasPrefix(continuingPrefix) }
        let bytes = bytes(of: piece)
        // A byte above ASCII may be a part of a letter.
        guard let first = bytes.first, first < 0x80 else { return false }
        return !Unicode.Scalar(first).properties.isAlphabetic
    }
}

/// Puts the tokens of a sentence together: their words and labels follow from all of them.
struct TokenBuilder {
    private struct Entry {
        let piece: Piece
        let raw: String
        let segment: Int
        let word: Int?
        let continuesWord: Bool
    }

    private let tokenizer: SubwordTokenizer
    private var entries: [Entry] = []
    private var word = -1
    private var wordBegins = true

    init(_ tokenizer: SubwordTokenizer) { self.tokenizer = tokenizer }

    /// The pieces that follow are of another word.
    mutating func startWord() { wordBegins = true }

    mutating func append(_ piece: Piece, segment: Int, isSpecial: Bool) {
        let raw = tokenizer.piece(of: piece.id) ?? ""
        let spelling = tokenizer.spelling
        if isSpecial || (spelling.marksSpaces && raw.utf8.starts(with: Metaspace.mark.utf8)) {
            wordBegins = true
        }
        if wordBegins && !isSpecial { word += 1 }
        entries.append(
            Entry(
                piece: piece, raw: raw, segment: segment, word: isSpecial ? nil : word,
                continuesWord: !wordBegins))
        wordBegins = isSpecial
    }

    var tokens: [SubwordToken] {
        let spelling = tokenizer.spelling
        let texts = spelling.texts(
            of: entries.map { entry in
                if let unknown = entry.piece.unknown { return spelling.bytes(of: unknown) }
                return entry.word == nil ? Array(entry.raw.utf8) : spelling.bytes(of: entry.raw)
            })
        return zip(entries, texts).map { entry, text in
            let label =
                entry.word == nil
                ? text : PieceSpelling.label(text, continuesWord: entry.continuesWord)
            return SubwordToken(
                id: entry.piece.id, raw: entry.raw,
                label: entry.piece.unknown == nil ? label : label + "*", word: entry.word,
                segment: entry.segment, isUnknown: entry.piece.unknown != nil)
        }
    }
}
