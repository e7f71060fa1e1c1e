/// A tokenizer of the Hugging Face layout: the steps that lead from a text to ids and back.
///
/// 1. Added tokens such as `[MASK]` are cut out. 2. The text between them is normalised. 3. It is cut
/// into stretches. 4. A model cuts each into pieces of the vocabulary. 5. A template puts special
/// tokens around them.
public struct SubwordTokenizer: Sendable {
    let model: any PieceModel
    var normaliser: Normaliser?
    var preTokeniser: PreTokeniser?
    var template = Template()
    var decoder: PieceDecoder?
    var spelling = PieceSpelling()
    /// Special tokens such as `>>it<<` that only a sentence begins with.
    var leadingPattern: Pattern?
    public private(set) var addedTokens: [AddedToken]
    let addedByID: [Int: AddedToken]

    init(model: any PieceModel, addedTokens: [AddedToken] = []) {
        self.model = model
        self.addedTokens = addedTokens
        addedByID = Dictionary(
            addedTokens.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// One more than the highest id.
    public var endID: Int {
        max(model.vocabulary.endID, (addedTokens.map(\.id).max() ?? -1) + 1)
    }

    /// One more than the highest id of what texts are cut into: added tokens above it may lack a
    /// row in the weights.
    public var ordinaryEndID: Int {
        var end = model.vocabulary.endID
        while end > 0, addedByID[end - 1] != nil || model.vocabulary[end - 1] == nil { end -= 1 }
        return end
    }

    /// Whether a token stands for no text: it was added, or is spelled like one that was.
    public func isSpecial(_ id: Int) -> Bool {
        if addedByID[id] != nil { return true }
        guard let piece = piece(of: id), piece.count > 2 else { return false }
        return [("<", ">"), ("[", "]")].contains { piece.hasPrefix($0.0) && piece.hasSuffix($0.1) }
    }

    /// The id of a token by its exact spelling in the vocabulary.
    public func id(of piece: String) -> Int? {
        addedTokens.first { $0.content.utf8.elementsEqual(piece.utf8) }?.id
            ?? model.vocabulary.id(of: piece)
    }

    /// A token as the vocabulary spells it.
    public func piece(of id: Int) -> String? {
        addedByID[id]?.content
            ?? model.vocabulary[id].map { String(decoding: $0, as: UTF8.self) }
    }

    /// The token that stands for a word that is to be guessed.
    public var mask: AddedToken? {
        addedTokens.first { ["[MASK]", "<mask>"].contains($0.content) }
    }
}

// MARK: - To ids

extension SubwordTokenizer {
    /// The tokens of a text, or of two.
    ///
    /// - Parameter addsSpecials: whether with what the model wants around them.
    public func encode(
        _ text: String, pair: String? = nil, addsSpecials: Bool = true
    ) -> [SubwordToken] {
        let texts = [text] + (pair.map { [$0] } ?? [])
        let template =
            addsSpecials
            ? (pair == nil ? self.template.single : self.template.pair)
            : texts.indices
                .map { .text($0, segment: $0) }
        var builder = TokenBuilder(self)
        for part in template {
            switch part {
            case .special(let id, let segment):
                builder.append(Piece(id: id), segment: segment, isSpecial: true)
            case .text(let number, let segment):
                append(texts[number], segment: segment, to: &builder)
            }
        }
        return builder.tokens
    }

    private func append(_ text: String, segment: Int, to builder: inout TokenBuilder) {
        var text = Substring(text)
        if let code = leadingPattern?.matches(in: String(text)).first,
            code.lowerBound == text.startIndex, let id = id(of: String(text[code]))
        {
            builder.append(Piece(id: id), segment: segment, isSpecial: true)
            text = text[code.upperBound...]
        }
        let raw = addedTokens.filter { !$0.isNormalised }
        let normalised = addedTokens.filter(\.isNormalised)
        var isFirst = true
        for part in raw.cut(String(text)) {
            switch part {
            case .token(let token):
                builder.append(Piece(id: token.id), segment: segment, isSpecial: true)
            case .text(let text):
                for part in normalised.cut(normaliser?(text) ?? text) {
                    switch part {
                    case .token(let token):
                        builder.append(Piece(id: token.id), segment: segment, isSpecial: true)
                    case .text(let text):
                        for stretch in stretches(of: text, isFirst: isFirst) {
                            builder.startWord()
                            for piece in model.pieces(of: stretch) {
                                builder.append(piece, segment: segment, isSpecial: false)
                            }
                        }
                    }
                    isFirst = false
                }
            }
            isFirst = false
        }
    }

    private func stretches(of text: String, isFirst: Bool) -> [String] {
        let whole = [Stretch(text: text, isFirst: isFirst)]
        return (preTokeniser?(whole) ?? whole).map(\.text).filter { !$0.isEmpty }
    }
}

// MARK: - Back to a text

extension SubwordTokenizer {
    /// The text that tokens stand for.
    ///
    /// - Parameter skipsSpecials: whether to leave out those that stand for no text.
    public func decode(_ ids: [Int], skipsSpecials: Bool = true) -> String {
        let pieces = ids.compactMap { id -> String? in
            skipsSpecials && addedByID[id]?.isSpecial == true ? nil : piece(of: id)
        }
        guard let decoder else { return pieces.joined(separator: " ") }
        return decoder(pieces).joined()
    }
}
