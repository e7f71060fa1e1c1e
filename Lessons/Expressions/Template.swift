/// Text with computed values in it: `The weight is {{ a.b[c=0] | 2 decimals = 0.88 }}.`
struct Template: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case value(Slot)
    }

    /// One value: an expression, how it is written, and what the author expects to be written.
    struct Slot: Sendable, Hashable {
        let expression: Expression
        let format: ValueFormat
        let expected: String?
        let place: SourcePlace
    }

    let parts: [Part]
    let place: SourcePlace

    /// - Throws: `Fault`.
    init(_ source: Located) throws {
        place = source.place
        var parts: [Part] = []
        let characters = Array(source.text)
        var position = 0
        var text = ""
        while position < characters.count {
            guard characters[position...].starts(with: "{{") else {
                text.append(characters[position])
                position += 1
                continue
            }
            guard let end = Template.end(in: characters, from: position + 2) else {
                throw Fault("'{{' without '}}'", at: source.place(at: position))
            }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            parts.append(.value(try Slot(source.part(position + 2..<end))))
            position = end + 2
        }
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
    }

    private static func end(in characters: [Character], from start: Int) -> Int? {
        var position = start
        while position + 1 < characters.count {
            if characters[position] == "}" && characters[position + 1] == "}" { return position }
            position += 1
        }
        return nil
    }

    var slots: [Slot] {
        parts.compactMap {
            guard case .value(let slot) = $0 else { return nil }
            return slot
        }
    }
}

extension Template.Slot {
    /// - Throws: `Fault`.
    fileprivate init(_ source: Located) throws {
        let characters = Array(source.text)
        let bar = characters.lastIndex(of: "|")
        let expressionText = source.part(0..<(bar ?? characters.count)).trimmed
        place = expressionText.place
        expression = try Expression(expressionText)
        guard let bar else {
            format = .short
            expected = nil
            return
        }
        let rest = source.part(bar + 1..<characters.count)
        let sides = rest.text.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false
        ).map { $0.trimmingPrefix(while: \.isWhitespace) }
        let name = String(sides[0].reversed().drop(while: \.isWhitespace).reversed())
        expected =
            sides.count > 1
            ? String(sides[1].reversed().drop(while: \.isWhitespace).reversed()) : nil
        guard let format = name.isEmpty ? .short : ValueFormat(name) else {
            throw Fault(
                unknownName(name, kind: "way to write a value", known: ValueFormat.names),
                at: rest.trimmed.place)
        }
        self.format = format
    }
}
