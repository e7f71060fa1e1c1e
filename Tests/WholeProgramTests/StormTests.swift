import Foundation
import Tensors
import Testing

/// Whatever a person, a cat on the keyboard or a window manager does.
@Suite(.serialized) struct StormTests {
    /// What a keyboard and a mouse send, but for what ends a program at once.
    private static let keys: [String] =
        (0x20...0x7E).map { String(UnicodeScalar(UInt8($0))) }.filter { !"qQ".contains($0) }
        + ["A", "B", "C", "D", "H", "F", "Z"].map { "\u{1B}[" + $0 }
        + ["1;5C", "3~", "5~", "6~", "11~", "999;9x"].map { "\u{1B}[" + $0 }
        + ["\u{1B}", "\r", "\t", "\u{7F}", "\u{0C}", "\u{12}", "é", "猫", "\u{301}", "\u{1B}OP"]
        + ["\u{1B}[<0;40;12M", "\u{1B}[<0;3;3M", "\u{1B}[<64;20;8M", "\u{1B}[<65;20;8M"]

    /// One storm in a usual run; `HEED_STORMS=20 swift test --filter StormTests` tries as many.
    private static let storms: Range<UInt64> =
        0..<(ProcessInfo.processInfo.environment["HEED_STORMS"].flatMap { UInt64($0) } ?? 1)

    @Test(arguments: storms) func tenThousandKeysAndResizes(storm: UInt64) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var random = SeededGenerator(seed: storm)
        let run = try TerminalRun("heed", ["walk"], folder: folder.path)
        run.expect("step 1 of")
        for round in 0..<200 {
            run.send((0..<50).compactMap { _ in Self.keys.randomElement(using: &random) }.joined())
            if round % 4 == 0 {
                run.resize(
                    columns: .random(in: 10..<160, using: &random),
                    rows: .random(in: 5..<60, using: &random))
            }
            run.settle(seconds: 0.01)
            if run.hasEnded { break }
        }
        run.resize(columns: 10, rows: 5)
        run.settle(seconds: 0.5)
        run.resize(columns: 80, rows: 24)
        run.settle(seconds: 0.5)
        #expect(!run.hasEnded, "\(run.screen.text)")
        run.signal(SIGINT)
        #expect(run.ending() == .signal(SIGINT))
        #expect(run.traces == [])
    }
}
