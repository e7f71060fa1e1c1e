import Foundation
import Testing

/// Whole runs of the walkthrough, as a learner makes them.
@Suite(.serialized) struct WalkRunTests {
    @Test(arguments: ["xterm-256color", "vt100", "screen", "linux"])
    func walksInEightyByTwentyFour(terminal: String) throws {
        let run = try TerminalRun("heed", ["walk"], environment: ["TERM": terminal])
        run.expect("step 1 of")
        run.send("\r\u{1B}[C")
        run.expect("step 2 of")
        run.send(":encoder.0.self_attention.scores\r")
        run.expect("scores[head")
        run.send("?")
        run.settle()
        run.send("\u{1B}")
        run.settle()
        run.send("q")
        #expect(run.ending() == .exit(0))
        #expect(run.traces == [])
    }

    @Test func aloneItWalks() throws {
        let run = try TerminalRun("heed")
        run.expect("step 1 of")
        run.send("q")
        #expect(run.ending() == .exit(0))
        #expect(run.traces == [])
    }

    @Test func aTerminalThatIsTooSimpleGetsALine() throws {
        let run = try TerminalRun("heed", ["walk"], environment: ["TERM": "dumb"])
        #expect(run.ending() == .exit(64))
        #expect(run.screen.text.contains("heed print"))
    }
}
