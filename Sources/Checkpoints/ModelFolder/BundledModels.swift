import Foundation

/// The models that come with the program.
public enum BundledModels {
    /// The one that is used where none is named.
    public static let standard = "translation"

    /// The names, sorted.
    public static var names: [String] {
        guard let folder = folder.found,
            let entries = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return [] }
        return entries.filter { isModel(folder + "/" + $0) }.sorted()
    }

    /// The folder of a model: that of a bundled one where the reference is its name, else the
    /// folder that the reference leads to. `./translation` is always a folder.
    ///
    /// - Throws: `CheckpointError.unknownModel`, `CheckpointError.bundledModelsMissing`.
    public static func path(of reference: String) throws -> String {
        if !reference.contains("/"), let folder = folder.found {
            let bundled = folder + "/" + reference
            if isModel(bundled) { return bundled }
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder),
            isFolder.boolValue
        {
            return reference
        }
        let names = names
        throw names.isEmpty
            ? CheckpointError.bundledModelsMissing(reference, expected: folder.expected)
            : CheckpointError.unknownModel(reference, bundled: names)
    }

    private static func isModel(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/config.json")
    }
}

// MARK: - Where they lie

extension BundledModels {
    private static let folder = ResourceFolder(
        of: "Checkpoints", named: "Bundled",
        source: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Bundled"))
}

extension TranslationModel {
    /// Loads a bundled model by its name, or a folder.
    ///
    /// - Throws: `CheckpointError`.
    public init(named reference: String) throws {
        try self.init(folder: BundledModels.path(of: reference))
    }
}
