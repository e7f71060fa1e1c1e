import Foundation
import PseudoTerminals
import Testing

/// A built program on a terminal, as a person sees and uses it.
final class TerminalRun {
    private let terminal: PseudoTerminal
    let screen: Emulator
    /// All that the program has written.
    private(set) var output: [UInt8] = []

    /// How long to wait for what should be there at once; machines that test are busy.
    private static let patience = 30.0

    /// - Parameters:
    ///   - program: a product of this package.
    ///   - environment: added to a UTF-8 locale and 256 colours; what is empty is taken out.
    ///   - folder: where the program runs.
    init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
        folder: String = NSTemporaryDirectory(), columns: Int = 80, rows: Int = 24
    ) throws {
        let settings = [
            "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8",
            "HOME": NSTemporaryDirectory(),
        ].merging(environment) { $1 }
        let path = program.hasPrefix("/") ? program : Self.folder + "/" + program
        terminal = try PseudoTerminal(
            path, arguments, environment: settings.filter { !$0.value.isEmpty }, folder: folder,
            columns: columns, rows: rows)
        screen = Emulator(columns: columns, rows: rows)
    }

    /// Where the programs of this package were built.
    static let folder = URL(filePath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent().path

    // MARK: - Doing

    func send(_ keys: String) { terminal.send(keys) }

    func signal(_ number: Int32) { terminal.signal(number) }

    func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        terminal.resize(columns: columns, rows: rows)
    }

    // MARK: - Waiting

    /// Reads on until a condition holds.
    ///
    /// - Returns: whether it did before patience ran out.
    @discardableResult
    func wait(until condition: () -> Bool) -> Bool {
        let end = Date(timeIntervalSinceNow: Self.patience)
        while !condition() {
            if Date() > end { return false }
            readOnce(within: 0.02)
        }
        return true
    }

    /// Waits for a text on the screen; it is an issue of the test if it does not come.
    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let comes = wait { screen.text.contains(text) }
        #expect(
            comes, "\(text) is not on the screen:\n\(screen.text)", sourceLocation: sourceLocation)
    }

    /// Reads until nothing more comes for a while.
    func settle(seconds: Double = 0.15) {
        while readOnce(within: seconds) {}
    }

    var hasEnded: Bool {
        terminal.checkEnding()
        return terminal.ending != nil
    }

    /// Waits for the end of the program.
    func ending() -> PseudoTerminal.Ending? {
        wait { hasEnded }
        settle(seconds: 0.02)
        return terminal.ending
    }

    /// - Returns: whether there was something to read.
    @discardableResult
    private func readOnce(within seconds: Double) -> Bool {
        let bytes = terminal.read(within: seconds)
        output += bytes
        screen.feed(bytes)
        return !bytes.isEmpty
    }

    // MARK: - Asking

    /// Whether the mouse was switched on last; the emulator reads only the first of two modes that
    /// are set in one command.
    var reportsMouse: Bool {
        let text = String(decoding: output, as: UTF8.self)
        let switches = text.matches(of: /1000([hl])/)
        return switches.last?.output.1 == "h"
    }

    var processorTime: Double { terminal.processorTime }

    /// What is left of a terminal that was given back: nothing.
    var traces: [String] {
        var traces: [String] = []
        if screen.isAlternate { traces.append("the alternate screen") }
        if !screen.showsCursor { traces.append("a hidden cursor") }
        if reportsMouse { traces.append("reports of the mouse") }
        if !terminal.hasModesBack { traces.append("the modes") }
        return traces
    }
}
