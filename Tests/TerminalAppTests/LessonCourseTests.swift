import Testing

@testable import Lessons
@testable import TerminalApp

/// The whole course is taken with keys alone: first wrong, then with all hints, then right.
@Suite struct LessonCourseTests {
    @Test(arguments: try Course.lessons().map(\.name))
    func aLessonCanBeTakenWithKeysAlone(name: String) throws {
        var play = try LessonPlay(try Course.lesson(named: name))
        var reached = 0
        while !play.player.isAtEnd {
            let stop = play.player.run.position
            #expect(stop == reached, "the stops come in their order")
            switch play.player.task {
            case .question(let question)?: try answer(question, in: &play)
            case .exercise?: try work(in: &play)
            default: break
            }
            #expect(play.player.run.position == stop, "nothing goes on by itself")
            try goOn(from: stop, in: &play)
            reached = stop + 1
        }
        #expect(reached == play.player.run.stopCount)
        #expect(play.player.run.result == .read)
        #expect(play.records.last == play.player.run.record)
        #expect(play.screen.contains("This lesson is done"))
        play.press(.enter)
        #expect(play.player.isFinished)
    }

    private func goOn(from stop: Int, in play: inout LessonPlay) throws {
        for _ in 0..<60 where play.player.run.position == stop && !play.player.isAtEnd {
            play.press(.right)
        }
        try #require(play.player.run.position == stop + 1 || play.player.isAtEnd)
    }

    private func answer(_ question: ShownQuestion, in play: inout LessonPlay) throws {
        let before = play.player.run.position
        play.press(.character("r"))
        #expect(!play.player.run.task.isRevealed, "no answer before a guess")
        let wrong = try #require(try play.answer(to: question, isRight: false))
        play.give(wrong, to: question)
        #expect(play.player.run.task.answers == [wrong])
        #expect(play.player.moment.verdict?.isRight == false)
        #expect(play.screen.contains("✗ Not yet"), "the verdict is in sight")
        for _ in 0..<60 { play.press(.right) }
        #expect(play.player.run.position == before, "a wrong answer opens no way")
        play.press(.enter)
        for hint in question.hints.indices {
            play.press(.character("i"))
            #expect(play.player.run.task.hints == hint + 1)
        }
        let right = try #require(try play.answer(to: question, isRight: true))
        play.give(right, to: question)
        #expect(play.player.run.task.isRight)
        #expect(play.screen.contains("✓ Right"))
    }

    private func work(in play: inout LessonPlay) throws {
        play.press(.enter)
        let exercise = try #require(play.exercise)
        try #require(play.walk != nil, "\(play.player.message ?? "")")
        #expect(play.screen.contains("Try it"), "the task stays in sight")
        play.press(.character("C"))
        #expect(play.player.checked?.isRight == false)
        for _ in exercise.hints { play.press(.character("i")) }
        #expect(play.player.run.task.hints == exercise.hints.count)
        if exercise.check == nil {
            play.goTo(exercise.places[0].text)
        } else {
            let trace = try #require(play.walk).trace
            for request in exercise.solution { play.make(try request.change(in: trace)) }
        }
        play.press(.character("C"))
        #expect(
            play.player.checked?.isRight == true,
            "\(play.walk?.changes.list.map(\.name) ?? []) \(play.player.message ?? "")")
        for _ in 0..<5 where play.walk != nil { play.press(.escape) }
        #expect(play.walk == nil)
    }
}
