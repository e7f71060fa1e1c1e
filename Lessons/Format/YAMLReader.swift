import Yams

/// A piece of YAML in a lesson: the header, or the inside of a `heed` block.
struct YAMLText {
    /// No block needs more; a lesson from outside may not make the reader work for long.
    static let largest = 16_384
    static let deepest = 12
    static let mostNodes = 4_000

    private let lines: [String]
    /// The line of the file on which it begins.
    private let firstLine: Int

    init(lines: [String], firstLine: Int) {
        self.lines = lines
        self.firstLine = firstLine
    }

    /// The mapping that the text is.
    ///
    /// - Throws: `Fault`.
    func mapping() throws -> YAMLMapping {
        let start = SourcePlace(line: firstLine, column: 1)
        let text = lines.joined(separator: "\n")
        guard text.utf8.count <= Self.largest else {
            throw Fault("a block has at most \(Self.largest) bytes", at: start)
        }
        try checkNesting()
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw fault(error)
        }
        guard let node else { throw Fault("expected 'name: value', found nothing", at: start) }
        var count = 0
        try check(node, depth: 0, count: &count)
        guard case .mapping = node else {
            throw Fault("expected 'name: value'", at: place(of: node))
        }
        return YAMLMapping(try YAMLValue(node, in: self).pairs(), at: place(of: node))
    }

    /// Before the parser, which follows every bracket and dash with a call of itself.
    private func checkNesting() throws {
        var depth = 0
        for (number, line) in lines.enumerated() {
            for character in line where "[{]}".contains(character) {
                depth += "[{".contains(character) ? 1 : -1
                if depth > 64 {
                    throw Fault(
                        "fewer brackets inside each other are expected",
                        at: SourcePlace(line: firstLine + number, column: 1))
                }
            }
            let indicators = line.prefix { " -?:".contains($0) }.count { $0 != " " }
            if indicators > Self.deepest {
                throw Fault(
                    "a simpler list is expected",
                    at: SourcePlace(line: firstLine + number, column: 1))
            }
        }
    }

    /// An alias may stand for as much as it likes, again and again.
    private func check(_ node: Node, depth: Int, count: inout Int) throws {
        count += 1
        guard count <= Self.mostNodes, depth <= Self.deepest else {
            throw Fault("a smaller block is expected", at: place(of: node))
        }
        for pair in node.mapping ?? [:] {
            try check(pair.key, depth: depth + 1, count: &count)
            try check(pair.value, depth: depth + 1, count: &count)
        }
        for element in node.sequence ?? [] { try check(element, depth: depth + 1, count: &count) }
    }

    private func fault(_ error: YamlError) -> Fault {
        let start = SourcePlace(line: firstLine, column: 1)
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let line = min(max(mark.line, 1), max(lines.count, 1))
            return Fault(
                "this is no YAML: \(problem)",
                at: SourcePlace(line: firstLine + line - 1, column: max(mark.column, 1)))
        case .duplicatedKeysInMapping(let duplicates, _):
            let names = duplicates.map(\.description).joined(separator: ", ")
            return Fault("a name stands twice: \(names)", at: start)
        default: return Fault("this is no YAML", at: start)
        }
    }

    func place(of node: Node) -> SourcePlace {
        SourcePlace(
            line: firstLine + (node.mark?.line ?? 1) - 1, column: max(node.mark?.column ?? 1, 1))
    }

    /// A scalar's text, each line of it with its place: YAML folds and unquotes, so the lines are
    /// looked up from where the scalar begins.
    func located(_ text: String, from start: SourcePlace) -> Located {
        let pieces = text.split(separator: "\n", omittingEmptySubsequences: false)
        var line = start.line - firstLine
        var column = start.column - 1
        return Located(
            joining: pieces.map { piece in
                // The first words of a piece are enough to find it.
                let words = String(piece.prefix(16))
                for number in line..<max(lines.count, line) where !words.isEmpty {
                    let rest = lines[number].dropFirst(number == line ? column : 0)
                    guard let found = rest.firstRange(of: words) else { continue }
                    let offset = lines[number].distance(
                        from: lines[number].startIndex, to: found.lowerBound)
                    (line, column) = (number, offset + 1)
                    return Located(
                        String(piece),
                        at: SourcePlace(line: firstLine + number, column: offset + 1))
                }
                return Located(String(piece), at: start)
            }, by: "\n")
    }
}

/// One value of a block with its place.
struct YAMLValue {
    let node: Node
    let source: YAMLText
    let place: SourcePlace

    init(_ node: Node, in source: YAMLText) {
        self.node = node
        self.source = source
        place = source.place(of: node)
    }

    /// - Throws: `Fault` if it is no text.
    func text() throws -> Located {
        guard let scalar = node.scalar else { throw Fault("expected a text", at: place) }
        return source.located(
            scalar.string.last == "\n" ? String(scalar.string.dropLast()) : scalar.string,
            from: place)
    }

    func number() throws -> Double {
        guard let text = node.scalar?.string, let number = Double(text), number.isFinite else {
            if node.scalar?.string == "-.inf" { return -.infinity }
            throw Fault("expected a number", at: place)
        }
        return number
    }

    func integer() throws -> Int {
        guard let text = node.scalar?.string, let number = Int(text) else {
            throw Fault("expected a whole number", at: place)
        }
        return number
    }

    func truth() throws -> Bool {
        switch node.scalar?.string {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw Fault("expected true or false", at: place)
        }
    }

    /// The elements of a list; a single value is a list of one.
    func list() -> [YAMLValue] {
        node.sequence.map { $0.map { YAMLValue($0, in: source) } } ?? [self]
    }

    var isMapping: Bool { node.mapping != nil }
    var isList: Bool { node.sequence != nil }

    func mapping() throws -> YAMLMapping {
        guard isMapping else { throw Fault("expected 'name: value'", at: place) }
        return YAMLMapping(try pairs(), at: place)
    }

    fileprivate func pairs() throws -> [(name: Located, value: YAMLValue)] {
        try (node.mapping ?? [:]).map { pair in
            (try YAMLValue(pair.key, in: source).text(), YAMLValue(pair.value, in: source))
        }
    }
}

/// Names with values, in the order in which they are written.
struct YAMLMapping {
    let pairs: [(name: Located, value: YAMLValue)]
    let place: SourcePlace

    init(_ pairs: [(name: Located, value: YAMLValue)], at place: SourcePlace) {
        self.pairs = pairs
        self.place = place
    }

    subscript(name: String) -> YAMLValue? { pairs.first { $0.name.text == name }?.value }

    /// - Throws: `Fault` if it is missing.
    func required(_ name: String) throws -> YAMLValue {
        guard let value = self[name] else { throw Fault("'\(name)' is missing", at: place) }
        return value
    }

    /// - Throws: `Fault` for a name that is none of these, with the nearest of them.
    func allow(_ names: [String], in kind: String) throws {
        for pair in pairs where !names.contains(pair.name.text) {
            throw Fault(
                unknownName(pair.name.text, kind: "part of \(kind)", known: names),
                at: pair.name.place)
        }
    }
}
