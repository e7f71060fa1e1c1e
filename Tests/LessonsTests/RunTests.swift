import Foundation
import Guide
import Testing
import Tracing

@testable import Lessons

@Suite struct RunTests {
    static let body = """
        ## A

        First.

        ```heed
        let:
          x: {values: [1, 5, 2], rows: 'word = cat, dog, cow'}
        ```
        ```heed
        show: x
        ```
        ```heed
        ask: Which is largest?
        point: x
        answer: largest
        hints: [look, again]
        right: Well seen.
        ```

        Behind the question.

        ## B

        ```heed
        ask: How much together?
        number: sum(x)
        within: 0.5
        wrong: You said {{ answer }}.
        ```
        ```heed
        ask: From large to small?
        order:
          - {item: dog, value: 'x[word=dog]'}
          - {item: cow, value: 'x[word=cow]'}
          - {item: cat, value: 'x[word=cat]'}
        ```

        Now choose.

        ```heed
        ask: How many?
        choose:
          - {choice: two, because: 'No, {{ count(x) }}.'}
          - three
        answer: three
        ```

        ## C

        ```heed
        try: Make it large.
        at: x
        check: sum(x) > 100
        solution: [{set: 'x[word=cat]', to: 100}]
        hints: [add]
        done: Large.
        ```
        ```heed
        try: Find dog.
        find: x[word=dog]
        ```
        """

    func run() throws -> Player { Player(try LessonRun(lesson(Self.body), laboratory: .shared)) }

    @Test func aQuestionStandsBeforeWhatIsBehindIt() throws {
        let run = try run()
        #expect(run.stopCount == 7 && run.pageCount == 3)
        var moment = try run.moment()
        #expect(moment.title == "A" && moment.blocks.count == 3)
        #expect(!run.canGoOn && !run.next() && run.position == 0)
        // Nothing is revealed before an answer is committed.
        #expect(!run.canReveal && !run.reveal())
        let wrong = try run.commit(.cell([2]))
        #expect(wrong == Verdict(isRight: false, text: "cow has 2; another place has more."))
        #expect(try run.moment().verdict == wrong)
        #expect(try run.commit(.cell([1])) == nil, "it is committed")
        run.tryAgain()
        #expect(run.hint() && run.hint() && !run.hint())
        let right = try run.commit(.cell([1]))
        #expect(right == Verdict(isRight: true, text: "dog has 5. Well seen."))
        // A success does not go on by itself.
        #expect(run.position == 0 && run.canGoOn)
        #expect(run.next() && run.position == 1)
        moment = try run.moment()
        #expect(moment.blocks.count == 1)
        guard case .pictures(let pictures)? = moment.stage else {
            Issue.record("the picture stays on the stage of its page")
            return
        }
        #expect(pictures.parts[0].selection.name == "x")
    }

    @Test func everyKindIsJudged() throws {
        let run = try run()
        run.jump(toStop: 2)
        #expect(try run.commit(.number(20))?.text == "That is too much. You said 20.")
        run.tryAgain()
        #expect(try run.commit(.number(8.4))?.isRight == true)
        run.next()
        guard case .question(let question)? = try run.moment().blocks.last,
            case .order(let items) = question.kind
        else {
            Issue.record("the order is asked")
            return
        }
        #expect(items != ["dog", "cow", "cat"] && Set(items) == ["dog", "cow", "cat"])
        let order = ["dog", "cow", "cat"].compactMap { items.firstIndex(of: $0) }
        #expect(try run.commit(.order([0, 1, 2]))?.isRight == false)
        run.tryAgain()
        #expect(try run.commit(.order(order))?.isRight == true)
        run.next()
        #expect(try run.commit(.choice(0))?.text == "No, 3.")
        #expect(run.reveal() && run.canGoOn)
    }

    @Test func answersOfAnotherKindAreRefused() throws {
        let run = try run()
        for answer in [
            Answer.choice(0), .number(1), .cell([]), .cell([9]), .cell([-1]), .order([0]),
        ] {
            #expect(try run.commit(answer)?.isRight == false)
            run.tryAgain()
        }
    }

