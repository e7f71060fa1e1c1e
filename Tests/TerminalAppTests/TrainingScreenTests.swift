import Drawing
import Foundation
import Testing
import Training

@testable import TerminalApp

/// Plays the training screen without a terminal and without a training.
private struct TrainingPlay {
    /// What was asked of the training.
    final class Orders: @unchecked Sendable {
        var all: [String] = []
    }

    var screen: TrainingScreen
    let orders = Orders()

    /// A training that waits, at its beginning.
    init() throws {
        let orders = orders
        screen = TrainingScreen(
            try Trainer(Self.recipe), title: "reverse", cost: "1 weight",
            theme: Theme.all[0],
            control: TrainingControl(
                go: { orders.all.append("go") }, pause: { orders.all.append("pause") },
                step: { orders.all.append("step") },
                limit: { orders.all.append("limit \($0.map { String(Int($0)) } ?? "none")") },
                end: { orders.all.append("end") }))
    }

    /// The bundled recording.
    init(replaying name: String) throws {
        screen = TrainingScreen(
            replaying: try History(named: name), title: name, theme: Theme.all[0])
    }

    static var recipe: Recipe {
        var recipe = Recipe.named["reverse"] ?? Recipe()
        recipe.steps = 12
        recipe.batch = 4
        recipe.architecture.dModel = 8
        return recipe
    }

    mutating func press(_ keys: Key...) {
        for key in keys { screen.update(.input(.key(key))) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    mutating func hear(_ news: TrainingNews) { screen.update(.message(news)) }

    func text(width: Int = 80, height: Int = 24) -> String {
        TerminalEncoder(.none, styles: false).encode(
            screen.view(Place(width: width, height: height, depth: .none)))
    }

    /// Compares with a file that a reviewer can read. `HEED_RECORD_SNAPSHOTS=1` writes it anew.
    func check(_ name: String, location: SourceLocation = #_sourceLocation) throws {
        for (width, height) in [(80, 24), (160, 48)] {
            let text = text(width: width, height: height)
            let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("Snapshots/training-\(name)-\(width)x\(height).txt")
            if ProcessInfo.processInfo.environment["HEED_RECORD_SNAPSHOTS"] == "1" {
                try text.write(to: url, atomically: true, encoding: .utf8)
            }
            #expect(
                text == (try String(contentsOf: url, encoding: .utf8)), sourceLocation: location)
        }
    }

    /// A training that has run to a step, with what it told on the way.
    mutating func train(to end: Int) throws -> Trainer {
        var trainer = try Trainer(Self.recipe)
        while trainer.run.step < end {
            let outcome = trainer.advance()
            let pace = Pace(tokensPerSecond: 1000, secondsLeft: 7.2)
            hear(.stepped(outcome.report, pace))
            if let reading = outcome.reading { hear(.reading(reading, pace)) }
            if let moment = outcome.moment { hear(.moment(moment)) }
        }
        return trainer
    }
}

@Suite struct TrainingScreenTests {
    /// L walks through one step with the weights as they are, and q leads back to the training.
    @Test func aStepIsWalkedThrough() throws {
        var play = try TrainingPlay()
        play.press(.character("L"))
        #expect(play.orders.all == ["pause"])
        #expect(play.screen.walk == nil)
        var trainer = try Trainer(TrainingPlay.recipe)
        _ = trainer.advance()
        play.hear(.paused(trainer))
        let step = try #require(play.screen.walk?.subject.step?.step)
        #expect(
            step.setting.model.parameters["logits.bias"] == trainer.run.parameters["logits.bias"])
        #expect(play.text().contains("one step of training › forward"))
        play.press(.down)
        #expect(play.text().contains("one step of training › the loss"))
        play.press(.character("q"))
        #expect(play.screen.walk == nil)
        #expect(!play.screen.isFinished)
        #expect(play.text().contains("training reverse"))
        // The training stands; the step is there at once.
        play.press(.character("L"), .escape)
        #expect(play.orders.all == ["pause"])
        #expect(play.screen.walk == nil)
    }

    @Test func aRecordingHasNoWeights() throws {
        var play = try TrainingPlay(replaying: "translation")
        play.press(.character("L"))
        #expect(play.text().contains("a recording has no weights"))
    }

    @Test func theRecordingIsScrubbed() throws {
        var play = try TrainingPlay(replaying: "translation")
        try play.check("replay-first")
        for _ in 0..<24 { play.press(.right) }
        try play.check("replay-middle")
        play.press(.end, .tab)
        try play.check("replay-last")
        play.press(.right)
        #expect(play.screen.moment.step == 2000)
        play.press(.home, .left)
        #expect(play.screen.moment.step == 0)
        play.type("q")
        #expect(play.screen.isFinished)
    }

    /// The weight of the noun grows while the sentence becomes right.
    @Test func theRecordingPlaysToItsEnd() throws {
        var play = try TrainingPlay(replaying: "translation")
        #expect(play.screen.pace == nil)
        play.type(" ")
        #expect(play.screen.pace != nil)
        var steps: [Int] = []
        while play.screen.isPlaying {
            play.screen.update(.tick)
            steps.append(play.screen.moment.step)
        }
        let expected: [Int] = play.screen.history.moments.dropFirst().map(\.step)
        #expect(steps == expected)
        #expect(play.screen.pace == nil)
    }

