import Foundation
import PseudoTerminals

/// A program that has drawn its first screen.
final class Session {
    /// What a key led to.
    struct Answer {
        let bytes: [UInt8]
        /// From the key to the end of the picture, in seconds.
        let time: Double
        /// Processor time in seconds.
        let work: Double
    }

    private let terminal: PseudoTerminal

    /// What a program writes behind a picture: the end of synchronised output.
    private static let end = Array("\u{1B}[?2026l".utf8)

    init(_ path: String, _ arguments: [String], _ size: TerminalSize) throws {
        terminal = try PseudoTerminal(
            path, arguments,
            environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/tmp"],
            folder: NSTemporaryDirectory(), columns: size.columns, rows: size.rows)
        _ = try readPicture()
    }

    var processorTime: Double { terminal.processorTime }

    /// The most memory that the program has had at once; Linux only.
    var mostMegabytes: Int? {
        let status = try? String(
            contentsOfFile: "/proc/\(terminal.process)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1024 }
    }

    func measure(_ keys: [String], runs: Int) throws -> [Answer] {
        try (0..<runs).map { run in
            // Until the program sleeps, and its time is booked.
            Thread.sleep(forTimeInterval: 0.01)
            let before = terminal.processorTime
            let start = DispatchTime.now().uptimeNanoseconds
            terminal.send(keys[run % keys.count])
            let bytes = try readPicture()
            let time = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            Thread.sleep(forTimeInterval: 0.01)
            return Answer(bytes: bytes, time: time, work: terminal.processorTime - before)
        }
    }

    private func readPicture() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while !bytes.ends(with: Self.end) {
            let more = terminal.read(within: 60)
            if more.isEmpty { throw PseudoTerminal.Failure(description: "no picture came") }
            bytes += more
        }
        return bytes
    }
}

extension Array where Element: Equatable {
    fileprivate func ends(with other: [Element]) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}
