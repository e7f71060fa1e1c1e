/// The most probable cut of a text into pieces, each of which has a probability of its own (Kudo
/// 2018): the best path from the start to every position (Viterbi 1967).
struct Unigram: PieceModel {
    let vocabulary: PieceTable
    /// The natural logarithm of each piece's probability, by id; nil for pieces that are never cut
    /// out of a text.
    let scores: [Double?]
    let unknown: Int
    let fallsBackToBytes: Bool
    /// What an unknown character costs.
    private let unknownScore: Double

    /// How much less an unknown character scores than the worst piece.
    private static let penalty = 10.0

    init(
        vocabulary: PieceTable, scores: [Double?], unknown: Int, fallsBackToBytes: Bool = false
    ) {
        self.vocabulary = vocabulary
        self.scores = scores
        self.unknown = unknown
        self.fallsBackToBytes = fallsBackToBytes
        unknownScore = (scores.compactMap { $0 }.min() ?? 0) - Unigram.penalty
    }

    /// The best way to a position of the text.
    private struct Step {
        let score: Double
        let start: Int
        /// Nil for an unknown character.
        let id: Int?
    }

    func pieces(of word: String) -> [Piece] {
        let bytes = Array(word.utf8)
        var pieces: [Piece] = []
        /// Where the unknown characters that follow each other began.
        var unknownStart: Int?
        for (range, id) in bestPath(through: bytes) {
            if id == nil { unknownStart = unknownStart ?? range.lowerBound }
            if let id {
                if let start = unknownStart { pieces += unknown(bytes[start..<range.lowerBound]) }
                unknownStart = nil
                pieces.append(Piece(id: id))
            }
        }
        if let unknownStart { pieces += unknown(bytes[unknownStart...]) }
        return pieces
    }

    private func unknown(_ bytes: ArraySlice<UInt8>) -> [Piece] {
        if fallsBackToBytes, let pieces = vocabulary.byteFallback(for: bytes) { return pieces }
        return [Piece(id: unknown, unknown: String(decoding: bytes, as: UTF8.self))]
    }

    private func bestPath(through bytes: [UInt8]) -> [(Range<Int>, id: Int?)] {
        var best = [Step?](repeating: nil, count: bytes.count + 1)
        best[0] = Step(score: 0, start: 0, id: nil)
        func offer(_ score: Double, from start: Int, to end: Int, id: Int?) {
            if let known = best[end], known.score >= score { return }
            best[end] = Step(score: score, start: start, id: id)
        }
        var start = 0
        while start < bytes.count {
            let character = bytes[start].scalarLength
            let here = best[start]?.score ?? 0
            var coversCharacter = false
            vocabulary.forEachPrefix(of: bytes, from: start) { length, id in
                guard let score = scores[id] else { return }
                offer(here + score, from: start, to: start + length, id: id)
                if length == character { coversCharacter = true }
            }
            if !coversCharacter {
                offer(here + unknownScore, from: start, to: start + character, id: nil)
            }
            start += character
        }
        var path: [(Range<Int>, id: Int?)] = []
        var end = bytes.count
        while end > 0, let step = best[end] {
            path.append((step.start..<end, step.id == unknown ? nil : step.id))
            end = step.start
        }
        return path.reversed()
    }
}

extension UInt8 {
    /// The bytes of the scalar that begins with this one, in UTF-8.
    var scalarLength: Int { self < 0x80 ? 1 : self < 0xE0 ? 2 : self < 0xF0 ? 3 : 4 }
}
