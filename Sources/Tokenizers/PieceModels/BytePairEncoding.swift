import JSON

/// Characters, of which the pair that was most frequent in training is joined first, then the next
/// (Sennrich et al. 2016).
struct BytePairEncoding: PieceModel {
    let vocabulary: PieceTable
    private let merges: [Pair: Merge]
    let options: Options

    struct Options {
        /// The id for characters that are not in the vocabulary; nil if they are left out.
        var unknown: Int?
        /// Whether unknown characters that follow each other are one piece.
        var fusesUnknown = false
        var fallsBackToBytes = false
        /// Whether a word that is in the vocabulary is one piece, whatever the merges say.
        var ignoresMerges = false
        /// What stands before every character of a word but the first.
        var continuingPrefix = ""
        /// What stands behind the last character of a word.
        var endSuffix = ""
    }

    private struct Pair: Hashable {
        let left: Int
        let right: Int
    }

    private struct Merge {
        /// Lower is earlier.
        let rank: Int
        let id: Int
    }

    /// - Parameter merges: what is joined, the most frequent first, each as the UTF-8 of two pieces.
    /// - Throws: `TokenizerError` where a piece is not in the vocabulary.
    init(
        vocabulary: PieceTable, merges: [(left: [UInt8], right: [UInt8])], options: Options
    ) throws {
        self.vocabulary = vocabulary
        self.options = options
        var known: [Pair: Merge] = [:]
        known.reserveCapacity(merges.count)
        for (rank, (left, right)) in merges.enumerated() {
            let joined = left + right.dropFirst(options.continuingPrefix.utf8.count)
            func id(_ piece: [UInt8]) throws -> Int {
                guard let id = vocabulary.id(of: piece) else {
                    let name = String(decoding: piece, as: UTF8.self).escaped
                    throw TokenizerError(
                        "merge \(rank) needs the piece '\(name)', which is not in the vocabulary")
                }
                return id
            }
            let pair = Pair(left: try id(left), right: try id(right))
            // As in the library that writes these files, the last of several counts.
            known[pair] = Merge(rank: rank, id: try id(joined))
        }
        self.merges = known
    }

    func pieces(of word: String) -> [Piece] {
        if options.ignoresMerges, let id = vocabulary.id(of: word) { return [Piece(id: id)] }
        return joined(characters(of: word))
    }

    private func characters(of word: String) -> [Piece] {
        var pieces: [Piece] = []
        let scalars = word.unicodeScalars
        for index in scalars.indices {
            let isLast = scalars.index(after: index) == scalars.endIndex
            let character = String(scalars[index])
            let spelling =
                (index == scalars.startIndex ? "" : options.continuingPrefix) + character
                + (isLast ? options.endSuffix : "")
            if let id = vocabulary.id(of: spelling) {
                pieces.append(Piece(id: id))
            } else if options.fallsBackToBytes,
                let bytes = vocabulary.byteFallback(for: spelling.utf8)
            {
                pieces += bytes
            } else if let unknown = options.unknown {
                if options.fusesUnknown, let before = pieces.last?.unknown {
                    pieces[pieces.count - 1].unknown = before + character
                } else {
                    pieces.append(Piece(id: unknown, unknown: character))
                }
            }
        }
        return pieces
    }

    /// A pair that may be joined; stale when one of the two has changed meanwhile.
    private struct Candidate: Comparable {
        let rank: Int
        let left: Int
        let right: Int
        /// What the two were when the pair was found, and what they become.
        let pair: Pair
        let id: Int

        static func < (a: Candidate, b: Candidate) -> Bool {
            (a.rank, a.left) < (b.rank, b.left)
        }
    }

    private func joined(_ pieces: [Piece]) -> [Piece] {
        var pieces: [Piece?] = pieces
        var next = Array(1...max(pieces.count, 1))
        var previous = Array(-1..<max(pieces.count - 1, 0))
        var candidates = Heap<Candidate>()
        func consider(_ left: Int, _ right: Int) {
            guard left >= 0, right < pieces.count, let a = pieces[left], let b = pieces[right]
            else { return }
            let pair = Pair(left: a.id, right: b.id)
            if let merge = merges[pair] {
                candidates.push(
                    Candidate(rank: merge.rank, left: left, right: right, pair: pair, id: merge.id))
            }
        }
        for position in pieces.indices.dropLast() { consider(position, position + 1) }
        while let best = candidates.pop() {
            let (left, right) = (best.left, best.right)
            guard pieces[left]?.id == best.pair.left, pieces[right]?.id == best.pair.right,
                next[left] == right
            else { continue }
            pieces[left] = Piece(id: best.id)
            pieces[right] = nil
            next[left] = next[right]
            if next[right] < pieces.count { previous[next[right]] = left }
            consider(previous[left], left)
            consider(left, next[left])
        }
        return pieces.compactMap { $0 }
    }
}

/// A queue that gives the smallest first (Williams 1964).
private struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    mutating func push(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0, elements[child] < elements[(child - 1) / 2] {
            elements.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let smallest = elements.first else { return last }
        elements[0] = last
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < elements.count }
            guard let child = children.min(by: { elements[$0] < elements[$1] }),
                elements[child] < elements[parent]
            else { return smallest }
            elements.swapAt(child, parent)
            parent = child
        }
    }
}
