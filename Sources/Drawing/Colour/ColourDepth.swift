/// How many colours can be shown.
public enum ColourDepth: Int, Sendable, CaseIterable {
    case none, ansi16, ansi256, trueColour

    /// What a person asked for.
    public enum Choice: String, Sendable, CaseIterable {
        case auto, always, never
    }

    /// Decides from the environment. An explicit choice wins over `NO_COLOR` (no-color.org), which
    /// wins over what the terminal could show.
    ///
    /// - Parameters:
    ///   - environment: `COLORTERM`, `TERM`, `NO_COLOR`, and the names that GNU screen and tmux set.
    ///   - isTerminal: whether a person looks at the output.
    public static func detect(
        _ choice: Choice, environment: [String: String], isTerminal: Bool
    ) -> ColourDepth {
        switch choice {
        case .never: return .none
        // Whoever asks for colour gets the least that is colour, also where none is promised.
        case .always: return max(promised(by: environment), .ansi16)
        case .auto:
            let refuses = !(environment["NO_COLOR"] ?? "").isEmpty
            return isTerminal && !refuses ? promised(by: environment) : .none
        }
    }

    /// Whether a cell can show two values, one above the other.
    public var hasHalves: Bool { self >= .ansi256 }

    private static func promised(by environment: [String: String]) -> ColourDepth {
        let terminal = environment["TERM"] ?? ""
        if terminal.isEmpty || terminal == "dumb" || terminal.hasPrefix("vt") { return .none }
        let has256 = terminal.contains("256color")
        let isDirect =
            ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
            || terminal.hasSuffix("-direct")
            || ["alacritty", "foot", "ghostty", "kitty", "wezterm"].contains(
                where: terminal.contains)
        // GNU screen hands COLORTERM on from the terminal around it, but not 24-bit colours.
        let isScreen = environment["STY"] != nil && environment["TMUX"] == nil
        if isDirect { return isScreen ? .ansi256 : .trueColour }
        return has256 ? .ansi256 : .ansi16
    }
}

extension ColourDepth: Comparable {
    public static func < (a: ColourDepth, b: ColourDepth) -> Bool { a.rawValue < b.rawValue }
}
