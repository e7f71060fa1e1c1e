import Decoding
import Drawing
import Foundation
import Tensors
import Testing

@testable import TerminalApp

private let beam = Strategy.beam(BeamSearch(width: 4))

@Suite struct DecodingTests {
    // MARK: - Step by step

    /// y measures the times both ways, and y again counts the work; another sentence has other times.
    @Test func timesAreMeasuredBothWays() throws {
        var play = try DecodingPlay(.greedy)
        play.press(.character("y"))
        #expect(play.screen.page == .cache)
        let times = try #require(play.screen.times)
        #expect(times.withCache.count == 64)
        #expect(times.without.count == times.withCache.count)
        #expect((times.withCache + times.without).allSatisfy { $0 > 0 })
        #expect(play.text.contains("microseconds a word, measured"))
        #expect(play.text.contains("Measured: word 1 takes \(Int(times.withCache[0])) µs"))
        // The 64th word reads 64 times as many words without the cache: whatever else the machine
        // does, that takes longer.
        #expect(times.without[63] > times.withCache[63])
        play.press(.character("y"))
        #expect(play.text.contains("thousand multiply-adds a word"))
        play.press(.character("y"), .character("+"))
        #expect(play.screen.times == nil)
    }

    @Test func steppingOnWritesTheSentenceWordByWord() throws {
        var play = try DecodingPlay(.greedy)
        var words: [String] = []
        for _ in 0..<play.screen.writing.steps {
            words.append(play.screen.writing.word(play.screen.hypothesis.word))
            play.press(.right)
        }
        #expect(words == ["l'", "orologio", "è", "nella", "trofeo", "<eos>"])
        #expect(play.screen.message?.contains("L'orologio è nella trofeo") == true)
        play.press(.home)
        #expect(play.screen.step == 0)
        play.press(.left)
        #expect(play.screen.step == 0)
        play.press(.end)
        #expect(play.screen.step == 5)
    }

    @Test func playingStepsOnAndStopsAtTheEnd() throws {
        var play = try DecodingPlay(.greedy)
        #expect(play.screen.pace == nil)
        play.press(.character(" "))
        #expect(play.screen.pace != nil)
        for _ in 0..<7 { play.screen.update(.tick) }
        #expect(play.screen.step == 5 && play.screen.pace == nil)
    }

    @Test func theAttentionIsThatOfTheHead() throws {
        var play = try DecodingPlay(.greedy)
        play.press(.right)
        let attention = try #require(play.screen.expansion?.attention)
        play.press(.character("["))
        #expect(play.screen.layerAndHead == (0, 3))
        #expect(play.screen.attentionRow == (0..<7).map { attention[0, 3, $0] })
        play.press(.character("]"), .character("]"))
        #expect(play.screen.layerAndHead == (1, 1))
    }

    // MARK: - By hand

    /// Greedy search misses the sentence that the beam finds; one word by hand leads there.
    @Test func anotherWordIsTakenByHandAndTakenBack() throws {
        var play = try DecodingPlay(.greedy)
        play.press(.right, .right, .right)
        #expect(play.written == "L'orologio è nella trofeo")
        play.press(.down, .enter)
        #expect(play.written == "L'orologio è nel trofeo")
        #expect(play.screen.hypothesis.isForced && play.screen.step == 3)
        #expect(play.text.contains("by hand"))
        play.press(.character("u"))
        #expect(play.written == "L'orologio è nella trofeo")
        #expect(play.screen.step == 3 && play.screen.writing.beginning.isEmpty)
    }

    @Test func aDroppedHypothesisCanBeFollowed() throws {
        var play = try DecodingPlay(beam)
        play.type("2")
        play.press(.right, .right, .right)
        while play.screen.hypothesis.fate != .dropped { play.press(.down) }
        let words = play.screen.writing.words(of: play.screen.choice)
        #expect(words == ["l'", "cane", "è", "nella"])
        play.press(.enter)
        let best = play.screen.generation.best
        #expect(best.ids.prefix(4).map { play.screen.writing.word($0) } == words)
        #expect(play.text.contains("given by hand"))
    }

    // MARK: - What is shown

    /// The numbers of the words stand in the order of the model's own distribution, and what is left
    /// is said.
    @Test func whatSamplingCutsOffIsMarkedAndTheSharesAreWhole() throws {
        let sampling = Sampling(temperature: 2, topK: 4, seed: 1)
        var play = try DecodingPlay(.sample(sampling))
        play.press(.right, .right)
        let lines = NextWordLine.lines(of: play.screen)
        #expect(lines.prefix(4).allSatisfy { ($0.share ?? 0) > 0 })
        #expect(lines.dropFirst(4).allSatisfy { $0.share == 0 && $0.note == "cut off" })
        #expect(abs(lines.reduce(0) { $0 + ($1.share ?? 0) } - 1) < 1e-4)
        // Twice the temperature: shares are as the square roots of the probabilities.
        let (a, b) = (lines[0], lines[1])
        let ratio = (a.probability / b.probability).squareRoot()
        #expect(abs((a.share ?? 0) / (b.share ?? 1) / ratio - 1) < 1e-4)
    }

