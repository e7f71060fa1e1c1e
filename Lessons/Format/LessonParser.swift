import Checkpoints

extension Lesson {
    /// The largest lesson.
    public static let largest = 262_144

    /// Reads a lesson.
    ///
    /// - Parameters:
    ///   - text: the whole file.
    ///   - file: its name, for the lesson's name and the messages.
    /// - Throws: `LessonProblems` with everything that is wrong.
    public init(_ text: String, file: String) throws {
        guard text.utf8.count <= Lesson.largest else {
            let fault = Fault(
                "a lesson has at most \(Lesson.largest) bytes", at: SourcePlace(line: 1, column: 1))
            throw LessonProblems([fault.problem(in: file)])
        }
        var parser = LessonParser(text)
        let header = parser.header()
        let pages = parser.pages()
        guard let header, parser.faults.isEmpty else {
            throw LessonProblems(parser.faults.map { $0.problem(in: file) })
        }
        self.header = header.header
        headerPlaces = header.places
        self.pages = pages
        self.text = text
        self.file = file
        name = Lesson.name(ofFile: file)
    }

    /// `01-tokens.md` is called `tokens`.
    static func name(ofFile file: String) -> String {
        let last = file.split(separator: "/").last ?? "lesson"
        let stem = last.hasSuffix(".md") ? last.dropLast(3) : last
        return String(stem.drop { $0.isNumber }.trimmingPrefix("-"))
    }
}

extension Fault {
    func problem(in file: String) -> LessonProblem {
        LessonProblem(file: file, place: place, message: message)
    }
}

/// Goes through a lesson line by line. What is wrong is noted, and reading goes on behind it.
private struct LessonParser {
    private let lines: [String]
    /// The index of the next line.
    private var next = 0
    private(set) var faults: [Fault] = []

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { String($0) }
    }

    private mutating func note<T>(_ body: () throws -> T) -> T? {
        do {
            return try body()
        } catch let fault as Fault {
            faults.append(fault)
        } catch {
            faults.append(Fault("\(error)", at: place))
        }
        return nil
    }

    /// The beginning of the next line.
    private var place: SourcePlace { SourcePlace(line: next + 1, column: 1) }
}

// MARK: - The header

extension LessonParser {
    static let headerNames = [
        "title", "number", "prerequisites", "minutes", "model", "models", "sentence",
    ]

    mutating func header() -> (header: Lesson.Header, places: [String: SourcePlace])? {
        guard lines.first == "---",
            let end = lines.dropFirst().firstIndex(of: "---")
        else {
            faults.append(
                Fault("expected the header: a line '---', the title, and '---' again", at: place))
            return nil
        }
        let yaml = YAMLText(lines: Array(lines[1..<end]), firstLine: 2)
        next = end + 1
        return note {
            let mapping = try yaml.mapping()
            try mapping.allow(Self.headerNames, in: "the header")
            let header = Lesson.Header(
                title: try mapping.required("title").text().text,
                number: try mapping["number"]?.integer(),
                prerequisites: try mapping["prerequisites"]?.list().map { try $0.text().text }
                    ?? [],
                minutes: try mapping.required("minutes").integer(),
                model: try mapping["model"]?.text().text ?? BundledModels.standard,
                sentence: try mapping["sentence"]?.text().text,
                models: try mapping["models"]?.list().map(Self.kind) ?? [])
            let places = mapping.pairs.map { ($0.name.text, $0.value.place) }
            return (header, Dictionary(places) { first, _ in first })
        }
    }
}

extension LessonParser {
    private static func kind(_ value: YAMLValue) throws -> ModelKind {
        let name = try value.text()
        guard let kind = ModelKind(rawValue: name.text) else {
            throw Fault(
                unknownName(
                    name.text, kind: "kind of model", known: ModelKind.allCases.map(\.rawValue)),
                at: name.place)
        }
        return kind
    }
}

// MARK: - The pages

extension LessonParser {
    mutating func pages() -> [Lesson.Page] {
        var pages: [Lesson.Page] = []
        skipBlankLines()
        guard next < lines.count else {
            faults.append(Fault("expected a page: a line that begins with '## '", at: place))
            return []
        }
        while next < lines.count {
            let start = place
            guard let title = heading() else {
                faults.append(
                    Fault("expected a page: a line that begins with '## '", at: start))
                return pages
            }
            let blocks = blocks()
            if !blocks.contains(where: \.hasWords) {
                faults.append(Fault("expected words under this heading", at: start))
            }
            pages.append(Lesson.Page(title: title, place: start, blocks: blocks))
        }
        return pages
    }