    @Test func aTrainingIsSteered() throws {
        var play = try TrainingPlay()
        #expect(play.text().contains("1 weight; Space begins"))
        play.type(" ")
        #expect(play.screen.phase == .running)
        play.type(" ")
        #expect(play.screen.phase == .paused)
        play.type(".")
        play.type("<<")
        play.type(">>>")
        play.type(" ")
        #expect(
            play.orders.all == [
                "go", "pause", "step", "limit 20", "limit 5", "limit 20", "limit none",
                "limit none", "go",
            ])
    }

    @Test func whatTheTrainingTellsIsShown() throws {
        var play = try TrainingPlay()
        play.type(" ")
        let trainer = try play.train(to: 8)
        #expect(play.screen.history == trainer.history)
        let text = play.text()
        #expect(text.contains("step 8 of 12"))
        #expect(text.contains("1000 tokens/s"))
        #expect(text.contains("8 s left"))
        #expect(text.contains("after step 8"))
        // Back to what was, and to what is.
        play.press(.left, .left)
        #expect(play.screen.moment.step == 6)
        #expect(play.text().contains("step 8 of 12"))
        play.press(.end)
        #expect(play.screen.moment.step == 8)
    }

    @Test func leavingSavesFirst() throws {
        var play = try TrainingPlay()
        let trainer = try play.train(to: 3)
        play.type("q")
        #expect(play.orders.all == ["end"])
        #expect(!play.screen.isFinished)
        play.type("q ")
        #expect(play.orders.all == ["end"])
        play.hear(.ended(trainer))
        #expect(play.screen.isFinished)
        #expect(play.screen.result?.run.step == 3)
    }

    /// A finished training stays to be looked at.
    @Test func theEndIsNotTheEndOfTheScreen() throws {
        var play = try TrainingPlay()
        play.type(" ")
        play.hear(.ended(try play.train(to: 12)))
        #expect(play.screen.phase == .finished)
        #expect(!play.screen.isFinished)
        play.press(.home)
        #expect(play.screen.moment.step == 0)
        play.type(".")
        #expect(play.screen.message?.contains("over") == true)
        play.type("q")
        #expect(play.screen.isFinished)
        #expect(play.screen.result?.isFinished == true)
    }

    @Test func allHeadsAreReached() throws {
        var play = try TrainingPlay(replaying: "translation")
        var seen: Set<[Int]> = []
        for _ in 0..<8 {
            seen.insert([play.screen.layer, play.screen.head])
            play.type("]")
        }
        #expect(seen.count == 8)
        #expect(play.screen.layer == 1 && play.screen.head == 0)
        play.type("[")
        #expect(play.screen.layer == 0 && play.screen.head == 3)
    }

    @Test func everyKeyIsInTheHelpAndMeansOneThing() throws {
        #expect(Set(TrainingKeys.entries.map(\.command)) == Set(TrainingCommand.allCases))
        var play = try TrainingPlay(replaying: "translation")
        play.type("?")
        for entry in TrainingKeys.entries { #expect(play.text().contains(entry.label)) }
        play.type("?")
        #expect(!play.text().contains("one step, then a pause"))
    }

    /// Whatever is pressed in whatever window, there is a picture of that size.
    @Test func noKeyBreaksAnything() throws {
        var play = try TrainingPlay(replaying: "translation")
        var generator = SystemRandomNumberGenerator()
        let keys = TrainingKeys.entries.filter { $0.command != .leave }.flatMap(\.keys)
        for _ in 0..<60 {
            if let key = keys.randomElement(using: &generator) { play.press(key) }
            let place = Place(
                width: Int.random(in: 1...200, using: &generator),
                height: Int.random(in: 1...60, using: &generator), depth: .trueColour)
            let surface = play.screen.view(place)
            #expect(surface.width <= place.width || place.width < 60)
        }
    }

    /// Between two pictures the eye misses nothing that counts.
    @Test func stepsAreThinnedOutButNotTheLast() throws {
        final class Passed: @unchecked Sendable { var steps: [Int] = []; var others = 0 }
        let passed = Passed()
        let throttle = Throttle { news in
            if case .stepped(let report, _) = news {
                passed.steps.append(report.step)
            } else {
                passed.others += 1
            }
        }
        var run = TrainingRun(TrainingPlay.recipe)
        let report = run.advance()
        let later = run.advance()
        let pace = Pace(tokensPerSecond: 1, secondsLeft: 1)
        for _ in 0..<100 { throttle.pass(.stepped(report, pace)) }
        throttle.pass(.stepped(later, pace))
        throttle.pass(.paused(try Trainer(TrainingPlay.recipe)))
        #expect(passed.others == 1)
        #expect(passed.steps.count < 50)
        #expect(passed.steps.last == 1)
    }
}
