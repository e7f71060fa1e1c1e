import Foundation

/// Files that are replaced whole or stay as they were.
public enum AtomicFile {
    /// Writes beside the file, flushes to the disk, and renames.
    ///
    /// A link keeps pointing to the file that is replaced, and the file keeps its permissions. What
    /// is no ordinary file, such as `/dev/stdout` or a named pipe, is written to as it is.
    ///
    /// - Throws: `CheckpointError.unwritable`; the old file is then untouched.
    public static func write(_ data: Data, to path: String) throws {
        do {
            var status = stat()
            guard stat(path, &status) == 0 else {
                return try replace(path, by: data, permissions: nil)
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                // A rename does not ask whether the file itself may be written to.
                guard access(path, W_OK) == 0 else { throw SystemError() }
                try replace(
                    URL(fileURLWithPath: path).resolvingSymlinksInPath().path, by: data,
                    permissions: status.st_mode & 0o7777)
            case S_IFDIR: throw SystemError(EISDIR)
            default:
                let descriptor = open(path, O_WRONLY | O_CLOEXEC)
                guard descriptor >= 0 else { throw SystemError() }
                defer { close(descriptor) }
                try write(data, to: descriptor)
            }
        } catch let error as SystemError {
            throw CheckpointError.unwritable(path, error.reason)
        }
    }

    /// Removes what programs that were killed while they wrote the file have left beside it.
    public static func removeLeftovers(of path: String) {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names
        where name.hasPrefix(file.lastPathComponent + ".") && name.hasSuffix(".part") {
            unlink(folder + "/" + name)
        }
    }

    private static func replace(_ path: String, by data: Data, permissions: mode_t?) throws {
        let temporary = path + "." + String(UInt32.random(in: 0...(.max)), radix: 36) + ".part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError() }
        var isDone = false
        defer { if !isDone { unlink(temporary) } }
        do {
            defer { close(descriptor) }
            if let permissions { fchmod(descriptor, permissions) }
            try write(data, to: descriptor)
            guard fsync(descriptor) == 0 else { throw SystemError() }
        }
        guard rename(temporary, path) == 0 else { throw SystemError() }
        isDone = true
    }

    private static func write(_ data: Data, to descriptor: Int32) throws {
        try data.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    throw SystemError()
                }
                rest = rest.dropFirst(written)
            }
        }
    }

    /// What a system call said.
    private struct SystemError: Error {
        let reason: String

        init(_ code: Int32 = errno) { reason = String(cString: strerror(code)) }
    }
}
