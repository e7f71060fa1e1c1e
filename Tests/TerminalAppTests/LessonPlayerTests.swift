import Drawing
import Foundation
import Tensors
import Testing

@testable import Lessons
@testable import TerminalApp

@Suite struct LessonPlayerTests {
    /// A lesson with every kind of question, in two pages.
    private static let text = """
        ---
        title: Small
        minutes: 5
        ---
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
        hints: [look]
        ```

        ## B

        ```heed
        ask: How much together?
        number: sum(x)
        within: 0.5
        ```
        ```heed
        ask: From large to small?
        order:
          - {item: dog, value: 'x[word=dog]'}
          - {item: cow, value: 'x[word=cow]'}
          - {item: cat, value: 'x[word=cat]'}
        ```
        ```heed
        try: Make it large.
        at: x
        check: sum(x) > 100
        solution: [{set: 'x[word=cat]', to: 100}]
        ```
        """

    private func play(_ record: LessonRecord? = nil) throws -> LessonPlay {
        try LessonPlay(Lesson(Self.text, file: "small.md"), resuming: record)
    }

    @Test func theScreenSaysWhereTheNumbersComeFrom() throws {
        let play = try LessonPlay(Course.lesson(named: "t5"))
        let lines = play.screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1] == "T5: random weights")
        #expect(play.screen.contains("--model FOLDER brings a trained model"))
        var slides = try SlidePlay(Course.lesson(named: "t5"), width: 80, height: 24)
        slides.press(.right)
        #expect(slides.screen.contains("\nT5: random weights"))
        let other = try self.play()
        #expect(!other.screen.contains("random weights") && other.screen.contains("Welcome."))
    }

    @Test func theCursorPointsAtAPlaceOfThePicture() throws {
        var play = try play()
        #expect(play.player.isPointing && play.screen.contains("You point at cat"))
        // The legend and the shades would tell the answer.
        #expect(!play.screen.contains("5  constant"))
        play.press(.right)
        #expect(play.screen.contains("You point at dog"))
        play.press(.enter)
        #expect(play.screen.contains("5  constant"))
        #expect(play.player.run.task.answers == [.cell([1])] && play.player.run.position == 0)
        // Right is the way on now, no more a direction.
        play.press(.right)
        #expect(play.player.run.position == 1)
    }

    @Test func lettersAreNoNumberAndANumberIsAsked() throws {
        var play = try play()
        play.press(.right, .enter, .right)
        play.press(.enter)
        #expect(play.player.message == ReplyError.noNumber.description)
        play.type("8x.2")
        play.press(.backspace)
        #expect(play.player.reply == .number("8."))
        play.press(.enter)
        #expect(play.player.run.task.isRight)
    }

    @Test func itemsAreTakenMovedAndPutDown() throws {
        var play = try play()
        play.press(.right, .enter, .right)
        play.type("8")
        play.press(.enter, .right)
        play.press(.down, .character(" "), .up, .character(" "))
        #expect(play.player.reply == .order([1, 0, 2], cursor: 0, isHeld: false))
        play.press(.enter)
        #expect(play.player.run.task.answers == [.order([1, 0, 2])])
    }

    @Test func whatWasDoneInTheStageIsThereOnAnotherDay() throws {
        var play = try play()
        play.press(.right, .enter, .right)
        play.type("8")
        play.press(.enter, .right)
        let question = try #require(play.question)
        play.give(try #require(try play.answer(to: question, isRight: true)), to: question)
        play.press(.right, .enter)
        play.press(.character("x"))
        play.type("50")
        play.press(.enter, .character("q"))
        #expect(play.player.isFinished)
        var later = try self.play(play.records.last)
        #expect(later.player.run.position == 3)
        later.press(.enter)
        #expect(later.walk?.changes.list.map(\.name) == ["x[word=dog] = 50.0"])
        later.press(.character("C"))
        #expect(later.player.checked?.isRight == false)
        // The way that is shown takes the place of what the check said.
        var shown = later
        shown.press(.character("r"))
        #expect(shown.player.run.task.isSettled && shown.player.checked == nil)
        later.press(.character("x"))
        later.type("200")
        later.press(.enter, .character("C"))
        #expect(later.player.checked?.isRight == true)
    }

    @Test func oneCanTestOut() throws {
        var play = try play()
        play.press(.character("T"))
        #expect(!play.player.run.isTest, "it asks first")
        play.press(.character("T"))
        #expect(play.player.run.isTest)
        while play.player.run.isTest {
            let question = try #require(play.question)
            play.give(try #require(try play.answer(to: question, isRight: true)), to: question)
            play.press(.right)
        }
        #expect(play.player.run.result == .testedOut && play.player.isAtEnd)
        #expect(play.screen.contains("You know this already"))
    }

    @Test func aFailedTestGoesOnWithTheFirstPageThatWasMissed() throws {
        var play = try play()
        play.type("TT")
        play.press(.right, .enter, .right)
        play.type("9")
        play.press(.enter, .right)
        play.press(.enter, .right)
        #expect(!play.player.run.isTest && play.player.run.result == nil)
        #expect(play.player.run.page == 1 && !play.player.isAtEnd)
    }

    /// A picture is lower with half blocks: scrolling must reckon with what is drawn.
    @Test(arguments: [ColourDepth.none, .trueColour]) func aPageIsLaidOutForTheColoursThatAreThere(
        depth: ColourDepth
    ) throws {
        var play = try LessonPlay(Course.lesson(named: "heads"))
        let place = Place(width: 80, height: 24, depth: depth)
        play.player.fit(place)
        play.player.update(.input(.resized(columns: 80, rows: 24)))
        for _ in 0..<5 where play.player.layout?.pictures.height == 0 { play.press(.right) }
        let kept = try #require(play.player.layout)
        #expect(kept.pictures.height > 0)
        #expect(kept.pictures == LessonLayout(of: play.player, in: place).pictures)
    }

    @Test func aTestCanBeLeftAndWhatWasRightStays() throws {
        var play = try play()
        play.type("TT")
        #expect(play.screen.contains("test: 1 of 3") && !play.screen.contains("back"))
        play.press(.right, .enter)
        #expect(play.player.run.task.isRight)
        play.press(.right)
        play.type("9")
        play.press(.enter)
        #expect(play.screen.contains("✗ No. That is too much."))
        play.press(.escape)
        #expect(!play.player.run.isTest && play.player.run.position == 1)
        play.press(.character("b"))
        #expect(play.player.run.task.isRight, "this one was right")
    }

    @Test func aLessonThatWasReadBeginsAnewWithItsAnswers() throws {
        var play = try play()
        while !play.player.isAtEnd {
            if let question = play.question, !play.player.run.task.isSettled {
                play.give(try #require(try play.answer(to: question, isRight: true)), to: question)
            } else if play.exercise != nil, !play.player.run.task.isSettled {
                play.press(.enter, .character("r"), .escape)
                try #require(play.player.run.task.isRevealed && play.walk == nil)
            } else {
                play.press(.right)
            }
        }
        let again = try self.play(play.records.last)
        #expect(again.player.run.position == 0 && again.player.run.task.isRight)
        #expect(again.player.run.result == .read)
    }

    /// Another model's run is compared with, and the lesson's tables are there too.
    @Test func aRivalHasTheTablesOfTheLesson() throws {
        let text = """
            ---
            title: Rivals
            minutes: 5
            sentence: I love you very much
            ---
            ## A
            ```heed
            let:
              mine: scale(encoder.embedding.lookup, 2)
            ```
            ```heed
            try: Look.
            at: mine
            find: mine[position=0, feature=1]
            ```
            """
        var play = try LessonPlay(Lesson(text, file: "rivals.md"))
        play.press(.enter)
        play.player.stage?.walk.lookForRival("You love me very much")
        let contrast = try #require(play.walk?.contrast)
        #expect(contrast.after["mine"] != nil)
        let (a, b) = (try #require(contrast.before["mine"]), try #require(contrast.after["mine"]))
        #expect(a.value.elements != b.value.elements)
    }

    @Test func whatCannotBeKeptIsSaid() throws {
        struct Full: Error, CustomStringConvertible {
            var description: String { "the disk is full" }
        }
        let run = try LessonRun(
            Lesson(Self.text, file: "small.md"), laboratory: LessonPlay.laboratory)
        var player = try LessonPlayer(
            run,
            services: LessonServices(
                theme: Theme.all[0],
                stage: Services(otherModels: [], load: { _ in throw Full() }, write: { _, _ in }),
                keep: { _ in throw Full() }))
        player.update(.input(.key(.character("i"))))
        #expect(player.message == "the disk is full")
    }

    /// Whatever is pressed in whatever window, the screen has the window's size.
    @Test(arguments: ["small", "heads", "self-attention"]) func anyKeysInAnyWindow(
        name: String
    ) throws {
        let lesson =
            name == "small"
            ? try Lesson(Self.text, file: "small.md") : try Course.lesson(named: name)
        var play = try LessonPlay(lesson)
        var random = SeededGenerator(seed: UInt64(name.count))
        let keys =
            LessonKeys.entries.filter { $0.command != .quit }.flatMap(\.keys)
            + KeyMap.entries.filter { $0.command != .quit }.flatMap(\.keys)
            + [Key](repeating: .enter, count: 12) + "0123".map { .character($0) }
        for _ in 0..<400 {
            play.press(keys[Int(random.next() % UInt64(keys.count))])
            let place = Place(
                width: Int(random.next() % 170), height: Int(random.next() % 60), depth: .none)
            play.player.update(.input(.resized(columns: place.width, rows: place.height)))
            let screen = play.player.view(place)
            #expect(screen.width == place.width && screen.height == place.height)
        }
    }
}

extension LessonPlay {
    /// The question at this stop.
    var question: ShownQuestion? {
        if case .question(let question)? = player.task { return question }
        return nil
    }
}

extension Walk {
    fileprivate mutating func lookForRival(_ sentence: String) {
        try? compare(withSentence: sentence)
    }
}
