import Foundation
import Testing

/// The loop and the terminal, seen from outside.
@Suite(.serialized) struct LoopTests {
    @Test func keysReachTheProgram() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("80x24 ansi256")
        #expect(run.screen.isAlternate && !run.screen.showsCursor && run.reportsMouse)
        let keys = [
            ("\u{1B}[A", "up"), ("\u{1B}OA", "up"), ("\u{1B}[1;5C", "right"),
            ("\u{1B}[5~", "pageUp"), ("\u{1B}[1~", "home"), ("\u{1B}OF", "end"),
            ("\u{1B}[Z", "backTab"), ("\t", "tab"), ("\r", "enter"), ("\u{7F}", "backspace"),
            ("\u{1B}[3~", "delete"), ("\u{1B}OP", "function(1)"), ("\u{1B}[11~", "function(1)"),
            ("\u{12}", "control(\"r\")"), ("é", "character(\"é\")"), ("\u{1B}", "escape"),
        ]
        for (index, (sequence, name)) in keys.enumerated() {
            run.send(sequence)
            run.expect("inputs: \(index + 1),")
            #expect(run.screen.lines[1].hasSuffix(".\(name))"), "\(run.screen.lines[1]): \(name)")
        }
    }

    /// A sequence that nobody knows is not taken for the keys that its letters are.
    @Test func unknownSequencesAreNoKeys() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("inputs: 0,")
        run.send("\u{1B}[57399;1uz")
        run.expect("character(\"z\")")
        #expect(run.screen.text.contains("inputs: 1,"))
    }

    @Test func theMouseIsReportedUnlessNotWanted() throws {
        let run = try TerminalRun("TerminalSample", columns: 120)
        run.expect("inputs: 0,")
        run.send("\u{1B}[<0;12;5M\u{1B}[<0;12;5m")
        run.expect("press, column: 11, row: 4")
        run.send("\u{1B}[<65;1;1M")
        run.expect("wheelDown, column: 0, row: 0")
        run.send("\u{1B}[<64;1;1M")
        run.expect("wheelUp")

        let without = try TerminalRun("TerminalSample", ["--no-mouse"])
        without.expect("inputs: 0,")
        #expect(!without.reportsMouse)
    }

    @Test func aStormOfKeysIsDrawnFewTimes() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("inputs: 0,")
        run.send(String(repeating: "zy", count: 1000))
        run.expect("inputs: 2000,")
        let views = try #require(run.screen.text.firstMatch(of: /views: (\d+)/)?.output.1)
        #expect(try #require(Int(views)) < 100)
    }

    @Test func resizesAtAnyMoment() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("80x24")
        for size in 1...60 {
            run.resize(columns: 10 + size * 7 % 90, rows: 5 + size * 11 % 40)
        }
        run.resize(columns: 10, rows: 5)
        run.expect("10x5")
        run.resize(columns: 120, rows: 40)
        run.expect("120x40 ansi256 é → ─ ▒")
        #expect(run.screen.lines[3].count == 64)
        run.send("q")
        #expect(run.ending() == .exit(0))
        #expect(run.traces == [])
    }

    /// Whatever the terminal makes of a new size, the picture on it is whole afterwards.
    @Test func thePictureIsWholeAfterResizing() throws {
        let run = try TerminalRun("TerminalSample", columns: 80, rows: 40)
        run.expect("80x40")
        run.resize(columns: 60, rows: 20)
        run.expect("60x20")
        run.resize(columns: 80, rows: 40)
        run.expect("80x40")
        run.settle()
        let fresh = try TerminalRun("TerminalSample", columns: 80, rows: 40)
        fresh.expect("80x40")
        fresh.settle()
        for row in 3..<40 {
            for column in 0..<80 where run.screen[column, row] != fresh.screen[column, row] {
                Issue.record("\(column), \(row) differs")
                return
            }
        }
    }

    @Test func messagesFromElsewhereWakeTheLoop() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("inputs: 0,")
        run.send("m")
        run.expect("message 3")
    }

    @Test func ticksComeOnlyWhereThereIsAPace() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("ticks: 0,")
        run.send("t")
        run.expect("ticks: 3,")
        run.send("t")
        run.settle()
        let before = run.output.count
        run.settle(seconds: 0.3)
        #expect(run.output.count == before)
    }

    #if os(Linux)
        @Test func idlingCostsNothing() throws {
            let run = try TerminalRun("TerminalSample")
            run.expect("inputs: 0,")
            run.settle(seconds: 0.3)
            let before = run.processorTime
            #expect(before > 0)
            Thread.sleep(forTimeInterval: 1)
            #expect(run.processorTime == before)
        }
    #endif

    @Test func controlLWritesAllAnew() throws {
        let run = try TerminalRun("TerminalSample")
        run.expect("inputs: 0,")
        run.settle()
        run.screen.feed(Array("\u{1B}[H\u{1B}[2Jrubbish".utf8))
        #expect(!run.screen.text.contains("inputs"))
        run.send("\u{0C}")
        run.expect("inputs: 0,")
        #expect(!run.screen.text.contains("rubbish"))
    }

    /// A cursor that moves by one cell changes two cells and the line with the last key.
    @Test func onlyWhatChangedIsWritten() throws {
        let run = try TerminalRun("TerminalSample", columns: 80, rows: 40)
        run.expect("inputs: 0,")
        run.settle()
        run.send("\u{1B}[C\u{1B}[C")
        run.settle()
        let before = run.output.count
        run.send("\u{1B}[C")
        run.expect("inputs: 3,")
        run.settle()
        #expect(run.output.count - before < 200)
        #expect(run.screen[3, 3].isReversed && !run.screen[2, 3].isReversed)
    }
}
