import Drawing
import Testing

@testable import Lessons
@testable import TerminalApp

@Suite struct SlideShowTests {
    private static let text = """
        ---
        title: Small
        minutes: 5
        ---
        ## A

        First words.

        ```heed
        note: Say this of the words.
        ```
        ```heed
        let:
          x: {values: [1, 5, 2], rows: 'word = cat, dog, cow'}
        ```
        ```heed
        show: x
        ```
        ```heed
        note: 'The sum is {{ sum(x) }}.'
        ```
        ```heed
        ask: Which is largest?
        choose: [cat, {choice: dog}, cow]
        answer: '{{ argmax(x) }}'
        hints: [look]
        right: 'It has {{ x[word=dog] }}.'
        ```
        ```heed
        note: Wait.
        ```

        ## B

        ```heed
        note: Before all.
        ```
        ```heed
        ask: Where?
        point: x
        answer: largest
        ```
        ```heed
        try: Make it large.
        at: x
        check: sum(x) > 100
        solution: [{set: 'x[word=cat]', to: 100}]
        ```
        """

    private func play(width: Int = 80, height: Int = 24) throws -> SlidePlay {
        try SlidePlay(Lesson(Self.text, file: "small.md"), width: width, height: height)
    }

    @Test func aNoteBelongsToWhatStandsBeforeIt() throws {
        let slides = try play().show.slides
        #expect(
            slides.map(\.notes) == [
                [], ["Say this of the words."], ["The sum is 8."], ["Wait."], ["Before all."], [],
            ])
        #expect(slides.map(\.title) == ["", "A", "A", "A", "B", "B"])
        #expect(slides.map(\.stop) == [0, 0, 0, 0, 1, 2])
    }

    @Test func anAnswerIsHiddenUntilItIsShown() throws {
        var play = try play()
        play.press(.right, .right, .character(" "))
        #expect(play.show.current == 3)
        #expect(play.screen.contains("B dog") && !play.screen.contains("It has 5."))
        play.press(.character("i"))
        #expect(play.screen.contains("Hint 1 of 1: look") && !play.screen.contains("✓"))
        play.press(.pageDown)
        #expect(play.show.current == 3, "first the answer")
        #expect(play.screen.contains("✓ dog") && play.screen.contains("It has 5."))
        play.press(.character("r"))
        #expect(!play.screen.contains("It has 5."), "it can be hidden again")
        play.press(.character("r"), .right)
        #expect(play.show.current == 4)
        play.press(.left)
        #expect(play.show.current == 3 && play.screen.contains("✓ dog"), "it stays shown")
    }

    @Test func aPlaceIsPointedAtInThePictureOnlyWithTheAnswer() throws {
        var play = try play()
        play.press(.character("-"))
        play.go(to: 4)
        #expect(play.screen.contains("Where?") && !play.screen.contains("✓ dog"))
        let hidden = play.show.view(play.place)
        play.press(.right)
        #expect(play.screen.contains("✓ dog"))
        let pointing = (hidden, play.show.view(play.place))
        func marked(_ surface: Surface) -> Bool {
            (0..<surface.height).contains { surface.row($0).contains { $0.style.isReversed } }
        }
        #expect(!marked(pointing.0) && marked(pointing.1))
    }

    @Test func notesAreShownOnlyOnRequestWithPlaceAndTime() throws {
        var play = try play()
        play.press(.right)
        #expect(!play.screen.contains("Say this"))
        play.time.seconds = 125
        play.press(.character("n"))
        #expect(play.screen.contains("Say this of the words."))
        #expect(play.screen.contains("slide 2/6   2:05   next: picture: x"))
        #expect(play.show.pace == .seconds(1))
        play.time.seconds = 126
        play.show.update(.tick)
        #expect(play.screen.contains("2:06"))
        play.press(.right, .right)
        #expect(play.screen.contains("next: the answer"))
        play.press(.escape)
        #expect(!play.screen.contains("next:") && play.show.pace == nil)
    }

    @Test func theStageOpensBeforeTheClassAndNothingIsKept() throws {
        var play = try play()
        play.press(.character("-"), .end)
        #expect(play.screen.contains("Make it large.") && !play.screen.contains("100"))
        play.press(.enter)
        #expect(play.show.player.stage != nil && play.screen.contains("Try it: Make it large."))
        play.press(.character("x"))
        for digit in "200" { play.press(.character(digit)) }
        play.press(.enter, .character("C"))
        #expect(play.show.player.checked?.isRight == true)
        for _ in 0..<5 where play.show.player.stage != nil { play.press(.escape) }
        #expect(play.show.player.stage == nil && play.show.current == 5)
        play.press(.right)
        #expect(play.screen.contains("✓ x[word=cat] = 100.0"))
        play.press(.right)
        #expect(play.show.message == "this is the last slide: q leaves")
    }

    @Test func theScreenCanBeBlackAndTheTypePlain() throws {
        var play = try play(width: 100, height: 40)
        play.press(.right)
        #expect(!play.screen.contains("First words."), "it is in large type")
        play.press(.character("-"))
        #expect(play.screen.contains("First words."))
        play.press(.character("."))
        let isBlack = play.screen.allSatisfy(\.isWhitespace)
        #expect(isBlack)
        play.press(.right)
        #expect(play.show.current == 1 && play.screen.contains("First words."))
        play.press(.character("?"))
        #expect(play.screen.contains("The keys that work here"))
        play.press(.character("q"))
        #expect(play.show.isFinished)
    }

    /// Where there are no blocks the words are there all the same.
    @Test func aTerminalOfPlainCharactersGetsCapitals() throws {
        let play = try play()
        let plain = Place(width: 80, height: 24, depth: .none, hasBlocks: false)
        let screen = TerminalEncoder(.none, styles: false).encode(play.show.view(plain))
        #expect(screen.contains("SMALL"))
    }

    @Test(arguments: ["small", "heads", "query-key-value"]) func anyKeysInAnyWindow(
        name: String
    ) throws {
        let lesson =
            name == "small"
            ? try Lesson(Self.text, file: "small.md") : try Course.lesson(named: name)
        var play = try SlidePlay(lesson, width: 80, height: 24)
        var random = SystemRandomNumberGenerator()
        let keys =
            SlideKeys.entries.filter { $0.command != .quit }.flatMap(\.keys)
            + [Key](repeating: .right, count: 12)
        for _ in 0..<150 {
            play.press(keys.randomElement(using: &random) ?? .right)
            let place = Place(
                width: .random(in: 0..<210), height: .random(in: 0..<64), depth: .trueColour)
            play.show.fit(place)
            play.show.update(.input(.resized(columns: place.width, rows: place.height)))
            let screen = play.show.view(place)
            #expect(screen.width == place.width && screen.height == place.height)
        }
    }

    /// Every word of every lesson is on a slide, and every slide of the course has a size.
    @Test(arguments: try Course.lessons().map(\.name)) func everyBlockIsOnASlide(
        name: String
    ) throws {
        let lesson = try Course.lesson(named: name)
        var run = try LessonRun(lesson, laboratory: LessonPlay.laboratory)
        let slides = try run.slides()
        let words = slides.reduce(0) { $0 + $1.wordBlocks.count }
        var expected = (words: 0, tasks: 0, notes: 0)
        for stop in 0..<run.stopCount {
            run.jump(toStop: stop)
            for block in try run.moment().blocks {
                switch block {
                case .prose, .changes: expected.words += 1
                case .question, .exercise: expected.tasks += 1
                case .note: expected.notes += 1
                case .pictures, .comparison, .animation: break
                }
            }
        }
        #expect(words == expected.words)
        #expect(slides.count(where: \.hasAnswer) == expected.tasks)
        #expect(slides.reduce(0) { $0 + $1.notes.count } == expected.notes)
    }
}

extension Slide {
    fileprivate var wordBlocks: [ShownBlock] {
        if case .words(let blocks) = content { return blocks }
        return []
    }
}
