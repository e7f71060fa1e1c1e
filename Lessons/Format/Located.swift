import Tracing

/// Text with the place in the file that each part of it came from.
struct Located: Sendable, Hashable {
    let text: String
    /// From which character on the text comes from which place; the first is at 0.
    private let starts: [Start]

    private struct Start: Hashable {
        let offset: Int
        let place: SourcePlace
    }

    /// Text that stands in the file as it is, on one line.
    init(_ text: String, at place: SourcePlace) {
        self.text = text
        starts = [Start(offset: 0, place: place)]
    }

    /// Several lines of the file that are joined.
    init(joining lines: [Located], by separator: String = " ") {
        var text = ""
        var starts: [Start] = []
        for line in lines {
            if !text.isEmpty { text += separator }
            starts.append(Start(offset: text.count, place: line.place))
            text += line.text
        }
        self.text = text
        self.starts = starts
    }

    /// Where the text begins.
    var place: SourcePlace { starts.first?.place ?? SourcePlace(line: 1, column: 1) }

    /// The place of a character.
    func place(at offset: Int) -> SourcePlace {
        guard let start = starts.last(where: { $0.offset <= offset }) else { return place }
        return SourcePlace(
            line: start.place.line, column: start.place.column + offset - start.offset)
    }

    /// A part of the text with its places.
    func part(_ range: Range<Int>) -> Located {
        let characters = Array(text)
        let inside = starts.filter { range.contains($0.offset) && $0.offset > range.lowerBound }
        return Located(
            text: String(characters[range]),
            starts: [Start(offset: 0, place: place(at: range.lowerBound))]
                + inside.map { Start(offset: $0.offset - range.lowerBound, place: $0.place) })
    }

    private init(text: String, starts: [Start]) {
        self.text = text
        self.starts = starts
    }

    /// The text without spaces at its ends.
    var trimmed: Located {
        let characters = Array(text)
        guard let first = characters.firstIndex(where: { !$0.isWhitespace }),
            let last = characters.lastIndex(where: { !$0.isWhitespace })
        else { return Located("", at: place) }
        return part(first..<last + 1)
    }
}

/// What is wrong at a place, before the file's name is known.
struct Fault: Error, Hashable, CustomStringConvertible {
    let place: SourcePlace
    let message: String

    init(_ message: String, at place: SourcePlace) {
        self.message = message
        self.place = place
    }

    var description: String { message }
}

/// What to say of a name that does not exist: the nearest one, and all that there are.
func unknownName(_ name: String, kind: String, known: [String]) -> String {
    let near = known.map { ($0, editDistance(Array($0), Array(name.prefix(60)))) }
        .filter { $0.1 <= max(2, name.count / 3) }.min { $0.1 < $1.1 }
    let hint = near.map { "; did you mean '\($0.0)'?" } ?? ";"
    return "'\(name.prefix(60))' is no \(kind)\(hint) expected one of: "
        + known.joined(separator: ", ")
}
