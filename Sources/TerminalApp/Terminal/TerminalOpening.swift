import CNcurses
import Drawing
import Foundation

/// How the terminal is taken over: ncurses is started with the best description that there is.
struct TerminalOpening {
    let screen: OpaquePointer
    /// What was wished for, or less where the terminal has less.
    let depth: ColourDepth

    /// What is assumed of a terminal that this machine has never heard of.
    private static let standard = "xterm-256color"

    /// - Throws: `TerminalError.tooSimple`
    init(_ options: TerminalOptions, environment: [String: String]) throws {
        let name = environment["TERM"] ?? ""
        let known = [name, Self.standard].first { (name: String) in
            heed_read_description(name, STDOUT_FILENO)
        }
        guard let known, !name.isEmpty, heed_capability("cup") != nil else {
            throw TerminalError.tooSimple(name)
        }
        heed_forget_description()
        // The window's size alone counts, not what COLUMNS and LINES once were.
        use_env(false)
        use_tioctl(true)
        let wantsDirect = options.depth == .trueColour
        if wantsDirect, let screen = Self.openWithDirectColour(known) {
            (self.screen, depth) = (screen, .trueColour)
            start_color()
            use_default_colors()
        } else if let screen = heed_open(known) {
            (self.screen, depth) = (screen, min(options.depth, Self.startColours()))
        } else {
            throw TerminalError.tooSimple(name)
        }
        Self.setModes(usesMouse: options.usesMouse)
    }

    /// - Throws: `TerminalError.notATerminal`
    static func checkStreams() throws {
        for (descriptor, name) in [
            (STDIN_FILENO, "standard input"), (STDOUT_FILENO, "standard output"),
        ] where isatty(descriptor) == 0 {
            throw TerminalError.notATerminal(name)
        }
    }

    private static func openWithDirectColour(_ name: String) -> OpaquePointer? {
        guard let description = DirectColour.description(of: name) else { return nil }
        let kept = getenv("TERMINFO").map { String(cString: $0) }
        setenv("TERMINFO", description, 1)
        defer {
            if let kept { setenv("TERMINFO", kept, 1) } else { unsetenv("TERMINFO") }
        }
        return heed_open(name)
    }

    private static func startColours() -> ColourDepth {
        guard has_colors() else { return .none }
        start_color()
        use_default_colors()
        return heed_colours() >= 256 ? .ansi256 : heed_colours() >= 8 ? .ansi16 : .none
    }

    private static func setModes(usesMouse: Bool) {
        cbreak()
        noecho()
        nonl()
        // Ctrl-S must not freeze the screen.
        var modes = termios()
        tcgetattr(STDIN_FILENO, &modes)
        modes.c_iflag &= ~tcflag_t(IXON)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
        def_prog_mode()

        keypad(heed_screen(), true)
        nodelay(heed_screen(), true)
        set_escdelay(25)
        curs_set(0)
        if usesMouse {
            // A click is known when the button goes down.
            mouseinterval(0)
            mousemask(heed_left_pressed | heed_wheel_up | heed_wheel_down, nil)
        }
    }
}
