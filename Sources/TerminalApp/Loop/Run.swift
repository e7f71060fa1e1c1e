import Drawing
import Foundation

/// Runs a program in the terminal until it has finished.
///
/// The terminal is given back however this ends: see `heed_guard.h`. Ctrl-C, a request to end and a
/// crash end the whole program, as they should; the exit status tells the signal.
///
/// - Parameters:
///   - program: what to run.
///   - mailbox: where its work leaves messages.
/// - Returns: the program as it was at its end.
/// - Throws: `TerminalError`
public func run<P: Program>(
    _ program: P, mailbox: Mailbox<P.Message> = Mailbox(), options: TerminalOptions
) throws -> P {
    // First, so that ncurses finds the signals taken and leaves them alone: its own way loses the
    // wish to stop while it writes.
    let wakes = Wakes()
    defer { wakes.close() }
    let terminal = try Terminal(options, environment: ProcessInfo.processInfo.environment)
    defer { terminal.close() }
    var loop = Loop(program: program, mailbox: mailbox, terminal: terminal)
    while !loop.program.isFinished {
        loop.show()
        try loop.handle(wakes.wait(for: loop.patience))
    }
    return loop.program
}

/// A program and its terminal.
private struct Loop<P: Program> {
    private(set) var program: P
    private let mailbox: Mailbox<P.Message>
    private let terminal: Terminal
    private let clock = ContinuousClock()

    /// When the last input or tick came.
    private var lastSign: ContinuousClock.Instant
    private var isDue = true
    /// Whether inputs may still wait that were left for after the next picture.
    private var hasMore = false

    /// Inputs that come without pause are shown at least this often.
    private static var longestSilence: Duration { .milliseconds(50) }

    init(program: P, mailbox: Mailbox<P.Message>, terminal: Terminal) {
        self.program = program
        self.mailbox = mailbox
        self.terminal = terminal
        lastSign = clock.now
        // Before the first picture, so that a program knows its size from the beginning.
        fit()
    }

    private mutating func fit() {
        program.fit(terminal.place)
        update(.input(.resized(columns: terminal.columns, rows: terminal.rows)))
    }

    /// How long nothing has to be done unless something happens; nil for ever.
    var patience: Duration? {
        if hasMore { return .zero }
        return program.pace.map { lastSign + $0 - clock.now }
    }

    /// Draws if something has happened since the last time.
    mutating func show() {
        guard isDue else { return }
        isDue = false
        terminal.show(program.view(terminal.place))
    }

    mutating func handle(_ reasons: Wakes.Reasons) throws {
        if reasons.shallStop {
            terminal.stop()
        } else if reasons.hasGoneOn {
            terminal.takeBack()
        }
        if reasons.isResized || reasons.hasGoneOn || reasons.shallStop, terminal.fitSize() {
            fit()
        }
        takeInputs()
        for message in mailbox.collect() where !program.isFinished { update(.message(message)) }
        if let pace = program.pace, lastSign + pace <= clock.now, !program.isFinished {
            lastSign = clock.now
            update(.tick)
        }
        if reasons.isClosed && !program.isFinished { throw TerminalError.closed }
    }

    /// Hands over all inputs that wait, so that many of them cost one picture.
    private mutating func takeInputs() {
        let start = clock.now
        hasMore = false
        while !program.isFinished, let input = terminal.nextInput() {
            lastSign = clock.now
            if input == .key(.control("l")) {
                terminal.redraw()
            } else {
                update(.input(input))
            }
            if lastSign - start > Self.longestSilence {
                hasMore = true
                return
            }
        }
    }

    private mutating func update(_ happening: Happening<P.Message>) {
        program.update(happening)
        isDue = true
    }
}
