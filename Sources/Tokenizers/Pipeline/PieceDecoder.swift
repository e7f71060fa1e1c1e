import JSON

/// A step on the way from pieces back to a text.
indirect enum PieceDecoder: Sendable {
    case sequence([PieceDecoder])
    case wordPiece(prefix: String, cleansUp: Bool)
    case byteLevel
    case metaspace(mark: String, dropsFirst: Bool)
    case endSuffix(String)
    case byteFallback
    case fuse
    case strip(String, start: Int, end: Int)
    case replace(Pattern, with: String)
    /// As SentencePiece does: special tokens stand apart, the text between them begins without a
    /// space.
    case sentencePiece(specials: Set<String>)

    func callAsFunction(_ pieces: [String]) -> [String] {
        switch self {
        case .sequence(let steps): return steps.reduce(pieces) { $1($0) }
        case .wordPiece(let prefix, let cleansUp):
            return pieces.enumerated().map { number, piece in
                let continues = piece.hasPrefix(prefix)
                let spaced =
                    number == 0
                    ? piece : continues ? String(piece.dropFirst(prefix.count)) : " " + piece
                return cleansUp ? spaced.cleanedUp : spaced
            }
        case .byteLevel:
            let bytes = pieces.flatMap { ByteAlphabet.bytes(of: $0) ?? Array($0.utf8) }
            return [String(decoding: bytes, as: UTF8.self)]
        case .metaspace(let mark, let dropsFirst):
            return pieces.enumerated().map { number, piece in
                Pattern.literal(mark).replacing(
                    in: piece, with: number == 0 && dropsFirst ? "" : " ")
            }
        case .endSuffix(let suffix):
            return pieces.enumerated().map { number, piece in
                Pattern.literal(suffix).replacing(
                    in: piece, with: number == pieces.count - 1 ? "" : " ")
            }
        case .byteFallback: return pieces.joiningBytes
        case .fuse: return [pieces.joined()]
        case .strip(let content, let start, let end):
            return pieces.map { $0.stripping(content, start: start, end: end) }
        case .replace(let pattern, let content):
            return pieces.map { pattern.replacing(in: $0, with: content) }
        case .sentencePiece(let specials): return [pieces.joiningSentencePieces(specials)]
        }
    }
}

extension String {
    /// Without the spaces that stand before marks and contractions, as BERT's tokenizer writes.
    fileprivate var cleanedUp: String {
        let changes = [
            (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
            (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
        ]
        return changes.reduce(self) { Pattern.literal($1.0).replacing(in: $0, with: $1.1) }
    }

    fileprivate func stripping(_ content: String, start: Int, end: Int) -> String {
        var scalars = Substring(self).unicodeScalars
        let unwanted = Array(content.unicodeScalars)
        for _ in 0..<start where scalars.starts(with: unwanted) {
            scalars = scalars.dropFirst(unwanted.count)
        }
        for _ in 0..<end where scalars.reversed().starts(with: unwanted.reversed()) {
            scalars = scalars.dropLast(unwanted.count)
        }
        return String(scalars)
    }
}

extension [String] {
    /// With the bytes `<0xNN>` that follow each other as the text that they form.
    fileprivate var joiningBytes: [String] {
        var result: [String] = []
        var bytes: [UInt8] = []
        func close() {
            guard !bytes.isEmpty else { return }
            let text = String(strictUTF8: bytes)
            result += text.map { [$0] } ?? bytes.map { _ in "\u{FFFD}" }
            bytes = []
        }
        for piece in self {
            if let byte = UInt8(fallbackPiece: piece) {
                bytes.append(byte)
            } else {
                close()
                result.append(piece)
            }
        }
        close()
        return result
    }

    fileprivate func joiningSentencePieces(_ specials: Set<String>) -> String {
        var text = ""
        var startsAfresh = true
        for piece in self {
            if specials.contains(piece) {
                text += piece + " "
                startsAfresh = true
                continue
            }
            let isSpaced = piece.utf8.starts(with: Metaspace.mark.utf8)
            let content =
                startsAfresh && isSpaced ? String(piece.unicodeScalars.dropFirst()) : piece
            text += Pattern.literal(Metaspace.mark).replacing(in: content, with: " ")
            startsAfresh = false
        }
        return Normaliser.trim(start: true, end: true)(text)
    }
}
