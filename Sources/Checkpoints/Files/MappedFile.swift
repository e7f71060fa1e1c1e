import Foundation

/// A file as memory: pages are read when they are looked at.
///
/// The file must not be cut short while it is mapped; `AtomicFile` never does that.
final class MappedFile: @unchecked Sendable {
    private let bytes: UnsafeRawBufferPointer

    /// - Parameter limit: the most bytes that such a file can have in earnest.
    /// - Throws: `CheckpointError.unreadable`.
    init(_ path: String, limit: Int = .max) throws {
        func fail(_ reason: String = String(cString: strerror(errno))) -> CheckpointError {
            .unreadable(path, reason)
        }
        // Opening a pipe would otherwise wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw fail() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fail() }
        guard status.st_mode & S_IFMT == S_IFREG else { throw fail("not an ordinary file") }
        let size = Int(status.st_size)
        guard size <= limit else {
            throw fail("it has \(size) bytes; expected at most \(limit)")
        }
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { throw fail() }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        if let substitute = MappedFile.substitute(in: bytes) { throw fail(substitute) }
    }

    /// What lies here in the place of the file where a download stopped half way.
    private static func substitute(in bytes: UnsafeRawBufferPointer) -> String? {
        let start = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
        if start.hasPrefix("version https://git-lfs") {
            return "it is only a pointer of Git LFS to the file; fetch the file with git lfs pull, "
                + "or download it again"
        }
        if ["<!doctype html", "<html"].contains(where: start.hasPrefix) {
            return "it is a web page; download the file again, the site may ask you to log in first"
        }
        return nil
    }

    /// Calls `body` with the content; the mapping ends with the last reference to this object, so
    /// that only what keeps one may read it later.
    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try withExtendedLifetime(self) { try body(bytes) }
    }

    deinit {
        if let start = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
        }
    }
}
