import Testing

@testable import Lessons

/// What every lesson of the course has, and that it fits a small screen.
@Suite struct CourseTests {
    @Test func everyLessonHasWhatALessonNeeds() throws {
        let lessons = try Course.lessons()
        #expect(lessons.map(\.header.number) == lessons.indices.map { $0 + 1 })
        for lesson in lessons {
            let directives = lesson.pages.flatMap(\.blocks).compactMap { block -> Directive? in
                if case .directive(let directive, _) = block { return directive }
                return nil
            }
            func count(_ isKind: (Directive) -> Bool) -> Int { directives.count(where: isKind) }
            #expect(5...15 ~= lesson.header.minutes, "\(lesson.name)")
            #expect(count { if case .ask = $0 { true } else { false } } >= 2, "\(lesson.name)")
            #expect(count { if case .exercise = $0 { true } else { false } } >= 1, "\(lesson.name)")
            let pictures = count { directive in
                switch directive {
                case .show, .compare, .animate: true
                default: false
                }
            }
            #expect(pictures >= 2, "\(lesson.name)")
            #expect(count { if case .assert = $0 { true } else { false } } >= 1, "\(lesson.name)")
            #expect(lesson.pages.last?.title == "Summary", "\(lesson.name)")
        }
    }

    /// At 80 columns the words of one stop take at most half of 24 rows.
    @Test func theWordsOfAStopFitASmallScreen() throws {
        for lesson in try Course.lessons() {
            var run = try LessonRun(lesson, laboratory: .shared)
            repeat {
                let moment = try run.moment()
                let lines = moment.blocks.reduce(0) { $0 + $1.lines(width: 78) }
                #expect(lines <= 16, "\(lesson.name), \(moment.title): \(lines) lines")
            } while run.skip()
        }
    }
}

extension LessonRun {
    /// Goes on without answering.
    fileprivate mutating func skip() -> Bool {
        guard !isAtEnd else { return false }
        for _ in 0..<5 { hint() }
        reveal()
        return next()
    }
}

extension ShownBlock {
    fileprivate func lines(width: Int) -> Int {
        func count(_ text: String) -> Int {
            ShownProse(kind: .paragraph, text: text).surface(width: width).height
        }
        switch self {
        case .prose(let prose): return prose.surface(width: width).height
        case .question(let question):
            guard case .choose(let choices) = question.kind else { return count(question.text) }
            return ([question.text] + choices).reduce(0) { $0 + count($1) }
        case .exercise(let exercise): return count(exercise.text)
        case .pictures, .comparison, .animation, .changes, .note: return 0
        }
    }
}
