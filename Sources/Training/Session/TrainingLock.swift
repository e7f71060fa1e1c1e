import Foundation

/// Keeps a folder for one training: while it lives, no other program can take the same folder. It
/// ends with the program, however that ends.
public final class TrainingLock: Sendable {
    private let descriptor: Int32

    /// - Parameter folder: one that is there.
    /// - Throws: `TrainingError.folderInUse`.
    public init(in folder: String) throws {
        descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        // Where the system cannot lock, as on some network drives, training goes on without.
        if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            throw TrainingError.folderInUse(folder)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
