import CNcurses

/// What has to be written to give the terminal back when there is no time to ask ncurses.
enum Farewell {
    /// The commands for a screen of so many rows.
    static func commands(rows: Int) -> String {
        let ownModes =
            TerminalMode.areKnown ? TerminalMode.synchronisedOutput.off + TerminalMode.mouseOff : ""
        let commands = [
            ownModes, capability("sgr0"), capability("op"), capability("rmkx"),
            capability("cnorm"), heed_move_to_row(Int32(rows - 1)).map { String(cString: $0) },
            capability("el"), capability("rmcup"),
        ]
        return withoutPauses(commands.compactMap { $0 }.joined())
    }

    private static func capability(_ name: String) -> String? {
        heed_capability(name).map { String(cString: $0) }
    }

    /// Without the marks for the pauses that the terminals of old needed: `$<50/>`.
    static func withoutPauses(_ commands: String) -> String {
        var result = ""
        var rest = commands[...]
        while let start = rest.firstRange(of: "$<") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: ">") else { break }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}

/// Modes that no terminal's description has.
enum TerminalMode {
    /// What lies between the two is shown as one picture, never half of it.
    static let synchronisedOutput = (on: "\u{1B}[?2026h", off: "\u{1B}[?2026l")

    /// Asks for the colour of the background (OSC 11 of xterm). The answer comes as if it were typed;
    /// a terminal that has none stays silent.
    static let backgroundQuery = "\u{1B}]11;?\u{7}"

    /// What an answer begins with.
    static let backgroundAnswer = "\u{1B}]11;"

    /// ncurses switches the mouse on and off itself; this is for the end without it.
    static let mouseOff = "\u{1B}[?1006;1000l"

    /// Whether the terminal reads them or at least knows how to ignore them, as all do that report
    /// a mouse.
    static var areKnown: Bool { heed_capability("kmous") != nil }
}
