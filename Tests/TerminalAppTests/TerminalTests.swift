import CNcurses
import Foundation
import Testing

@testable import TerminalApp

/// The parts of the terminal that need none.
struct TerminalTests {
    @Test func controlCharactersAreKeys() {
        #expect(KeyReader.key(forScalar: 0x01) == .control("a"))
        #expect(KeyReader.key(forScalar: 0x1A) == .control("z"))
        #expect(KeyReader.key(forScalar: 0x09) == .tab)
        #expect(KeyReader.key(forScalar: 0x0D) == .enter)
        #expect(KeyReader.key(forScalar: 0x0A) == .enter)
        #expect(KeyReader.key(forScalar: 0x08) == .backspace)
        #expect(KeyReader.key(forScalar: 0x7F) == .backspace)
        #expect(KeyReader.key(forScalar: 0x20) == .character(" "))
        #expect(KeyReader.key(forScalar: 0x732B) == .character("猫"))
        for value in [0x00, 0x1C, 0x1F, 0x85, 0x9F, 0xD800, 0x11_0000, UInt32.max] {
            #expect(KeyReader.key(forScalar: value) == nil)
        }
    }

    @Test func keysOfNcursesAreKeys() {
        #expect(KeyReader.key(for: KEY_F0 + 1) == .function(1))
        #expect(KeyReader.key(for: KEY_F0 + 12) == .function(12))
        #expect(KeyReader.key(for: KEY_SRIGHT) == .right)
        #expect(KeyReader.key(for: KEY_RESIZE) == nil)
    }

    @Test func plainCharactersLookAlike() {
        #expect(Characters.ascii.form(of: "x") == "x")
        #expect(Characters.ascii.form(of: "─") == "-")
        #expect(Characters.ascii.form(of: "█") == "#")
        #expect(Characters.ascii.form(of: "é") == "e")
        #expect(Characters.ascii.form(of: "e\u{301}") == "e")
        #expect(Characters.ascii.form(of: "猫") == "?")
        #expect(Characters.unicode.form(of: "─") == "─")
    }

    @Test func pausesAreLeftOut() {
        #expect(Farewell.withoutPauses("a$<5>b$<2.5*/>c") == "abc")
        #expect(Farewell.withoutPauses("\u{1B}[m\u{0F}$<2>") == "\u{1B}[m\u{0F}")
        #expect(Farewell.withoutPauses("$5 < $6") == "$5 < $6")
    }
}

/// What other software reads in the description of a terminal that heed makes for itself.
@Suite(.serialized) struct DirectColourTests {
    /// The capabilities of a terminal as `infocmp` of ncurses prints them, one a line.
    private func capabilities(of terminal: String, description: String? = nil) throws -> Set<String>
    {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["infocmp", "-1", "-x", terminal]
        if let description {
            process.environment = ["PATH": "/usr/bin:/bin", "TERMINFO": description]
        }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("\t") }
        return Set(lines.map { $0.trimmingCharacters(in: .whitespaces) })
    }

    @Test(
        .enabled(if: heed_has_wide_pairs), arguments: ["xterm-256color", "tmux-256color", "screen"])
    func onlyTheColoursAreOthers(terminal: String) throws {
        let installed = try capabilities(of: terminal)
        let description = try #require(DirectColour.description(of: terminal))
        let made = try capabilities(of: terminal, description: description)
        let components = #"%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm,"#
        let wanted: Set = [
            "RGB,", "colors#0x1000000,", "pairs#0x10000,", #"setaf=\E[38;2;"# + components,
            #"setab=\E[48;2;"# + components,
        ]
        #expect(made.subtracting(installed) == wanted.subtracting(installed))
        // Of what every description may have, only colours; what single terminals add is not used.
        let missing = installed.subtracting(made).map { line in
            String(line.prefix { $0.isLetter || $0.isNumber })
        }
        let standard = Set(
            [heed_flag_name, heed_number_name, heed_string_name].flatMap(DirectColour.names))
        let colours: Set = [
            "ccc", "colors", "pairs", "setaf", "setab", "setf", "setb", "initc", "oc",
        ]
        #expect(standard.count > 400 && standard.intersection(missing).isSubset(of: colours))
    }

    @Test func anUnknownTerminalHasNoDescription() {
        #expect(DirectColour.description(of: "a-terminal-of-tomorrow") == nil)
    }
}
