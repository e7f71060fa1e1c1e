/// Cuts a word into the pieces of a vocabulary.
protocol PieceModel: Sendable {
    var vocabulary: PieceTable { get }

    /// The pieces that a stretch of prepared text consists of.
    func pieces(of word: String) -> [Piece]
}

/// One piece of a word.
struct Piece: Equatable {
    let id: Int
    /// What the model does not know, where the id stands for the unknown.
    var unknown: String?
}

extension PieceTable {
    /// The pieces `<0xNN>` for the bytes; nil unless all are there.
    func byteFallback(for bytes: some Collection<UInt8>) -> [Piece]? {
        var pieces: [Piece] = []
        for byte in bytes {
            guard let id = id(of: byte.fallbackPiece) else { return nil }
            pieces.append(Piece(id: id))
        }
        return pieces
    }
}

extension UInt8 {
    /// How a vocabulary that falls back to bytes writes this one: `<0x0A>`.
    var fallbackPiece: String {
        let digits = String(self, radix: 16, uppercase: true)
        return "<0x" + (digits.count == 1 ? "0" : "") + digits + ">"
    }

    /// The byte that a piece `<0x0A>` stands for.
    init?(fallbackPiece piece: String) {
        guard piece.utf8.count == 6, piece.hasPrefix("<0x"), piece.hasSuffix(">"),
            let byte = UInt8(piece.dropFirst(3).dropLast(), radix: 16)
        else { return nil }
        self = byte
    }
}
