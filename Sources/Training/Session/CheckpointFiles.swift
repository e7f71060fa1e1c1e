import Checkpoints
import Foundation

/// The two latest states of a training in a folder. The newer one is complete before the older one
/// goes, so that a good one is there at every instant.
public struct CheckpointFiles: Sendable {
    private let folder: String
    private let latest: String
    private let previous: String

    public init(in folder: String) {
        self.folder = folder
        latest = folder + "/training.safetensors"
        previous = folder + "/training.previous.safetensors"
    }

    /// - Throws: `CheckpointError.unwritable`; what was saved before is then still there.
    public func save(_ trainer: Trainer) throws {
        // On a link the old latest state stays what it is under its second name.
        if FileManager.default.fileExists(atPath: latest) {
            let spare = previous + ".part"
            unlink(spare)
            guard link(latest, spare) == 0, rename(spare, previous) == 0 else {
                throw CheckpointError.unwritable(previous, String(cString: strerror(errno)))
            }
        }
        try trainer.save(to: latest)
    }

    /// The latest state that can be read; nil where there is none.
    ///
    /// - Parameter note: is told of a state that could not be read, where an older one could.
    /// - Throws: `CheckpointError`, where no state can be read.
    public func load(note: (CheckpointError) -> Void) throws -> Trainer? {
        let paths = [latest, previous].filter { FileManager.default.fileExists(atPath: $0) }
        guard let first = paths.first else { return nil }
        do {
            return try Trainer(resuming: first)
        } catch let error as CheckpointError {
            guard paths.count > 1, let older = try? Trainer(resuming: paths[1]) else { throw error }
            note(error)
            // Or the next save would put it in the place of the good one.
            unlink(first)
            return older
        }
    }

    public var exist: Bool {
        [latest, previous].contains { FileManager.default.fileExists(atPath: $0) }
    }

    /// Removes all states, and what a killed program left half written.
    public func remove() {
        for path in [latest, previous] { unlink(path) }
        removeLeftovers()
    }

    /// Removes what a killed program left half written.
    public func removeLeftovers() {
        for path in [latest, previous] + TrainedModel.files(in: folder) {
            AtomicFile.removeLeftovers(of: path)
        }
    }
}
