import Drawing

/// How a program wants to use the terminal.
public struct TerminalOptions: Sendable {
    /// How many colours to use; the terminal may have fewer.
    public var depth: ColourDepth
    /// What the colours have to stand out from; nil to ask the terminal, dark until it answers.
    public var background: Background?
    /// Whether clicks and the wheel are reported. Where they are, most terminals select text only
    /// while Shift is held.
    public var usesMouse: Bool

    public init(depth: ColourDepth, background: Background?, usesMouse: Bool = true) {
        self.depth = depth
        self.background = background
        self.usesMouse = usesMouse
    }
}

/// Why there can be no full-screen program.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// Input or output is a file or a pipe; the name says which.
    case notATerminal(String)
    /// The terminal of this name cannot place the cursor.
    case tooSimple(String)
    /// The terminal was closed while the program ran.
    case closed

    public var description: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream) is not a terminal; \(Self.instead)"
        case .tooSimple(let name):
            "the terminal '\(name.visible)' (TERM) cannot place the cursor; \(Self.instead)"
        case .closed:
            "the terminal was closed"
        }
    }

    private static let instead = "heed print SENTENCE writes the same pictures as text"
}
