/// The table of replacements that a SentencePiece model carries: a trie in a double array (Aoe
/// 1989, as Yata's Darts-clone lays it out) that leads from a stretch of text to its replacement.
struct CharacterMap: Sendable {
    private let units: [UInt32]
    /// The replacements, each closed by a 0.
    private let replacements: [UInt8]

    /// - Parameter data: the size of the trie in bytes, the trie, the replacements.
    /// - Throws: `TokenizerError`.
    init(_ data: [UInt8]) throws {
        func word(at start: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(data[start + $1]) << UInt32(8 * $1) }
        }
        guard data.count >= 4 else {
            throw TokenizerError("the precompiled character map is cut short")
        }
        let size = Int(word(at: 0))
        guard size.isMultiple(of: 4), size <= data.count - 4 else {
            throw TokenizerError(
                "the precompiled character map says that its trie has \(size) bytes of \(data.count)"
            )
        }
        units = (0..<size / 4).map { word(at: 4 + 4 * $0) }
        replacements = Array(data[(4 + size)...])
    }

    /// As the library that writes `tokenizer.json` applies the map: to short clusters of scalars as
    /// a whole, where the shortest entry that begins them counts, else to each scalar.
    func replacingGraphemes(in text: String) -> String {
        var result: [UInt8] = []
        for character in text {
            let bytes = Array(character.utf8)
            if bytes.count < 6, let match = matches(of: bytes[...]).first {
                result += match.replacement
                continue
            }
            for scalar in character.unicodeScalars {
                let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                result += matches(of: bytes[...]).first?.replacement ?? bytes
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// As SentencePiece itself applies it: the longest entry at every place.
    func replacingLongest(in text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if let match = matches(of: bytes[position...]).last {
                result += match.replacement
                position += match.length
            } else {
                let end = min(bytes.count, position + bytes[position].scalarLength)
                result += bytes[position..<end]
                position = end
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The entries that a text begins with, the shortest first.
    private func matches(of text: ArraySlice<UInt8>) -> [(length: Int, replacement: [UInt8])] {
        guard let root = units.first else { return [] }
        var found: [(length: Int, replacement: [UInt8])] = []
        var node = Int(root.offset)
        for (index, byte) in text.enumerated() {
            guard byte != 0 else { break }
            node ^= Int(byte)
            guard units.indices.contains(node), units[node].label == byte else { break }
            let unit = units[node]
            node ^= Int(unit.offset)
            guard units.indices.contains(node) else { break }
            if unit.hasLeaf, let replacement = replacement(at: Int(units[node].value)) {
                found.append((index + 1, replacement))
            }
        }
        return found
    }

    private func replacement(at start: Int) -> [UInt8]? {
        guard start < replacements.count else { return nil }
        return Array(replacements[start...].prefix { $0 != 0 })
    }
}

extension UInt32 {
    // One unit of the double array.
    fileprivate var hasLeaf: Bool { (self >> 8) & 1 == 1 }
    fileprivate var value: UInt32 { self & 0x7FFF_FFFF }
    fileprivate var label: UInt32 { self & 0x8000_00FF }
    fileprivate var offset: UInt32 { (self >> 10) << ((self & 0x200) >> 6) }
}

/// The steps of SentencePiece between a text and its pieces.
struct SentencePieceNormaliser: Sendable {
    let map: CharacterMap?
    let addsSpaceInFront: Bool
    let removesExtraSpace: Bool

    func callAsFunction(_ text: String) -> String {
        var text = map?.replacingLongest(in: text) ?? text
        if removesExtraSpace {
            text = text.utf8.split(separator: UInt8(ascii: " ")).map { String($0) ?? "" }
                .joined(separator: " ")
        }
        guard !text.isEmpty else { return "" }
        let spaced = (addsSpaceInFront ? " " : "") + text
        return Pattern.literal(" ").replacing(in: spaced, with: Metaspace.mark)
    }
}

/// How vocabularies of SentencePiece write a space.
enum Metaspace {
    static let mark = "\u{2581}"
}
