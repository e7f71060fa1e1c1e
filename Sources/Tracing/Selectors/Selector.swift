/// Names events and cells: `encoder.*.self_attention.weights[head=0, query=it, key=animal]`.
///
/// In a path `*` stands for any characters of one part and `**` for any number of parts. An axis is
/// fixed by an index, counted from 0, or by a label; `cat#2` is the second `cat`, and a label that
/// looks like a number or holds one of `,]="` is written in double quotes. A word that a model cuts
/// into pieces names its last piece.
public struct Selector: Sendable, Equatable {
    /// Where on an axis.
    public enum Position: Sendable, Equatable {
        case index(Int)
        /// A label and which of its occurrences, from 1; nil if it must be the only one.
        case label(String, occurrence: Int?)
    }

    /// One axis that is fixed.
    public struct Constraint: Sendable, Equatable {
        public let axis: String
        public let position: Position
    }

    public let path: String
    public let constraints: [Constraint]

    /// - Throws: `SelectorError.syntax`.
    public init(_ text: String) throws {
        var parser = SelectorParser(text)
        (path, constraints) = try parser.parse()
    }

    /// Whether the path fits, part by part.
    public func matches(_ path: String) -> Bool {
        Selector.matches(
            self.path.split(separator: ".", omittingEmptySubsequences: false)[...],
            path.split(separator: ".", omittingEmptySubsequences: false)[...])
    }

    private static func matches(
        _ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>
    ) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == "**" {
            let rest = pattern.dropFirst().drop { $0 == "**" }
            return (path.startIndex...path.endIndex).contains { matches(rest, path[$0...]) }
        }
        guard let part = path.first, matches(Array(first), Array(part)) else { return false }
        return matches(pattern.dropFirst(), path.dropFirst())
    }

    /// One part with `*` for any characters: after a mismatch only the last star can take more.
    private static func matches(_ pattern: [Character], _ text: [Character]) -> Bool {
        var (p, t) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while t < text.count {
            if p < pattern.count && pattern[p] == "*" {
                star = (p + 1, t)
                p += 1
            } else if p < pattern.count && pattern[p] == text[t] {
                p += 1
                t += 1
            } else if let last = star {
                star = (last.pattern, last.text + 1)
                (p, t) = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}

/// Reads a selector from left to right.
private struct SelectorParser {
    private let characters: [Character]
    private var position = 0

    init(_ text: String) { characters = Array(text) }

    mutating func parse() throws -> (String, [Selector.Constraint]) {
        skipSpaces()
        let path = take { !" [".contains($0) }
        guard !path.isEmpty else { throw error("a path such as encoder.0.self_attention.weights") }
        skipSpaces()
        guard let open = next else { return (path, []) }
        guard open == "[" else { throw error("'[' or the end") }
        position += 1
        var constraints: [Selector.Constraint] = []
        repeat {
            skipSpaces()
            if constraints.isEmpty && next == "]" { break }
            let start = position
            let next = try constraint()
            if constraints.contains(where: { $0.axis == next.axis }) {
                throw SelectorError.twice(axis: next.axis, column: start)
            }
            constraints.append(next)
            skipSpaces()
        } while skip(",")
        guard skip("]") else { throw error("',' or ']'") }
        skipSpaces()
        guard next == nil else { throw error("the end") }
        return (path, constraints)
    }

    private mutating func constraint() throws -> Selector.Constraint {
        let axis = take { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !axis.isEmpty else { throw error("the name of an axis") }
        skipSpaces()
        guard skip("=") else { throw error("'=' and a position") }
        skipSpaces()
        return Selector.Constraint(axis: axis, position: try place())
    }

    private mutating func place() throws -> Selector.Position {
        if skip("\"") {
            let label = take { $0 != "\"" }
            guard skip("\"") else { throw error("a closing '\"'") }
            return .label(label, occurrence: try occurrence())
        }
        var text = take { !",]=".contains($0) }
        if next == "=" {
            throw error("',' or ']' before the next axis; quote a label that holds '='")
        }
        while text.last == " " { text.removeLast() }
        guard !text.isEmpty else { throw error("an index or a label") }
        if let index = Int(text) { return .index(index) }
        if let mark = text.lastIndex(of: "#"), mark != text.startIndex,
            let occurrence = Int(text[text.index(after: mark)...]), occurrence > 0
        {
            return .label(String(text[..<mark]), occurrence: occurrence)
        }
        return .label(text, occurrence: nil)
    }

    private mutating func occurrence() throws -> Int? {
        guard skip("#") else { return nil }
        guard let number = Int(take(while: \.isNumber)), number > 0 else {
            throw error("a number from 1 on behind '#'")
        }
        return number
    }

    private var next: Character? { position < characters.count ? characters[position] : nil }

    private mutating func skipSpaces() {
        while next == " " { position += 1 }
    }

    private mutating func skip(_ character: Character) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func take(while holds: (Character) -> Bool) -> String {
        let start = position
        while let character = next, holds(character) { position += 1 }
        return String(characters[start..<position])
    }

    private func error(_ expected: String) -> SelectorError {
        .syntax(
            column: position, found: next.map(String.init), expected: expected)
    }
}