    @Test func theMenuChangesTheStrategy() throws {
        var play = try DecodingPlay(.greedy)
        play.press(.character("e"), .down, .enter)
        #expect(play.screen.writing.strategy == .beam(BeamSearch(width: 2)))
        #expect(play.written == "L'orologio è nel trofeo")
        play.type("+")
        #expect(play.screen.writing.strategy == .beam(BeamSearch(width: 3)))
        play.type("--")
        #expect(play.screen.writing.strategy == .beam(BeamSearch(width: 1)))
        play.type("-")
        #expect(play.screen.writing.strategy == .beam(BeamSearch(width: 1)))
    }

    @Test func anotherSentenceIsTyped() throws {
        var play = try DecodingPlay(.greedy)
        play.type("/")
        play.press(.enter)
        #expect(play.screen.prompt?.error?.contains("empty") == true)
        play.type("I love you")
        play.press(.enter)
        #expect(play.screen.prompt == nil && play.written == "Ti amo")
    }

    @Test func theKeysOfTheStepAreThoseOfTheTrace() throws {
        var play = try DecodingPlay(.greedy)
        #expect(play.screen.kept == nil)
        play.type("4")
        #expect(play.screen.kept?.keys.shape == [4, 1, 16])
        play.press(.right, .right)
        #expect(play.screen.kept?.keys.shape == [4, 3, 16])
        let earlier = try #require(play.screen.kept)
        play.press(.right)
        let later = try #require(play.screen.kept)
        // What is reused has the same bits.
        for head in 0..<4 {
            for word in 0..<3 {
                #expect(
                    (0..<16).allSatisfy {
                        earlier.keys[head, word, $0] == later.keys[head, word, $0]
                    })
            }
        }
    }

    @Test func escapeClosesAndThenLeaves() throws {
        var play = try DecodingPlay(.greedy)
        play.press(.character("?"))
        #expect(play.text.contains("The keys that work here"))
        play.press(.escape)
        #expect(play.screen.overlay == nil && !play.screen.isFinished)
        play.press(.escape)
        #expect(play.screen.isFinished)
    }

    @Test func theWalkthroughOpensItAndGoesOnWhereItWas() throws {
        var play = try Screenplay(DecodingExample.gardenPath, width: 80, height: 24)
        play.press(.enter, .right, .character("n"))
        #expect(play.screen.contains("next word   probability"))
        play.press(.right)
        #expect(play.walk.decoding?.step == 1)
        let step = play.walk.event.path
        play.press(.escape)
        #expect(play.walk.decoding == nil && !play.walk.isFinished)
        #expect(play.walk.event.path == step)
        play.press(.character("n"), .character("q"))
        #expect(play.walk.isFinished)
    }

    @Test func ordinalsAreEnglish() {
        #expect(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal)
                == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"])
    }

    // MARK: - Whole screens

    @Test(arguments: [(80, 24), (160, 48)]) func everyView(width: Int, height: Int) throws {
        var play = try DecodingPlay(beam, width: width, height: height)
        play.press(.right, .right, .right)
        for page in DecodingScreen.Page.allCases {
            play.type("\(page.rawValue + 1)")
            try play.check("decoding-\(page)-\(width)x\(height)")
        }
        play.press(.character("e"))
        try play.check("decoding-menu-\(width)x\(height)")
    }

    @Test(arguments: [(80, 24), (160, 48)]) func samplingAndRisk(width: Int, height: Int) throws {
        let sampling = Sampling(temperature: 1.5, topK: 5, seed: 5)
        var play = try DecodingPlay(.sample(sampling), width: width, height: height)
        play.press(.right, .right, .right)
        try play.check("decoding-sampling-\(width)x\(height)")
        let risk = MinimumBayesRisk(candidates: .samples(8, sampling), utility: .chrF)
        play = try DecodingPlay(.minimumBayesRisk(risk), width: width, height: height)
        play.type("3")
        try play.check("decoding-risk-\(width)x\(height)")
    }

    @Test func aSmallWindowSaysSo() throws {
        #expect(
            try DecodingPlay(.greedy, width: 20, height: 5).text.contains("needs more"))
    }

    /// Whatever is pressed in whatever window, the screen has the window's size.
    @Test(arguments: [1, 2, 3, 4]) func anyKeysInAnyWindow(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var play = try DecodingPlay(.greedy, "I love you")
        let keys = DecodingKeys.entries.filter { $0.command != .quit && $0.command != .goOut }
            .flatMap(\.keys)
        for _ in 0..<150 {
            play.press(keys.randomElement(using: &random) ?? .enter)
            let place = Place(
                width: .random(in: 0...220, using: &random),
                height: .random(in: 0...70, using: &random),
                depth: ColourDepth.allCases.randomElement(using: &random) ?? .none)
            play.screen.update(.input(.resized(columns: place.width, rows: place.height)))
            let screen = play.screen.view(place)
            #expect(screen.width == place.width && screen.height == place.height)
        }
    }
}
