import Checkpoints
import Foundation
import JSON
import Tracing

/// The readings of a training as JSON Lines. A training that goes on continues the file: lines of
/// steps that are made again are dropped first.
public struct TrainingLog {
    private let path: String
    private let handle: FileHandle

    /// - Parameter steps: how many steps were made before.
    /// - Throws: `CheckpointError.unwritable`.
    public init(_ path: String, after steps: Int) throws {
        self.path = path
        let old = steps == 0 ? nil : FileManager.default.contents(atPath: path)
        // Into a pipe or a device there is nothing to take back.
        let lines = (old ?? Data()).split(separator: UInt8(ascii: "\n")).prefix { line in
            (try? JSONValue(Array(line)))?["step"]?.integer.map { $0 <= steps } ?? false
        }
        try AtomicFile.write(Data(lines.map { $0 + Data("\n".utf8) }.joined()), to: path)
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw CheckpointError.unwritable(path, String(cString: strerror(errno)))
        }
        self.handle = handle
        _ = try? handle.seekToEnd()
    }

    /// Writes one line.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func write(_ reading: Reading, _ pace: Pace) throws {
        let line = JSONText.line(reading, pace).text + "\n"
        do {
            try handle.write(contentsOf: Data(line.utf8))
        } catch {
            throw CheckpointError.unwritable(path, error.localizedDescription)
        }
    }
}
