import Foundation

/// Files that are replaced whole or stay as they were.
public enum AtomicFile {
    /// Writes beside the file, flushes to the disk, and renames.
    ///
    /// - Throws: `CheckpointError.unwritable`; the old file is then untouched.
    public static func write(_ data: Data, to path: String) throws {
        func fail() -> CheckpointError {
            .unwritable(path, String(cString: strerror(errno)))
        }
        let temporary = path + ".\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fail() }
        var isDone = false
        defer { if !isDone { unlink(temporary) } }
        do {
            defer { close(descriptor) }
            try data.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let written = Foundation.write(
                        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if written < 0 {
                        if errno == EINTR { continue }
                        throw fail()
                    }
                    rest = rest.dropFirst(written)
                }
            }
            guard fsync(descriptor) == 0 else { throw fail() }
        }
        guard rename(temporary, path) == 0 else { throw fail() }
        isDone = true
    }
}
