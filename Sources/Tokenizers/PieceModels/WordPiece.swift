/// The longest known piece from the left, again and again (Wu et al. 2016; Devlin et al. 2019). A
/// piece that continues a word begins with `##`. A word with a part that no piece covers is unknown
/// as a whole.
struct WordPiece: PieceModel {
    let vocabulary: PieceTable
    let unknown: Int
    let continuingPrefix: String
    /// In Unicode scalars; a longer word is unknown.
    let longestWord: Int

    func pieces(of word: String) -> [Piece] {
        guard word.unicodeScalars.count <= longestWord else {
            return [Piece(id: unknown, unknown: word)]
        }
        let bytes = Array(word.utf8)
        var pieces: [Piece] = []
        var start = 0
        while start < bytes.count {
            guard let (length, id) = longestPiece(of: bytes, from: start) else {
                return [Piece(id: unknown, unknown: word)]
            }
            pieces.append(Piece(id: id))
            start += length
        }
        return pieces
    }

    private func longestPiece(of bytes: [UInt8], from start: Int) -> (length: Int, id: Int)? {
        let prefix = start == 0 ? [] : Array(continuingPrefix.utf8)
        var best: (Int, Int)?
        vocabulary.forEachPrefix(of: prefix + bytes[start...], from: 0) { length, id in
            if length > prefix.count { best = (length - prefix.count, id) }
        }
        return best
    }
}
