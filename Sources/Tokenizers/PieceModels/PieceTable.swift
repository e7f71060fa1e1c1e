import JSON

/// The pieces of a vocabulary with their ids, found by their UTF-8.
///
/// `String` takes canonically equal texts for the same ("é" as one scalar or as two), which are
/// different pieces; and a piece is looked up for every stretch of a text, without copying it.
struct PieceTable: Sendable {
    /// Far above the largest vocabularies, so that a lying file cannot ask for all the memory.
    static let highestID = (1 << 22) - 1

    private var text: [UInt8] = []
    /// Where each piece lies in `text`, in the order in which they were added.
    private var ranges: [Range<Int32>] = []
    private var ids: [Int32] = []
    /// Open addressing: the number of a piece plus 1, or 0.
    private var slots: [Int32]
    /// The number of the piece of each id plus 1, or 0.
    private var numbers: [Int32] = []
    /// In bytes.
    private(set) var longest = 0

    init(capacity: Int = 0) {
        slots = [Int32](repeating: 0, count: PieceTable.slotCount(for: capacity))
    }

    var count: Int { ids.count }

    /// One more than the highest id.
    var endID: Int { numbers.count }

    /// Adds a piece.
    ///
    /// - Throws: `TokenizerError` where the piece or the id occurs before, or the id is too high.
    mutating func add(_ piece: [UInt8], id: Int) throws {
        let name = { String(decoding: piece, as: UTF8.self).escaped }
        guard (0...PieceTable.highestID).contains(id) else {
            throw TokenizerError(
                "the piece '\(name())' has the id \(id); expected 0 to \(PieceTable.highestID)")
        }
        guard self.id(of: piece) == nil else {
            throw TokenizerError("the piece '\(name())' occurs twice in the vocabulary")
        }
        guard self[id] == nil else {
            throw TokenizerError("the id \(id) stands for two pieces, the second '\(name())'")
        }
        let start = Int32(text.count)
        text += piece
        ranges.append(start..<Int32(text.count))
        ids.append(Int32(id))
        if id >= numbers.count {
            numbers += [Int32](repeating: 0, count: id + 1 - numbers.count)
        }
        numbers[id] = Int32(ids.count)
        longest = max(longest, piece.count)
        if 2 * ids.count > slots.count { grow() } else { insert(ids.count - 1) }
    }

    /// The id of a piece, or nil.
    func id(of piece: some Collection<UInt8>) -> Int? {
        var hash = PieceTable.startHash
        for byte in piece { hash = PieceTable.hash(hash, byte) }
        return find(hash, count: piece.count) { $0.elementsEqual(piece) }
    }

    func id(of piece: String) -> Int? { id(of: piece.utf8) }

    /// The piece of an id, or nil.
    subscript(id: Int) -> [UInt8]? {
        guard numbers.indices.contains(id), numbers[id] > 0 else { return nil }
        let range = ranges[Int(numbers[id]) - 1]
        return Array(text[Int(range.lowerBound)..<Int(range.upperBound)])
    }

    /// Calls `body` with the length and the id of every piece that the text goes on with at
    /// `start`, the shortest first.
    func forEachPrefix(
        of text: [UInt8], from start: Int, _ body: (_ length: Int, _ id: Int) -> Void
    ) {
        var hash = PieceTable.startHash
        for end in start..<min(text.count, start + longest) {
            hash = PieceTable.hash(hash, text[end])
            let stretch = text[start...end]
            if let id = find(hash, count: stretch.count, { $0.elementsEqual(stretch) }) {
                body(stretch.count, id)
            }
        }
    }
}

extension PieceTable {
    // FNV-1a (Fowler, Noll and Vo), which grows byte by byte.
    private static let startHash: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    private static func slotCount(for capacity: Int) -> Int {
        var count = 16
        while count < 2 * capacity { count *= 2 }
        return count
    }

    private func find(
        _ hash: UInt64, count: Int, _ matches: (ArraySlice<UInt8>) -> Bool
    ) -> Int? {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
        while slots[slot] > 0 {
            let number = Int(slots[slot]) - 1
            let range = ranges[number]
            if range.count == count,
                matches(text[Int(range.lowerBound)..<Int(range.upperBound)])
            {
                return Int(ids[number])
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func insert(_ number: Int) {
        var hash = PieceTable.startHash
        let range = ranges[number]
        for byte in text[Int(range.lowerBound)..<Int(range.upperBound)] {
            hash = PieceTable.hash(hash, byte)
        }
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
        while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(number + 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: 2 * slots.count)
        for number in ids.indices { insert(number) }
    }
}
