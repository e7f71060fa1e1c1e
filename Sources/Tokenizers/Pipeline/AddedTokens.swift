/// Tokens that are found in a text as they are spelled, before anything else is done to it:
/// `[MASK]`, `<s>`.
public struct AddedToken: Sendable, Equatable {
    public let id: Int
    public let content: String
    /// Whether it stands for no text, as what opens and closes a sentence.
    public let isSpecial: Bool
    /// Whether it is looked for in the normalised text.
    var isNormalised = false
    /// Whether it swallows the white space before it, and behind it.
    var stripsLeft = false
    var stripsRight = false
    /// Whether letters and digits may not touch it.
    var isSingleWord = false
}

/// A part of a text: ordinary, or an added token.
enum TextPart: Equatable {
    case text(String)
    case token(AddedToken)
}

extension [AddedToken] {
    /// Cuts a text at the tokens, the leftmost first, the longest of several.
    func cut(_ text: String) -> [TextPart] {
        guard !isEmpty else { return [.text(text)] }
        let bytes = Array<UInt8>(text.utf8)
        let spellings = map { (token: $0, bytes: Array<UInt8>($0.content.utf8)) }
            .filter { !$0.bytes.isEmpty }.sorted { $0.bytes.count > $1.bytes.count }
        let firsts = Set(spellings.map { $0.bytes[0] })
        var parts: [TextPart] = []
        var start = 0
        func closeText(at end: Int) {
            if start < end {
                parts.append(.text(String(decoding: bytes[start..<end], as: UTF8.self)))
            }
        }
        var position = 0
        while position < bytes.count {
            guard firsts.contains(bytes[position]),
                let (token, spelling) = spellings.first(where: {
                    bytes[position...].starts(with: $0.bytes)
                        && $0.token.fits(bytes, at: position..<position + $0.bytes.count)
                })
            else {
                position += 1
                continue
            }
            var end = position + spelling.count
            closeText(at: token.stripsLeft ? bytes.endOfText(before: position) : position)
            if token.stripsRight { end = bytes.startOfText(from: end) }
            parts.append(.token(token))
            start = end
            position = end
        }
        closeText(at: bytes.count)
        return parts
    }
}

extension AddedToken {
    fileprivate func fits(_ bytes: [UInt8], at range: Range<Int>) -> Bool {
        guard isSingleWord else { return true }
        let before = String(decoding: bytes[..<range.lowerBound], as: UTF8.self).unicodeScalars.last
        let after = String(decoding: bytes[range.upperBound...], as: UTF8.self).unicodeScalars.first
        return ![before, after].contains {
            $0.map { $0.properties.isAlphabetic || $0.isNumeric } == true
        }
    }
}

extension [UInt8] {
    /// Where the white space before `end` begins.
    fileprivate func endOfText(before end: Int) -> Int {
        var scalars = String(decoding: self[..<end], as: UTF8.self).unicodeScalars
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars).utf8.count
    }

    /// Where the white space from `start` on ends.
    fileprivate func startOfText(from start: Int) -> Int {
        let rest = String(decoding: self[start...], as: UTF8.self).unicodeScalars
        return start + String(rest.prefix(while: \.properties.isWhitespace)).utf8.count
    }
}
