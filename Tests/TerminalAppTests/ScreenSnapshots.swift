import Foundation
import Testing

/// Compares a screen with the one that is kept under its name; `HEED_RECORD_SNAPSHOTS=1` keeps it.
func expectSnapshot(
    _ screen: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Snapshots")
    let file = folder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["HEED_RECORD_SNAPSHOTS"] == "1" {
        try Data(screen.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(
        screen == expected, "the screen \(name) looks otherwise than its snapshot",
        sourceLocation: sourceLocation)
}
