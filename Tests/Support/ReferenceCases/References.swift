import Foundation

/// The reference cases that other software computed. They are too large for the repository and lie
/// in `shared/reference`, in a folder above it, or where `HEED_REFERENCES` says. Tests that need
/// them are reported as skipped where they are missing.
public enum References {
    public static let folder: String? = {
        if let given = ProcessInfo.processInfo.environment["HEED_REFERENCES"] { return given }
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let candidate = folder.appending(path: "shared/reference").path
            if FileManager.default.fileExists(atPath: candidate + "/MANIFEST.json") {
                return candidate
            }
        }
        return nil
    }()

    public static let areMissing = folder == nil

    public static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: self.path(path))))
    }

    /// The whole path of a file or a folder of the cases.
    public static func path(_ path: String) -> String { (folder ?? "") + "/" + path }
}
