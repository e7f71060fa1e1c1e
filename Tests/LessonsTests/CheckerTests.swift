import Testing

@testable import Lessons

@Suite struct CheckerTests {
    @Test func theCourseIsRight() throws {
        let course = try Course.lessons()
        #expect(!course.isEmpty)
        let laboratory = Laboratory()
        for lesson in course {
            let problems = Checker(laboratory, course: course).problems(in: lesson)
            #expect(problems.isEmpty, "\(LessonProblems(problems))")
        }
    }

    /// Every number that the course writes, made wrong, is found: as many problems as numbers.
    @Test func aWrongNumberFails() throws {
        let wrong = try #require(try? Regex(#"= -?[0-9][0-9.,]*( %)? \}\}"#))
        for lesson in try Course.lessons() {
            let count = lesson.text.matches(of: wrong).count
            guard count > 0 else { continue }
            let text = lesson.text.replacing(wrong) { _ in "= 123.456 }}" }
            let problems = Checker(.shared).problems(in: try Lesson(text, file: lesson.file))
            let found = problems.count { $0.message.hasPrefix("the lesson says '123.456'") }
            #expect(found == count, "\(lesson.name)")
        }
    }

    @Test(arguments: [
        (
            "## A\n\nSo {{ 1/3 | 2 decimals = 0.34 }}.",
            "t.md:8:7: the lesson says '0.34', the numbers say '0.33'"
        ),
        ("## A\n\nIt is 0.88.", "t.md:8:1: the number 0.88 is not computed"),
        (
            "## A\nHi\n```heed\nask: a?\nnumber: 1 + 1\nhints: [it is 2.5]\n```",
            "t.md:11:9: the number 2.5 is not computed; write it as '{{ … | 1 decimal = 2.5 }}'"
        ),
        (
            "## A\nHi\n```heed\nassert:\n  - 1 < 2\n  - 2 * 2 > 5\n```",
            "t.md:11:5: this is not so: 2 * 2 > 5 (4 > 5)"
        ),
        (
            "## A\nHi\n```heed\nask: a?\nnumber: 1 / 0\n```",
            "t.md:10:9: the answer is no finite number: 1 / 0"
        ),
        (
            "## A\nHi\n```heed\nask: a?\nnumber: 1\nwithin: -1\n```",
            "t.md:9:1: expected 0 or more"
        ),
        (
            "## A\nHi\n```heed\nask: a?\nchoose: [b, c]\nanswer: d\n```",
            "t.md:11:9: the answer 'd' is not one of the choices: b, c"
        ),
        (
            "## A\nHi\n```heed\nask: a?\norder:\n  - {item: x, value: 1}\n  - {item: y, value: 2}\n```",
            "t.md:11:12: the items are not in falling order: 1.0 stands before 2.0"
        ),
        ("## A\nHi\n```heed\nshow: encoder.0.score\n```", "t.md:9:7: no event 'encoder.0.score'"),
        (
            "## A\nHi\n```heed\nlet: {x: [1, 1]}\n```\n```heed\nask: a?\npoint: x\nanswer: largest\n```",
            "t.md:13:8: expected one cell that is right; several are equal"
        ),
        (
            "## A\nHi\n```heed\nlet: {x: [1, 1]}\n```\n```heed\ncompare: x\n```",
            "t.md:11:1: nothing is changed here"
        ),
        (
            "## A\nHi\n```heed\nlet: {x: [1, 2]}\n```\n```heed\ntry: a\ncheck: sum(x) > 2\n"
                + "solution: [{set: 'x[row=0]', to: 5}]\n```",
            "t.md:11:1: the exercise is solved before it begins: sum(x) > 2"
        ),
        (
            "## A\nHi\n```heed\nlet: {x: [1, 2]}\n```\n```heed\ntry: a\ncheck: sum(x) > 9\n"
                + "solution: [{set: 'x[row=0]', to: 5}]\n```",
            "t.md:11:1: the solution does not solve the exercise: sum(x) > 9"
        ),
        ("## A\nHi\n```heed\nuse: other\n```", "t.md:9:6: 'other' is no run"),
        (
            "## A\nHi\n```heed\nrun: other\nmodel: /etc/passwd\n```",
            "t.md:10:8: '/etc/passwd' is no bundled model"
        ),
    ])
    func problemsSayWhere(_ body: String, _ message: String) {
        let found = problems(in: body)
        #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }

    @Test func theTemplateOfANewLessonIsRight() throws {
        let lesson = try Lesson(LessonTemplate.text(title: "my-lesson"), file: "my-lesson.md")
        #expect(Checker(.shared).problems(in: lesson) == [])
    }

    @Test func runsChangesAndTablesMeet() {
        let body = """
            ## A

            The word is {{ before:translation | = Ti amo molto }}.

            ```heed
            run: other
            sentence: your cat is a lovely cat
            ```
            ```heed
            let: {x: [1, 2], y: 'scale(x, 2)'}
            ```
            ```heed
            edit:
              - {set: 'x[row=0]', to: 5}
              - positions_off: both
            ```
            ```heed
            assert:
              - sum(y) == 14
              - sum(before:y) == 6
              - max(encoder.positional_encoding.matrix) == 0
              - max(before:encoder.positional_encoding.matrix) == 1
              - size(other:source.ids, position) == 7
              - changes == 2
            ```

            ## B

            ```heed
            assert: changes == 0 and sum(y) == 6
            ```

            A page begins with the unchanged model.

            ## C

            ```heed
            use: other
            ```

            From here on another run.

            ```heed
            assert:
              - sentence == 'your cat is a lovely cat'
              - size(source.ids, position) == 7 and sum(y) == 6
            ```

            ## D

            ```heed
            assert: size(source.ids, position) == 6
            ```

            And with the lesson's own run.
            """
        #expect(problems(in: body, sentence: "I love you very much") == [])
    }
}
