import CPseudoTerminal
import Foundation

/// A program that runs on a terminal of its own, which we read and write in the place of a person.
public final class PseudoTerminal {
    /// How a program has ended.
    public enum Ending: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// Why there is none.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    private var terminal = heed_pseudo_terminal()
    private let modesBefore: [UInt8]
    public private(set) var ending: Ending?

    /// Starts a program; nothing of our own environment reaches it.
    ///
    /// - Parameters:
    ///   - path: the program's file.
    ///   - folder: where it runs.
    public init(
        _ path: String, _ arguments: [String] = [], environment: [String: String],
        folder: String, columns: Int, rows: Int
    ) throws {
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let settings = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for string in words + settings { free(string) } }
        guard
            heed_pseudo_terminal_start(
                &terminal, path, words, settings, folder, Int32(columns), Int32(rows))
        else {
            throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
        }
        modesBefore = Self.modes(terminal)
    }

    deinit {
        if ending == nil {
            kill(terminal.program, SIGKILL)
            waitpid(terminal.program, nil, 0)
        }
        close(terminal.our_end)
        close(terminal.program_end)
    }

    public var process: Int32 { terminal.program }

    // MARK: - Talking

    /// Types; where the program does not read, it waits for a minute before the rest is dropped.
    public func send(_ keys: String) {
        var bytes = Array(keys.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(terminal.our_end, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if !waitUntil(POLLOUT, 60) {
                return
            }
        }
    }

    /// What the program has written, once it has written something; empty after the time without.
    public func read(within seconds: Double) -> [UInt8] {
        guard waitUntil(POLLIN, seconds) else { return [] }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(terminal.our_end, &buffer, buffer.count)
        return count > 0 ? Array(buffer.prefix(count)) : []
    }

    private func waitUntil(_ event: Int32, _ seconds: Double) -> Bool {
        var descriptor = pollfd(fd: terminal.our_end, events: Int16(event), revents: 0)
        return poll(&descriptor, 1, Int32(seconds * 1000)) > 0
    }

    public func resize(columns: Int, rows: Int) {
        _ = heed_pseudo_terminal_resize(&terminal, Int32(columns), Int32(rows))
    }

    public func signal(_ number: Int32) { kill(terminal.program, number) }

    // MARK: - Asking

    /// Notices the end of the program; it does not wait for it.
    public func checkEnding() {
        var status: Int32 = 0
        guard ending == nil, waitpid(terminal.program, &status, WNOHANG) == terminal.program else {
            return
        }
        let number = status & 0x7F
        ending = number == 0 ? .exit(status >> 8 & 0xFF) : .signal(number)
    }

    /// Whether the terminal's modes are what they were when the program began.
    public var hasModesBack: Bool { Self.modes(terminal) == modesBefore }

    private static func modes(_ terminal: heed_pseudo_terminal) -> [UInt8] {
        var terminal = terminal
        let modes = heed_pseudo_terminal_modes(&terminal)
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].flatMap {
            withUnsafeBytes(of: $0) { Array($0) }
        } + withUnsafeBytes(of: modes.c_cc) { Array($0) }
    }

    /// The processor time that all threads of the program have used, in seconds; Linux only.
    public var processorTime: Double {
        let folder = "/proc/\(terminal.program)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let nanoseconds = threads.compactMap { thread in
            (try? String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8))?
                .split(separator: " ").first.flatMap { Double($0) }
        }
        return nanoseconds.reduce(0, +) / 1e9
    }
}
