/// What is kept of a learner's way through a lesson.
public struct LessonRecord: Sendable, Hashable, Codable {
    /// Of the lesson's text and its models: answers to another text are not answers.
    let fingerprint: String
    let index: Int
    let furthest: Int
    let stopCount: Int
    let tasks: [TaskState]
    let isTest: Bool
    public let result: LessonResult?

    /// How much of the lesson was reached, from 0 to 1.
    public var share: Double {
        result != nil ? 1 : Double(furthest) / Double(max(stopCount, 1))
    }
}

extension LessonRun {
    /// Everything that is needed to go on exactly here.
    public var record: LessonRecord {
        LessonRecord(
            fingerprint: fingerprint, index: index, furthest: furthest,
            stopCount: stopCount, tasks: tasks, isTest: isTest, result: result)
    }

    /// Goes on where a record was made. A lesson that was read to its end begins anew with its
    /// answers, one that has changed since without them; what was finished stays finished.
    ///
    /// - Throws: `LessonProblems` if the lesson cannot be computed.
    public init(
        _ lesson: Lesson, laboratory: Laboratory, resuming record: LessonRecord?
    ) throws {
        try self.init(lesson, laboratory: laboratory)
        guard let record else { return }
        resume(record)
    }

    private mutating func resume(_ record: LessonRecord) {
        result = record.result
        guard record.fingerprint == fingerprint, record.tasks.count == stopCount,
            0..<stopCount ~= record.index, 0..<stopCount ~= record.furthest
        else { return }
        index = record.result != nil && record.index == stopCount - 1 ? 0 : record.index
        furthest = record.furthest
        tasks = record.tasks
        isTest = record.isTest
    }
}

extension LessonRun {
    /// FNV-1a of the text, and of what models it runs on where they are given.
    private var fingerprint: String {
        let models = laboratory.given.names.joined(separator: "\n")
        let hash = (lesson.text + models).utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        return String(hash, radix: 16)
    }
}
