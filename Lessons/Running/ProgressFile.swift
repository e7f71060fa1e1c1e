import Checkpoints
import Foundation

/// What is kept of all lessons.
public struct Progress: Sendable, Hashable {
    /// By the lessons' names.
    public var lessons: [String: LessonRecord] = [:]

    public init() {}
}

/// The file in which progress is kept: `heed/lessons.json` in the XDG state folder.
public struct ProgressFile: Sendable {
    public let path: String
    private static let version = 1

    private struct Content: Codable {
        let version: Int
        let lessons: [String: LessonRecord]
    }

    private struct Version: Codable {
        let version: Int
    }

    /// - Parameter environment: `XDG_STATE_HOME`, else `HOME`, says where.
    public init(environment: [String: String]) {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"] ?? NSHomeDirectory()
        self.init(path: (state ?? home + "/.local/state") + "/heed/lessons.json")
    }

    public init(path: String) { self.path = path }

    /// What was kept. A file that cannot be read, or that a newer heed wrote, is set aside under
    /// another name.
    ///
    /// - Returns: the progress, and what to tell the learner if something was set aside.
    /// - Throws: `CheckpointError.unwritable` if it cannot be set aside; it is then left as it is.
    public func load() throws -> (progress: Progress, notice: String?) {
        guard let data = FileManager.default.contents(atPath: path) else {
            return (Progress(), nil)
        }
        let decoder = JSONDecoder()
        let version = (try? decoder.decode(Version.self, from: data))?.version
        if version == Self.version, let content = try? decoder.decode(Content.self, from: data) {
            var progress = Progress()
            progress.lessons = content.lessons
            return (progress, nil)
        }
        let isNewer = version.map { $0 > Self.version } ?? false
        let other = try setAside(as: isNewer ? "newer" : "damaged")
        let reason = isNewer ? "was written by a newer heed" : "is damaged"
        return (Progress(), "\(path) \(reason); it is kept as \(other), and progress begins anew")
    }

    /// Writes all of it at once, or nothing.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func save(_ progress: Progress) throws {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError.unwritable(folder, "the folder cannot be made")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let content = Content(version: Self.version, lessons: progress.lessons)
        var data = try encoder.encode(content)
        data.append(contentsOf: [UInt8(ascii: "\n")])
        try AtomicFile.write(data, to: path)
    }

    private func setAside(as kind: String) throws -> String {
        let names = [path + ".\(kind)"] + (2...999).map { path + ".\(kind)-\($0)" }
        guard let free = names.first(where: { !FileManager.default.fileExists(atPath: $0) }),
            (try? FileManager.default.moveItem(atPath: path, toPath: free)) != nil
        else { throw CheckpointError.unwritable(path, "it cannot be set aside") }
        return free
    }
}
