import Testing

@testable import Lessons
@testable import TerminalApp

/// Screens of a lesson and of its slides as text, at the smallest usual size and at a large one.
///
/// The lesson is the tests' own, so that the words of the course can change.
/// `HEED_RECORD_SNAPSHOTS=1 swift test --filter LessonSnapshotTests` writes them anew.
@Suite struct LessonSnapshotTests {
    private static let text = """
        ---
        title: Who is tired?
        number: 7
        minutes: 5
        sentence: The animal didn't cross the street because it was too tired
        ---
        ## Looking

        Each word looks at the others. The *weights* say how much. In this head the word *it* looks
        at *animal* with {{ encoder.1.self_attention.weights[head=0, query=it, key=animal] }}.

        - Every row has a sum of 1.
        - Every column is a word that is **looked at**.

        ```heed
        show: encoder.1.self_attention.weights[head=0]
        highlight: [it]
        caption: One head of the upper layer.
        ```
        ```heed
        note: Let them find the row of "it" first.
        ```

        ## Choose

        ```heed
        ask: What does *it* mean here?
        choose:
          - {choice: the street, because: Streets are never tired.}
          - the animal
        answer: the animal
        hints: [Who can be tired?]
        right: 'The weight on *animal* is {{ encoder.1.self_attention.weights[head=0, query=it, key=animal] | 2 decimals }}.'
        ```

        ## Point

        ```heed
        ask: Where does *it* look most?
        point: encoder.1.self_attention.weights[head=0, query=it]
        answer: largest
        hints: [It is a noun., It is near the beginning.]
        ```

        ## A number

        ```heed
        ask: How many tokens does the model read?
        number: size(source.ids, position)
        right: The end of the sentence is a token as well.
        ```

        ## An order

        ```heed
        ask: Put them in their order.
        order: [scores, weights, mixture]
        ```

        ## Do it

        ```heed
        try: Hide *animal* from *it*.
        at: encoder.1.self_attention.mask
        check: encoder.1.self_attention.weights[head=0, query=it, key=animal] == 0
        solution: [{hide: 'encoder.1.self_attention.mask[query=it, key=animal]'}]
        hints: [Set a cell of the mask.]
        ```
        """

    private static func lesson() throws -> Lesson { try Lesson(text, file: "tired.md") }

    @Test(arguments: [(80, 24), (160, 48)]) func player(width: Int, height: Int) throws {
        var play = try LessonPlay(Self.lesson(), width: width, height: height)
        func look(_ name: String) throws {
            try expectSnapshot(play.screen, "lesson-\(name)-\(width)x\(height)")
        }
        func goOn() {
            let stop = play.player.run.position
            for _ in 0..<9 where play.player.run.position == stop && !play.player.isAtEnd {
                play.press(.right)
            }
        }
        try look("page")
        goOn()
        for name in ["choice", "point", "number", "order"] {
            let question = try #require(play.question)
            try look("\(name)-asked")
            play.give(try #require(try play.answer(to: question, isRight: false)), to: question)
            try look("\(name)-wrong")
            play.press(.enter)
            for _ in question.hints { play.press(.character("i")) }
            if !question.hints.isEmpty { try look("\(name)-hints") }
            play.give(try #require(try play.answer(to: question, isRight: true)), to: question)
            try look("\(name)-right")
            goOn()
        }
        try look("exercise")
        play.press(.character("?"))
        try look("help")
        play.press(.character("?"), .enter, .character("i"))
        try look("stage")
        play.press(.character("C"))
        try look("stage-not-yet")
        let exercise = try #require(play.exercise)
        for request in exercise.solution {
            let trace = try #require(play.walk).trace
            play.make(try request.change(in: trace))
        }
        play.press(.character("C"))
        try look("stage-done")
        for _ in 0..<5 where play.walk != nil { play.press(.escape) }
        try look("exercise-done")
        goOn()
        #expect(play.player.isAtEnd)
        try look("end")
    }

    @Test(arguments: [(80, 24), (160, 48)]) func slides(width: Int, height: Int) throws {
        var play = try SlidePlay(Self.lesson(), width: width, height: height)
        func look(_ name: String) throws {
            try expectSnapshot(play.screen, "slides-\(name)-\(width)x\(height)")
        }
        try look("opening")
        var names = ["words", "picture", "choice", "point", "number", "order", "exercise"]
        names.reverse()
        for number in play.show.slides.indices.dropFirst() {
            play.go(to: number)
            let next = names.popLast()
            let name = try #require(next)
            try look(name)
            guard play.show.slide.hasAnswer else { continue }
            play.press(.character("r"))
            try look(name + "-answer")
        }
        #expect(names.isEmpty)
        play.go(to: 1)
        play.press(.home, .right, .right)
        play.press(.character("n"))
        play.time.seconds = 75
        play.show.update(.tick)
        try look("notes")
        play.press(.character("?"))
        try look("help")
    }
}
