import Testing

@testable import Lessons

/// A lesson with a header of three lines, so that the body's first line is line 6.
func lesson(_ body: String, sentence: String? = nil) throws -> Lesson {
    try Lesson(
        "---\ntitle: t\nminutes: 5\n\(sentence.map { "sentence: \($0)" } ?? "# none")\n---\n"
            + body,
        file: "t.md")
}

/// What the checker says of a lesson, or the parser where it cannot be read.
func problems(in body: String, sentence: String? = nil) -> [String] {
    do {
        let lesson = try lesson(body, sentence: sentence)
        return Checker(.shared).problems(in: lesson).map(\.description)
    } catch let error as LessonProblems {
        return error.list.map(\.description)
    } catch {
        return ["\(error)"]
    }
}

extension Laboratory {
    /// Remembers what several tests need.
    static let shared = Laboratory()
}

/// The value of an expression after some tables.
func value(
    of expression: String, tables: String = "", sentence: String? = nil, models: [ModelKind] = [],
    in laboratory: Laboratory = .shared
) throws -> Value {
    var context = Context(
        Lesson.Header(
            title: "", number: nil, prerequisites: [], minutes: 1, model: "translation",
            sentence: sentence, models: models))
    let place = SourcePlace(line: 1, column: 1)
    if !tables.isEmpty {
        let lines = ["let:"] + tables.split(separator: "\n").map { "  " + $0 }
        let directive = try Directive(YAMLText(lines: lines, firstLine: 1).mapping())
        try context.apply(directive, at: place, in: laboratory)
    }
    return try Evaluator(laboratory: laboratory, context: context)
        .value(Expression(Located(expression, at: place)))
}

/// A number, or not a number where the value is none.
func number(_ expression: String, tables: String = "", sentence: String? = nil) throws -> Double {
    guard case .number(let number) = try value(of: expression, tables: tables, sentence: sentence)
    else { return .nan }
    return number
}
