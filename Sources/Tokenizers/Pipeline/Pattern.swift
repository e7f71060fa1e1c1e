import Foundation
import JSON

/// What a step of a tokenizer looks for.
enum Pattern: Sendable {
    case literal(String)
    case regularExpression(NSRegularExpression)

    /// How byte-level tokenizers cut a text into words (Radford et al. 2019).
    static let byteLevel: Pattern? = try? Pattern(
        regularExpression:
            #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#)

    /// - Throws: `TokenizerError`.
    init(regularExpression text: String) throws {
        // The library that writes these files takes all white space of Unicode for \s.
        let unicode = text.replacing(#"\s"#, with: #"\p{White_Space}"#)
            .replacing(#"\S"#, with: #"\P{White_Space}"#)
        do {
            self = .regularExpression(try NSRegularExpression(pattern: unicode))
        } catch {
            throw TokenizerError("the pattern '\(text.escaped)' is not understood")
        }
    }

    /// Where it occurs in a text, from left to right, without overlaps.
    func matches(in text: String) -> [Range<String.Index>] {
        switch self {
        case .literal(let literal): return literal.occurrences(in: text)
        case .regularExpression(let expression):
            let whole = NSRange(text.startIndex..., in: text)
            return expression.matches(in: text, range: whole).compactMap {
                $0.range.length > 0 ? Range($0.range, in: text) : nil
            }
        }
    }

    /// The text with something else in the place of what is found.
    func replacing(in text: String, with replacement: String) -> String {
        var result = String.UnicodeScalarView()
        var position = text.startIndex
        for range in matches(in: text) {
            result += text.unicodeScalars[position..<range.lowerBound]
            result += replacement.unicodeScalars
            position = range.upperBound
        }
        return String(result + text.unicodeScalars[position...])
    }
}

extension String {
    /// Where this text occurs in another, byte by byte: characters would join what must stay apart.
    fileprivate func occurrences(in text: String) -> [Range<String.Index>] {
        guard !isEmpty else { return [] }
        var ranges: [Range<String.Index>] = []
        let length = utf8.count
        var position = text.startIndex
        while let start = text.utf8[position...].firstIndex(of: utf8[startIndex]) {
            position = text.utf8.index(after: start)
            guard text.utf8[start...].starts(with: utf8) else { continue }
            position = text.utf8.index(start, offsetBy: length)
            ranges.append(start..<position)
        }
        return ranges
    }
}
