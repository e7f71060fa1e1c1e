import Drawing
import Foundation

/// Lines for the person, beside the output proper.
enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes one line; control characters in it become visible symbols.
    static func write(_ line: String) {
        put(line.visible + "\n")
    }

    /// Replaces the line that is being written, on a terminal.
    static func replaceLine(_ line: String) {
        put("\r\u{1B}[K" + line.visible)
    }

    private static func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.write(STDERR_FILENO, bytes, bytes.count)
    }
}
