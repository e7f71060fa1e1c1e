import Foundation
import Testing

/// What reaches terminals with more or fewer colours.
@Suite(.serialized) struct TerminalColourTests {
    private func screen(_ environment: [String: String], _ arguments: [String] = []) throws
        -> Emulator
    {
        let run = try TerminalRun("TerminalSample", arguments, environment: environment)
        run.expect("inputs: 0,")
        run.settle()
        return run.screen
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "xterm", "a-terminal-of-tomorrow"])
    func colourOf24Bits(terminal: String) throws {
        let screen = try screen(["TERM": terminal, "COLORTERM": "truecolor"])
        #expect(screen.lines[0] == "80x24 trueColour é → ─ ▒")
        let cell = screen[5, 5]
        #expect(cell.text == "▀")
        guard case .rgb = cell.foreground, case .rgb = cell.background else {
            Issue.record("\(cell)")
            return
        }
        #expect(screen[0, 0].isBold && screen[0, 0].foreground == .own)
    }

    @Test func colours256() throws {
        let screen = try screen([:])
        // The 12 colours of viridis; see `ColourMap`.
        let viridis: [UInt8] = [53, 54, 25, 61, 31, 67, 37, 108, 42, 113, 184, 220]
        var found: Set<UInt8> = []
        for column in 0..<64 {
            if case .index(let index) = screen[column, 4].foreground { found.insert(index) }
        }
        #expect(found.count > 8 && found.isSubset(of: viridis))
    }

    @Test(arguments: ["xterm", "screen", "linux"])
    func colours8(terminal: String) throws {
        let screen = try screen(["TERM": terminal])
        #expect(screen.lines[0] == "80x24 ansi16 é → ─ ▒")
        for column in 0..<64 {
            let cell = screen[column, 4]
            for colour in [cell.foreground, cell.background] {
                guard case .index(let index) = colour else { continue }
                #expect(index < 8)
            }
            #expect(" ░▒▓".contains(cell.text))
        }
    }

    @Test(arguments: [["TERM": "vt100"], ["NO_COLOR": "1"]])
    func noColour(environment: [String: String]) throws {
        let screen = try screen(environment)
        #expect(screen.lines[0] == "80x24 none é → ─ ▒")
        #expect(screen[0, 0].isBold)
        for column in 0..<64 {
            #expect(" .:-=+*#%@".contains(screen[column, 4].text))
            #expect(screen[column, 4].background == .own)
        }
    }

    @Test func plainCharacters() throws {
        for (locale, form) in [("C", "80x24 none e > - ="), ("", "80x24 ansi256 é → ─ ▒")] {
            let screen = try screen(["LANG": "", "LC_ALL": locale])
            #expect(screen.lines[0] == form)
        }
    }

    @Test func aLightBackgroundHasOtherColours() throws {
        let dark = try screen([:])
        let light = try screen([:], ["--light"])
        #expect(dark[5, 5].background != light[5, 5].background)
    }

    @Test(arguments: [
        ["\u{1B}]11;rgb:ffff/ffff/ffff\u{7}"], ["\u{1B}]11;rgb:ff/f", "f/ff\u{1B}\\"],
    ])
    func asksForTheBackground(answer: [String]) throws {
        let light = try screen([:], ["--light"])
        let run = try TerminalRun("TerminalSample", ["--ask"])
        run.expect("inputs: 0,")
        run.settle()
        #expect(String(decoding: run.output, as: UTF8.self).contains("\u{1B}]11;?\u{7}"))
        #expect(run.screen[5, 5].background != light[5, 5].background)
        for part in answer {
            run.send(part)
            usleep(30_000)
        }
        #expect(run.wait { run.screen[5, 5].background == light[5, 5].background })
        run.settle()
        #expect(run.screen.text.contains("inputs: 0,"), "no part of the answer is a key")
    }

    @Test func neverAsksTheLinuxConsole() throws {
        let run = try TerminalRun("TerminalSample", ["--ask"], environment: ["TERM": "linux"])
        run.expect("inputs: 0,")
        run.settle()
        #expect(!String(decoding: run.output, as: UTF8.self).contains("]11;"))
    }

    @Test(arguments: ["dumb", ""])
    func aTerminalThatIsTooSimple(terminal: String) throws {
        let run = try TerminalRun("TerminalSample", environment: ["TERM": terminal])
        #expect(run.ending() == .exit(64))
        #expect(run.screen.text.contains("heed print"))
        #expect(run.traces == [])
    }
}
