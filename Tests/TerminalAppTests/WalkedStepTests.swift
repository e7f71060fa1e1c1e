import Checkpoints
import Drawing
import Guide
import Tensors
import Testing
import Tracing
import Training

@testable import TerminalApp

/// One step of training, walked through.
@Suite struct WalkedStepTests {
    /// L asks for a target; the passes of the step come with their numbers.
    private static func step(width: Int = 80, height: Int = 24) throws -> Screenplay {
        var play = try Screenplay("I love you", width: width, height: height)
        play.press(.character("L"), .control("u"))
        play.type("Ti amo molto")
        play.press(.enter)
        return play
    }

    @Test func theTargetThatIsOfferedIsWhatTheModelWrites() throws {
        var play = try Screenplay("I love you", width: 80, height: 24)
        play.press(.character("L"))
        #expect(play.screen.contains("learn to write: Ti amo"))
        play.press(.enter)
        #expect(play.walk.subject.step?.target == "Ti amo")
    }

    @Test func thePassesAreListedWithTheirNumbers() throws {
        let play = try Self.step()
        let step = try #require(play.walk.subject.step?.step)
        let (before, after) = (step.loss.value[[]], step.lossAfter.value[[]])
        #expect(after < before)
        #expect(play.screen.contains("how wrong it was, in one number: \(before.short)"))
        #expect(play.screen.contains("the loss is now \(after.short)"))
        #expect(play.screen.contains("a gradient of length \(step.gradientNorm.short)"))
    }

    /// A gradient has the name of its value; beside it, it says that it is none.
    @Test func aGradientIsCalledOne() throws {
        var play = try Self.step(width: 120, height: 40)
        try play.walk.go(to: "gradient.encoder.1.self_attention.scores")
        #expect(play.screen.contains("gradient of scores[head"))
    }

    /// The surprises are those of the wished words, whatever the decoder reads there.
    @Test func theWordsOfTheLossAreTheWishedOnes() throws {
        var play = try Self.step()
        try play.walk.go(to: "loss.cross_entropy.words[position=2]")
        #expect(play.screen.contains("cross_entropy.words[molto] = -log(4.3e-4) = 7.752"))
    }

    @Test func downAndUpGoThroughThePasses() throws {
        var play = try Self.step()
        for pass in ["the loss", "backward", "the update", "forward again"] {
            play.press(.down)
            #expect(play.screen.contains("one step of training › \(pass)"))
        }
        play.press(.up, .up)
        #expect(play.screen.contains("one step of training › backward"))
    }

    @Test func theUpdateShowsItsArithmetic() throws {
        var play = try Self.step()
        try play.walk.go(to: "update.logits.bias[token=molto]")
        let step = try #require(play.walk.subject.step?.step)
        let update = try #require(step.updates.first { $0.path == "logits.bias" })
        let cell = play.walk.gaze.cell.index
        let numbers = [update.before, update.gradient, update.after].map {
            step.trace.value(of: $0)[cell].short
        }
        #expect(
            play.screen.contains("= \(numbers[0]) - 0.05 x \(numbers[1]) = \(numbers[2])"),
            "\(play.screen)")
    }

    /// Of a parameter the number that moved most is looked at, and spoken of.
    @Test func theNumberThatMovedMostIsLookedAt() throws {
        var play = try Self.step()
        try play.walk.go(to: "update.logits.bias")
        let step = try #require(play.walk.subject.step?.step)
        let update = try #require(step.updates.first { $0.path == "logits.bias" })
        let (before, after) = (
            step.trace.value(of: update.before).elements,
            step.trace.value(of: update.after).elements
        )
        let moves = zip(before, after).map { ($0 - $1).magnitude }
        let most = try #require(moves.indices.max { moves[$0] < moves[$1] })
        #expect(play.walk.gaze.cell.index == [most])
        #expect(
            play.screen.contains("from \(before[most].short) to \(after[most].short)."),
            "\(play.screen)")
    }

    /// Beside every gradient stands the value that it belongs to, and a cell of it can be asked.
    @Test func aGradientStandsBesideItsValueAndCanBeAsked() throws {
        var play = try Self.step(width: 120, height: 40)
        try play.walk.go(to: "gradient.encoder.1.self_attention.weights")
        #expect(play.walk.picture == .gradient)
        #expect(play.screen.contains("its gradient"))
        play.press(.enter, .character("f"))
        #expect(play.screen.contains("Where does it come from?"))
        // A product opens into its two factors.
        play.press(.right, .down, .enter)
        #expect(play.walk.event.path != "gradient.encoder.1.self_attention.weights")
    }

    /// From the loss after the step to the gradient that made it fall: one trace.
    @Test func theSecondLossComesFromTheGradients() throws {
        let play = try Self.step()
        let trace = play.walk.trace
        let bias = try #require(trace["again.logits"]).event.inputs.map { trace.events[$0].path }
        #expect(bias.contains("update.logits.bias"))
    }

    @Test func whatWouldMisleadIsRefused() throws {
        var play = try Self.step()
        for key in ["e", "x", "d", "n", "w"] {
            play.press(.character(Character(key)))
            #expect(play.screen.contains("not in a step of training"), "\(key)")
        }
    }

    @Test func escapeLeadsBackToTheWalkthrough() throws {
        var play = try Self.step()
        play.press(.enter, .escape, .escape)
        #expect(play.walk.subject.step == nil)
        #expect(play.walk.outline.passes.count == 1)
        #expect(play.screen.contains("the walkthrough of the sentence"))
    }

    @Test func aWordThatTheModelCannotWriteIsSaid() throws {
        var play = try Screenplay("I love you", width: 80, height: 24)
        play.press(.character("L"))
        play.type(" zorblax")
        play.press(.enter)
        #expect(play.screen.contains("the model cannot write \"zorblax\""))
        #expect(play.walk.subject.step == nil)
    }

    /// Every step of every pass has words, and every screen can be drawn.
    @Test func everyStepCanBeLookedAt() throws {
        var play = try Self.step()
        play.press(.enter, .enter)
        var seen: Set<Pass> = []
        for number in stride(from: 0, to: play.walk.outline.steps.count, by: 7) {
            let id = play.walk.outline.steps[number]
            play.walk.look(at: id)
            seen.insert(Pass(of: play.walk.event.path))
            #expect(play.screen.contains("step \(number + 1) of"))
            #expect(!StepWords(of: id, in: play.walk.trace).title.isEmpty)
        }
        #expect(seen == Set(Pass.allCases))
    }

    /// Whatever is pressed, in whatever window, something is drawn.
    @Test(arguments: [(80, 24), (200, 60), (20, 5)])
    func everyKeyEverywhere(width: Int, height: Int) throws {
        var play = try Self.step(width: width, height: height)
        let keys =
            KeyMap.entries.filter { $0.command != .quit }.flatMap(\.keys) + [.enter, .escape]
        var random = SeededGenerator(seed: 7)
        var pressed: [Key] = []
        for _ in 0..<120 {
            let key = keys.randomElement(using: &random) ?? .enter
            pressed.append(key)
            play.press(key)
            let surface = play.walk.view(play.place)
            #expect(surface.width == width && surface.height == height, "\(pressed)")
        }
    }
}
