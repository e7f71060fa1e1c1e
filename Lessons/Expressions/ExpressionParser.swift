import Tracing

extension Expression {
    /// - Throws: `Fault` with the place and what was expected.
    init(_ source: Located) throws {
        var parser = try ExpressionParser(source)
        self = try parser.whole()
    }
}

/// Reads an expression from left to right, the operators by their strength.
private struct ExpressionParser {
    /// An expression of a lesson is a line, not a program.
    static let longest = 2_000
    static let deepest = 30

    private let source: Located
    private let characters: [Character]
    private var position = 0
    private var depth = 0

    init(_ source: Located) throws {
        self.source = source
        characters = Array(source.text)
        guard characters.count <= Self.longest else {
            throw Fault(
                "an expression has at most \(Self.longest) characters", at: source.place)
        }
    }

    mutating func whole() throws -> Expression {
        let expression = try expression(from: 1)
        skipSpaces()
        guard next == nil else { throw fault("an operator or the end") }
        return expression
    }

    /// Operators that bind at least so strongly, from the left.
    private mutating func expression(from strength: Int) throws -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw fault("fewer brackets") }
        var left = try operand()
        while let (found, length) = infix(), found.strength >= strength {
            skipSpaces()
            let place = place
            position += length
            let right = try expression(from: found.strength + (found == .power ? 0 : 1))
            left = .binary(found, left, right, at: place)
        }
        return left
    }

    private mutating func operand() throws -> Expression {
        skipSpaces()
        let place = place
        guard let first = next else { throw fault("a value") }
        switch first {
        case "-":
            position += 1
            return .negative(try expression(from: Expression.Operator.power.strength), at: place)
        case "(":
            position += 1
            let inner = try expression(from: 1)
            try expect(")")
            return inner
        case "[":
            position += 1
            return .list(try arguments(until: "]"), at: place)
        case "'", "\"": return .text(try quoted(first))
        case _ where first.isASCII && first.isNumber: return .number(try number())
        case _ where first.isLetter || first == "_" || first == "*": return try named(at: place)
        default: throw fault("a number, a text in quotes, a selector or a function")
        }
    }

    private mutating func named(at place: SourcePlace) throws -> Expression {
        var name = take { $0.isLetter || $0.isNumber || "_.*".contains($0) }
        if name == "not" {
            return .not(try expression(from: Expression.Operator.less.strength), at: place)
        }
        if next == "(" {
            position += 1
            return .call(name, try arguments(until: ")"), at: place)
        }
        var run: String?
        if next == ":" {
            position += 1
            run = name
            name = take { $0.isLetter || $0.isNumber || "_.*".contains($0) }
        }
        if next == "[" { name += try brackets() }
        return .selector(run: run, name, at: place)
    }

    /// A selector's brackets as they are; its own parser reads them.
    private mutating func brackets() throws -> String {
        let start = position
        var isQuoted = false
        while let character = next {
            position += 1
            if character == "\"" { isQuoted.toggle() }
            if character == "]" && !isQuoted { return String(characters[start..<position]) }
        }
        throw fault("']'")
    }

    private mutating func arguments(until end: Character) throws -> [Expression] {
        var arguments: [Expression] = []
        skipSpaces()
        if next == end {
            position += 1
            return []
        }
        while true {
            arguments.append(try expression(from: 1))
            skipSpaces()
            guard next == "," else { break }
            position += 1
        }
        guard next == end else { throw fault("',' or '\(end)'") }
        position += 1
        return arguments
    }

    private mutating func quoted(_ quote: Character) throws -> String {
        position += 1
        let text = take { $0 != quote }
        guard next == quote else { throw fault("a closing \(quote)") }
        position += 1
        return text
    }

    private mutating func number() throws -> Double {
        let start = position
        var text = take { $0.isNumber || $0 == "." }
        if next == "e" {
            position += 1
            text += "e"
            if next == "-" {
                position += 1
                text += "-"
            }
            text += take { $0.isNumber }
        }
        guard let number = Double(text) else {
            position = start
            throw fault("a number")
        }
        return number
    }

    /// The operator behind the spaces that follow.
    private func infix() -> (Expression.Operator, length: Int)? {
        var start = position
        while start < characters.count && characters[start] == " " { start += 1 }
        let rest = String(characters[start...].prefix(3))
        // The longer ones first: `<=` is not `<`.
        let found = Expression.Operator.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
            .first { candidate in
                guard rest.hasPrefix(candidate.rawValue) else { return false }
                let after = characters.dropFirst(start + candidate.rawValue.count).first
                let isWord = candidate == .or || candidate == .and
                return !isWord || !(after?.isLetter ?? false)
            }
        return found.map { ($0, $0.rawValue.count) }
    }

    private var next: Character? { position < characters.count ? characters[position] : nil }
    private var place: SourcePlace { source.place(at: position) }

    private mutating func skipSpaces() {
        while next == " " { position += 1 }
    }

    private mutating func expect(_ character: Character) throws {
        skipSpaces()
        guard next == character else { throw fault("'\(character)'") }
        position += 1
    }

    private mutating func take(while holds: (Character) -> Bool) -> String {
        let start = position
        while let character = next, holds(character) { position += 1 }
        return String(characters[start..<position])
    }

    private func fault(_ expected: String) -> Fault {
        Fault(
            "expected \(expected), found \(next.map { "'\($0)'" } ?? "the end")", at: place)
    }
}
