import Foundation
import Testing

/// A copy of a reference checkpoint that a test may change.
public struct FolderCopy {
    public let path: String

    public init(path: String) { self.path = path }

    /// Copies the checkpoint of a family and calls `body` with the copy.
    public static func of<Value>(
        _ family: String, _ body: (FolderCopy) throws -> Value
    ) throws -> Value {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        let copy = FolderCopy(path: folder.path)
        for name in try manager.contentsOfDirectory(
            atPath: References.path("\(family)/checkpoint"))
        {
            try copy.write(References.bytes("\(family)/checkpoint/\(name)"), to: name)
        }
        return try body(copy)
    }

    public func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    public func write(_ text: String, to name: String) throws {
        try write(Array(text.utf8), to: name)
    }

    public func remove(_ names: String...) throws {
        for name in names { try FileManager.default.removeItem(atPath: path + "/" + name) }
    }

    public func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: path + "/" + name, toPath: path + "/" + other)
    }

    public func replace(_ old: String, by new: String, in name: String = "config.json") throws {
        let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
        #expect(text.contains(old))
        try write(text.replacing(old, with: new), to: name)
    }
}
