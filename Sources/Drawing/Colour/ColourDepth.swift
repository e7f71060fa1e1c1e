/// How many colours can be shown.
public enum ColourDepth: Sendable, Equatable {
    case none, ansi16, ansi256, trueColour

    /// What a person asked for.
    public enum Choice: String, Sendable, CaseIterable {
        case auto, always, never
    }

    /// Decides from the environment. An explicit choice wins over `NO_COLOR` (no-color.org), which
    /// wins over what the terminal could show.
    public static func detect(
        _ choice: Choice, environment: [String: String], isTerminal: Bool
    ) -> ColourDepth {
        let terminal = environment["TERM"] ?? ""
        let best: ColourDepth
        if ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "") {
            best = .trueColour
        } else if terminal.contains("256color") || terminal.contains("direct") {
            best = .ansi256
        } else {
            best = .ansi16
        }
        switch choice {
        case .never: return .none
        case .always: return best
        case .auto:
            let refuses = !(environment["NO_COLOR"] ?? "").isEmpty
            let hasColour = !["", "dumb", "vt100", "vt220"].contains(terminal)
            return isTerminal && hasColour && !refuses ? best : .none
        }
    }
}
