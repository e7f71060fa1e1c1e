import Foundation
import Testing

/// The built program, run as a person runs it.
struct Program {
    struct Run {
        let output: String
        let error: String
        let code: Int32
    }

    private static let path: String =
        URL(filePath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent().path + "/heed"

    /// - Parameter script: run by a shell in which `heed` stands for the program.
    static func run(
        _ arguments: [String] = [], script: String? = nil, input: String = "",
        environment: [String: String] = [:]
    ) throws -> Run {
        let process = Process()
        process.executableURL = URL(filePath: script == nil ? path : "/bin/bash")
        process.arguments =
            script.map { ["-c", "heed() { \"\(path)\" \"$@\"; }; \($0)"] } ?? arguments
        process.environment = [
            "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8",
        ]
        .merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        process.currentDirectoryURL = folder
        // Files rather than pipes: nothing can block on a full one.
        func file(_ name: String, _ content: String = "") throws -> FileHandle {
            let url = folder.appending(path: name)
            try content.write(to: url, atomically: false, encoding: .utf8)
            return try FileHandle(forUpdating: url)
        }
        process.standardInput = try file("input", input)
        process.standardOutput = try file("output")
        process.standardError = try file("error")
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
        }
        return Run(
            output: try text("output"), error: try text("error"), code: process.terminationStatus)
    }

    /// Compares with a file of `Snapshots`; HEED_RECORD_SNAPSHOTS=1 writes it anew.
    static func expect(_ text: String, matches name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["HEED_RECORD_SNAPSHOTS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name)")
    }
}
