import Foundation

/// The programs of this package, built beside the benchmarks.
enum Products {
    /// Nil where it has not been built.
    static func path(_ name: String) -> String? {
        let path =
            URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/" + name
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
