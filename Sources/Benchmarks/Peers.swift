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
        func once() throws {
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
        }
        try once()
        let times = try measure(runs: runs, once)
        // The largest of all children so far: measure the smaller program first.
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        #else
            getrusage(RUSAGE_CHILDREN, &usage)
        #endif
        return Usage(times: times, megabytes: usage.ru_maxrss / 1024)
    }
}
