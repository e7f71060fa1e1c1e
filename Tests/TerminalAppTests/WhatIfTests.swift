import Guide
import Testing

@testable import TerminalApp

private let tired = "The animal didn't cross the street because it was too tired"

@Suite struct WhatIfTests {
    /// The head that finds the noun decides the adjective's gender, as the model's card says.
    @Test func theGuidedHeadCanBeSwitchedOffAndOnAgain() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.head_output[head=0]")
        play.press(.enter, .character("e"))
        let rows = (play.walk.panel?.rows ?? [])
        let row = try #require(rows.firstIndex { $0.text.contains("head 0 of encoder.1") })
        for _ in 0..<row { play.press(.down) }
        play.press(.enter)
        #expect(play.walk.outcome?.after.words.last == "stanca")
        #expect(play.walk.trace.value(of: play.walk.event.id)[play.walk.gaze.cell.index] == 0)
        // The list of what was changed has grown above it; the same line is still chosen.
        play.press(.enter)
        #expect(play.walk.outcome == nil && play.walk.changes.isEmpty)
        play.press(.enter, .escape, .character("u"))
        #expect(play.walk.outcome == nil && play.walk.changes.isEmpty)
    }

    @Test func anyCellCanBeSet() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.0.self_attention.scores[head=2, query=it, key=animal]")
        play.press(.enter, .character("x"))
        play.type("x1")
        play.press(.enter)
        #expect(play.walk.prompt?.error?.contains("no number") == true)
        play.press(.control("u"))
        play.type("-12.5")
        play.press(.enter)
        #expect(play.walk.trace.value(of: play.walk.event.id)[play.walk.gaze.cell.index] == -12.5)
        play.press(.character("d"))
        #expect(play.walk.trace.value(of: play.walk.event.id)[play.walk.gaze.cell.index] != -12.5)
        play.press(.character("U"))
        #expect(play.walk.changes.isEmpty)
    }

    @Test func whichRunIsInSightIsAlwaysSaid() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.weights[head=0, query=it, key=animal]")
        play.press(.enter)
        func header() -> String { String(play.screen.prefix(80)) }
        #expect(!header().contains("changes"))
        play.type("x0.25")
        play.press(.enter, .left, .right)
        #expect(header().contains("after the changes  step"))
        play.type("d")
        #expect(header().contains("before the changes  step"))
        play.type("d")
        #expect(header().contains("the difference  step"))
        #expect(
            play.screen.contains(
                "weights[head 0, it, animal]: 1.000 → 0.250, a difference of -0.750"))
        play.type("U")
        #expect(!header().contains("the difference"))
    }

    @Test func aMaskEntryIsHidden() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.mask[query=it, key=animal]")
        play.press(.enter, .character("e"), .down, .enter, .escape)
        #expect(play.walk.changes.list.count == 1)
        play.type(":encoder.1.self_attention.weights[head=0, query=it, key=animal]")
        play.press(.enter)
        #expect(play.walk.trace.value(of: play.walk.event.id)[play.walk.gaze.cell.index] == 0)
    }

    /// The words of the step would be contradicted by its numbers.
    @Test func aChangedStepSaysSo() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.layer_norm.normalised")
        play.press(.enter)
        #expect(!play.screen.contains("Changed by you"))
        play.walk.attempt { $0.add(.normOff(part: "encoder.1.self_attention")) }
        #expect(play.screen.contains("Changed by you: The vectors go on as they are"))
        #expect(play.screen.contains("Without the change: "))
        play.press(.character("d"))
        #expect(!play.screen.contains("Changed by you"))
        play.press(.character("U"), .left)
        #expect(!play.screen.contains("Changed by you"))
    }

    @Test func theNormsBeforeKeepTheStep() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.weights")
        play.press(.enter)
        play.walk.attempt { $0.add(.normsBefore) }
        #expect(play.walk.event.path == "encoder.1.self_attention.weights")
        #expect(play.walk.message != nil)
    }
}
