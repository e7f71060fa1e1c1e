import Foundation

/// A folder of files that come with the program.
///
/// The package manager's own accessor ends the program where they are missing; this one says so.
public struct ResourceFolder: Sendable {
    /// Beside the program, wherever both were moved to; where the program was built on this
    /// machine, among its sources. Nil where it is in neither place.
    public let found: String?
    /// Where it should be.
    public let expected: String

    /// - Parameters:
    ///   - target: whose resources they are.
    ///   - name: the folder's name among them.
    ///   - source: the folder among the sources.
    public init(of target: String, named name: String, source: URL) {
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
            .deletingLastPathComponent().path
        // What the package manager makes of resources, on Linux and on macOS.
        let beside = ["resources", "bundle"].map {
            "\(program ?? ".")/heed_\(target).\($0)/\(name)"
        }
        found = (beside + [source.path]).first { FileManager.default.fileExists(atPath: $0) }
        expected = beside[0]
    }
}
