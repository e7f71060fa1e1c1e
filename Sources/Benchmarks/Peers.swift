import ArgumentParser
import Foundation

/// The Python programs beside this one.
struct Peers {
    let python: String

    func path(_ script: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().path + "/Peers/" + script
    }

    /// Runs a script that prints a line of JSON a figure, and takes the one whose name holds
    /// `figure`.
    func time(
        _ script: String, _ arguments: [String], figure: String
    ) throws -> (name: String, least: Double, median: Double)? {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [path(script)] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        for line in data.split(separator: UInt8(ascii: "\n")) {
            guard let object = try JSONSerialization.jsonObject(with: line) as? [String: Any],
                let name = object["name"] as? String, name.contains(figure),
                let least = object["min_ms"] as? Double, let median = object["median_ms"] as? Double
            else { continue }
            return (name, least, median)
        }
        return nil
    }
}

/// What a program took, by the operating system's own account.
struct Usage {
    let times: (least: Double, median: Double)
    let megabytes: Int

    static func of(_ program: String, _ arguments: [String], runs: Int) throws -> Usage {
        var largest = 0
        // Spawned and awaited by hand: Foundation's `Process` notices an end tens of milliseconds
        // late.
        func once() throws {
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
                posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
            }
            let words: [UnsafeMutablePointer<CChar>?] =
                ([program] + arguments).map { strdup($0) } + [nil]
            defer { words.forEach { free($0) } }
            var child = pid_t()
            guard posix_spawn(&child, program, &actions, nil, words, environ) == 0 else {
                throw ValidationError("\(program) cannot be started")
            }
            var status: Int32 = 0
            var usage = rusage()
            wait4(child, &status, 0, &usage)
            largest = max(largest, usage.ru_maxrss / 1024)
        }
        try once()
        return Usage(times: try measure(runs: runs, once), megabytes: largest)
    }
}
