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

extension TranslationModel {
    /// Loads a bundled model by its name, or a folder.
    ///
    /// - Throws: `CheckpointError`.
    public init(named reference: String) throws {
        if let folder = BundledModels.folder, !reference.contains("/"),
            FileManager.default.fileExists(atPath: "\(folder)/\(reference)/config.json")
        {
            try self.init(folder: folder + "/" + reference)
            return
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder),
            isFolder.boolValue
        else { throw CheckpointError.unknownModel(reference, bundled: BundledModels.names) }
        try self.init(folder: reference)
    }
}