    private mutating func heading() -> String? {
        guard lines[next].hasPrefix("## ") else { return nil }
        defer { next += 1 }
        return String(lines[next].dropFirst(3))
    }

    private mutating func blocks() -> [Lesson.Block] {
        var blocks: [Lesson.Block] = []
        skipBlankLines()
        while next < lines.count, !lines[next].hasPrefix("## ") {
            let line = lines[next]
            if line.hasPrefix("```") {
                if let block = fence() { blocks.append(block) }
            } else if line == "---" {
                next += 1
                blocks.append(.pause)
            } else if line.hasPrefix("# ") {
                faults.append(
                    Fault("the title stands in the header; a page begins with '## '", at: place))
                next += 1
            } else if let prose = prose() {
                blocks.append(.prose(prose))
            }
            skipBlankLines()
        }
        return blocks
    }

    private mutating func skipBlankLines() {
        while next < lines.count, lines[next].allSatisfy(\.isWhitespace) { next += 1 }
    }

    private mutating func fence() -> Lesson.Block? {
        let start = place
        let kind = lines[next].drop { $0 == "`" }
        guard let end = lines[(next + 1)...].firstIndex(where: { $0.hasPrefix("```") }) else {
            faults.append(Fault("this block has no end: a line '```'", at: start))
            next = lines.count
            return nil
        }
        let inside = Array(lines[next + 1..<end])
        let first = next + 2
        next = end + 1
        if kind == "heed" {
            let yaml = YAMLText(lines: inside, firstLine: first)
            return note { .directive(try Directive(yaml.mapping()), at: start) }
        }
        let text = Located(
            joining: inside.enumerated().map {
                Located($1, at: SourcePlace(line: first + $0, column: 1))
            }, by: "\n")
        return note { .prose(Lesson.Prose(kind: .preformatted, text: try Template(text))) }
    }
}

extension Lesson.Block {
    fileprivate var hasWords: Bool {
        switch self {
        case .prose, .directive(.ask, _), .directive(.exercise, _): true
        case .pause, .directive: false
        }
    }
}

// MARK: - Words

extension LessonParser {
    private mutating func prose() -> Lesson.Prose? {
        let (kind, mark) = Self.kind(of: lines[next])
        var pieces = [piece(droppingFirst: mark, kind)]
        next += 1
        while next < lines.count, continues(kind) {
            let keepsMark = kind != .quotation && kind != .preformatted
            pieces.append(
                piece(droppingFirst: keepsMark ? 0 : Self.kind(of: lines[next]).mark, kind))
            next += 1
        }
        let text = Located(joining: pieces, by: kind == .preformatted ? "\n" : " ")
        return note { Lesson.Prose(kind: kind, text: try Template(text)) }
    }

    /// The next line without its mark and the spaces around the rest.
    private func piece(droppingFirst count: Int, _ kind: Lesson.Prose.Kind) -> Located {
        let line = lines[next]
        let inside = line.dropFirst(count)
        if kind == .preformatted {
            return Located(String(inside), at: SourcePlace(line: next + 1, column: count + 1))
        }
        let spaces = inside.prefix(while: \.isWhitespace).count
        var text = String(inside.dropFirst(spaces))
        while text.last?.isWhitespace == true { text.removeLast() }
        return Located(text, at: SourcePlace(line: next + 1, column: count + spaces + 1))
    }

    private static func kind(of line: String) -> (kind: Lesson.Prose.Kind, mark: Int) {
        if line.hasPrefix("### ") { return (.heading, 4) }
        if line.hasPrefix("> ") { return (.quotation, 2) }
        if line.hasPrefix("- ") || line.hasPrefix("* ") { return (.item(mark: "•"), 2) }
        if line.hasPrefix("|") { return (.preformatted, 0) }
        if line.hasPrefix("    ") { return (.preformatted, 4) }
        let digits = line.prefix { $0.isNumber }
        if !digits.isEmpty, digits.count <= 2, line.dropFirst(digits.count).hasPrefix(". ") {
            return (.item(mark: "\(digits)."), digits.count + 2)
        }
        return (.paragraph, 0)
    }

    /// Whether the next line belongs to the block that was begun.
    private func continues(_ kind: Lesson.Prose.Kind) -> Bool {
        let line = lines[next]
        if line.allSatisfy(\.isWhitespace) || line.hasPrefix("```") || line.hasPrefix("#") {
            return false
        }
        let own = Self.kind(of: line).kind
        switch kind {
        case .heading: return false
        case .preformatted, .quotation: return own == kind
        case .paragraph, .item: return own == .paragraph && line != "---"
        }
    }
}