    @Test func exercisesAreCheckedOnTheResult() throws {
        let run = try run()
        run.jump(toStop: 5)
        guard case .exercise(let exercise)? = try run.moment().blocks.last else {
            Issue.record("the exercise stands last")
            return
        }
        #expect(exercise.solution == ["x[word=cat] = 100.0"] && !exercise.isSearch)
        let cells = WhatIf.Cells(try #require(exercise.start).selection)
        let verdict = try run.check(changes: [.set(cells, to: 1)], gaze: nil)
        #expect(
            verdict
                == Verdict(
                    isRight: false,
                    text: "What is asked for is now `3`; it should be more than `100`.")
        )
        #expect(!run.canGoOn)
        let made = [WhatIf.set(cells, to: 50)]
        let bench = run.workbench(for: exercise)
        #expect(try #require(try bench.trace(made)["x"]).value.elements == [50, 50, 50])
        #expect(try bench.text([]) == nil && bench.experiment() == nil)
        #expect(try run.check(changes: made, gaze: nil) == Verdict(isRight: true, text: "Large."))
        #expect(try run.keptChanges() == made)
        run.next()
        let trace = try run.workbench(for: exercise).trace([])
        let event = try #require(trace["x"]).event.id
        #expect(try run.check(changes: [], gaze: Cell(event: event, index: [0]))?.isRight == false)
        #expect(try run.check(changes: [], gaze: nil)?.isRight == false)
        #expect(try run.check(changes: [], gaze: Cell(event: event, index: [1]))?.isRight == true)
        #expect(run.isAtEnd && run.next() && run.result == .read)
    }

    @Test func aRecordGoesOnExactlyWhereItWas() throws {
        let run = try run()
        run.hint()
        try run.commit(.cell([1]))
        run.next()
        run.next()
        try run.commit(.number(1))
        let data = try JSONEncoder().encode(run.record)
        let record = try JSONDecoder().decode(LessonRecord.self, from: data)
        let again = try LessonRun(run.lesson, laboratory: .shared, resuming: record)
        #expect(again.record == run.record && again.position == 2 && again.task.isCommitted)
        // Another text begins anew.
        let other = try lesson(Self.body + "\n\nMore.")
        let fresh = try LessonRun(other, laboratory: .shared, resuming: record)
        #expect(fresh.position == 0 && fresh.task.answers.isEmpty)
    }

    @Test func oneCanTestOut() throws {
        func test(_ answers: [Answer]) throws -> Player {
            let run = try run()
            run.beginTest()
            for answer in answers {
                #expect(!run.hint() && !run.back())
                try run.commit(answer)
                #expect(run.next())
            }
            return run
        }
        let asked = try lesson(Self.body)
        guard case .directive(.ask(let question), _) = asked.pages[1].blocks[1] else {
            Issue.record("an order")
            return
        }
        let order = [0, 1, 2].map { item in question.shuffle.firstIndex(of: item) ?? 0 }
        let right: [Answer] = [.cell([1]), .number(8), .order(order), .choice(1)]
        let passed = try test(right)
        #expect(passed.result == .testedOut && !passed.isTest)
        let failed = try test([.cell([1]), .number(9), .order(order), .choice(1)])
        #expect(failed.result == nil && !failed.isTest && failed.page == 1)
    }

    @Test func aSpeakerMayJumpAndALearnerMayGoBack() throws {
        let run = try run()
        run.jump(toStop: 99)
        #expect(run.position == 0)
        run.jump(toStop: 5)
        #expect(run.page == 2 && run.record.share == 0)
        #expect(run.back() && run.page == 1)
    }
}

/// Plays a lesson; a class, as expectations change no values.
@dynamicMemberLookup
final class Player {
    private var run: LessonRun

    init(_ run: LessonRun) { self.run = run }

    subscript<T>(dynamicMember path: KeyPath<LessonRun, T>) -> T { run[keyPath: path] }

    func moment() throws -> LessonMoment { try run.moment() }
    func workbench(for exercise: ShownExercise) -> Workbench { run.workbench(for: exercise) }
    func keptChanges() throws -> [WhatIf]? { try run.keptChanges() }
    @discardableResult func next() -> Bool { run.next() }
    func back() -> Bool { run.back() }
    @discardableResult func hint() -> Bool { run.hint() }
    func reveal() -> Bool { run.reveal() }
    func tryAgain() { run.tryAgain() }
    func beginTest() { run.beginTest() }
    @discardableResult func commit(_ answer: Answer) throws -> Verdict? { try run.commit(answer) }
    func check(changes: [WhatIf], gaze: Cell?) throws -> Verdict? {
        try run.check(changes: changes, gaze: gaze)
    }
    func jump(toStop stop: Int) { run.jump(toStop: stop) }
}
