import Foundation
import Testing

/// However the program ends, the terminal is given back, and the exit status tells how.
@Suite(.serialized) struct EndingTests {
    private func started(environment: [String: String] = [:]) throws -> TerminalRun {
        let run = try TerminalRun("TerminalSample", environment: environment)
        run.expect("inputs: 0,")
        run.settle(seconds: 0.05)
        #expect(
            run.traces == [
                "the alternate screen", "a hidden cursor", "reports of the mouse", "the modes",
            ])
        return run
    }

    @Test(arguments: ["xterm-256color", "screen-256color", "linux", "vt100"])
    func byItself(terminal: String) throws {
        let run = try TerminalRun("TerminalSample", environment: ["TERM": terminal])
        run.expect("inputs: 0,")
        run.send("q")
        #expect(run.ending() == .exit(0))
        #expect(run.traces == [])
    }

    @Test func byControlC() throws {
        let run = try started()
        run.send("\u{03}")
        #expect(run.ending() == .signal(SIGINT))
        #expect(run.traces == [])
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
    func byARequest(signal: Int32) throws {
        let run = try started()
        run.signal(signal)
        #expect(run.ending() == .signal(signal))
        #expect(run.traces == [])
    }

    /// Traps are `SIGILL` on one processor and `SIGTRAP` on another.
    @Test(
        arguments: [
            ("T", [SIGILL, SIGTRAP]), ("W", [SIGILL, SIGTRAP]), ("S", [SIGSEGV, SIGBUS]),
            ("A", [SIGABRT]), ("O", [SIGSEGV, SIGBUS]),
        ])
    func byACrash(key: String, signals: [Int32]) throws {
        let run = try started()
        run.send(key)
        let ending = run.ending()
        #expect(signals.contains { ending == .signal($0) }, "\(String(describing: ending))")
        #expect(run.traces == [])
        #expect(run.screen.text.contains("a mistake in heed"))
        #expect(run.screen.text.contains("Fatal error: asked for") == "TW".contains(key))
        #expect(!run.screen.text.contains("Press space"), "no questions:\n\(run.screen.text)")
    }

    /// Who wants to know where it crashed is told, and the program ends all the same.
    @Test func withABacktrace() throws {
        let run = try started(environment: ["SWIFT_BACKTRACE": "enable=yes,color=no"])
        run.send("T")
        let ending = run.ending()
        #expect(ending == .signal(SIGILL) || ending == .signal(SIGTRAP))
        #expect(String(decoding: run.output, as: UTF8.self).contains("Ending.happen()"))
        #expect(run.traces == [])
    }

    @Test func byAnExitFromWithin() throws {
        let run = try started()
        run.send("E")
        #expect(run.ending() == .exit(3))
        #expect(run.traces == [])
    }

    /// A shell with job control, as a person has it.
    @Test func stopsAndGoesOn() throws {
        let run = try TerminalRun("/bin/bash", ["--norc", "--noediting", "-i"])
        run.send("PS1='ready'; clear\n")
        run.expect("ready")
        run.send("'\(TerminalRun.folder)/TerminalSample'\n")
        run.expect("inputs: 0,")
        // While it writes its first screen.
        run.send("\u{1A}")
        run.expect("Stopped")
        #expect(!run.screen.isAlternate && run.screen.showsCursor)
        run.resize(columns: 100, rows: 30)
        run.send("fg\n")
        run.expect("100x30")
        run.expect("resized(columns: 100, rows: 30)")
        run.send("n")
        run.expect("inputs: 1,")
        run.send("q")
        run.expect("ready")
        #expect(!run.screen.isAlternate && run.screen.showsCursor && !run.reportsMouse)
        run.send("exit 7\n")
        #expect(run.ending() == .exit(7))
        #expect(run.traces == [])
    }
}
