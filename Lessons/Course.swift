import Checkpoints
import Foundation

/// The lessons that come with the program.
public enum Course {
    private static let folder = ResourceFolder(
        of: "Lessons", named: "Course",
        source: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Course"))

    /// All lessons, in their order.
    ///
    /// - Throws: `LessonFileError`, or `LessonProblems` with everything that is wrong in them.
    public static func lessons() throws -> [Lesson] {
        guard let path = folder.found,
            let names = try? FileManager.default.contentsOfDirectory(atPath: path)
        else { throw LessonFileError.courseMissing(expected: folder.expected) }
        var lessons: [Lesson] = []
        var problems: [LessonProblem] = []
        for name in names.sorted() where name.hasSuffix(".md") {
            do {
                lessons.append(try Lesson(path: path + "/" + name, messagesCall: name))
            } catch let error as LessonProblems {
                problems += error.list
            }
        }
        guard problems.isEmpty else { throw LessonProblems(problems) }
        return lessons.sorted { ($0.header.number ?? .max) < ($1.header.number ?? .max) }
    }

    /// A lesson of the course by its name or number, or one in a file.
    ///
    /// - Throws: `LessonFileError`, `LessonProblems`.
    public static func lesson(named reference: String) throws -> Lesson {
        if reference.contains("/") || reference.hasSuffix(".md") {
            return try Lesson(path: reference)
        }
        let lessons = try lessons()
        let found = lessons.first {
            $0.name == reference || $0.header.number.map(String.init) == reference
        }
        guard let found else {
            throw LessonFileError.unknownLesson(reference, known: lessons.map(\.name))
        }
        return found
    }
}

/// Why there is no lesson to read.
public enum LessonFileError: Error, Equatable, CustomStringConvertible {
    case courseMissing(expected: String)
    case unknownLesson(String, known: [String])
    case unreadable(String)
    case tooLarge(String)
    case notText(String)

    public var description: String {
        switch self {
        case .courseMissing(let expected): "the lessons are missing; expected them in \(expected)"
        case .unknownLesson(let name, let known):
            unknownName(name, kind: "lesson", known: known)
                + "; a file is named by its path or its ending .md"
        case .unreadable(let path): "\(path) cannot be read"
        case .tooLarge(let path):
            "\(path) is too large: a lesson has at most \(Lesson.largest) bytes"
        case .notText(let path): "\(path) is no text in UTF-8"
        }
    }
}

extension Lesson {
    /// Reads a lesson from a file.
    ///
    /// - Parameter name: what messages call it; the path if left out.
    /// - Throws: `LessonFileError`, `LessonProblems`.
    public init(path: String, messagesCall name: String? = nil) throws {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: Lesson.largest + 1)
        else { throw LessonFileError.unreadable(path) }
        guard data.count <= Lesson.largest else { throw LessonFileError.tooLarge(path) }
        guard let text = String(data: data, encoding: .utf8) else {
            throw LessonFileError.notText(path)
        }
        try self.init(text, file: name ?? path)
    }
}
