import Drawing

/// A place in a lesson's text. Lines and columns count from 1, as editors do.
public struct SourcePlace: Sendable, Hashable, Comparable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (a: SourcePlace, b: SourcePlace) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// Something that is wrong in a lesson: where, what was expected, and what is near.
public struct LessonProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The lesson's file.
    public let file: String
    public let place: SourcePlace
    public let message: String

    public init(file: String, place: SourcePlace, message: String) {
        self.file = file
        self.place = place
        self.message = message
    }

    /// `positions.md:41:9: no event 'encoder.0.scors'; near it: …`, as compilers write it.
    public var description: String {
        "\(file.visible):\(place.line):\(place.column): \(message.visible)"
    }
}

/// Several problems at once: a teacher wants to see all of them.
public struct LessonProblems: Error, Sendable, CustomStringConvertible {
    public let list: [LessonProblem]

    public init(_ list: [LessonProblem]) { self.list = list }

    public var description: String { list.map(\.description).joined(separator: "\n") }

    /// The first one, and how many more there are: one line.
    public var summary: String {
        guard let first = list.first else { return "" }
        return first.description + (list.count > 1 ? " (and \(list.count - 1) more)" : "")
    }
}
