import Foundation

/// The models that come with the program.
public enum BundledModels {
    /// The one that is used where none is named.
    public static let standard = "translation"

    /// Where they lie: beside the program, wherever it was moved to, or where it was built.
    static let folder: String? = {
        let bundle = "heed_Checkpoints.resources/Bundled"
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
            .deletingLastPathComponent().path
        let beside = program.map { $0 + "/" + bundle }
        if let beside, FileManager.default.fileExists(atPath: beside) { return beside }
        return Bundle.module.resourcePath.map { $0 + "/Bundled" }
    }()

    /// The names, sorted.
    public static var names: [String] {
        guard let folder,
            let entries = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return [] }
        return entries.filter {
            FileManager.default.fileExists(atPath: folder + "/" + $0 + "/config.json")
        }.sorted()
    }
}

extension BundledModels {
    /// The folder of a bundled model by its name, or of any other by its path.
    ///
    /// - Throws: `CheckpointError.unknownModel`.
    public static func path(of reference: String) throws -> String {
        if let folder, !reference.contains("/"), names.contains(reference) {
            return folder + "/" + reference
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw CheckpointError.unknownModel(reference, bundled: names) }
        return reference
    }
}

extension TranslationModel {
    /// Loads a bundled model by its name, or a folder.
    ///
    /// - Throws: `CheckpointError`.
    public init(named reference: String) throws {
        try self.init(folder: BundledModels.path(of: reference))
    }
}
