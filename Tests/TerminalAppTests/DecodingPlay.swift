import Checkpoints
import Decoding
import Drawing
import Foundation
import Testing

@testable import TerminalApp

/// Plays the decoding screen without a terminal.
struct DecodingPlay {
    var screen: DecodingScreen
    let place: Place

    init(
        _ strategy: Strategy, _ sentence: String = DecodingExample.gardenPath, width: Int = 80,
        height: Int = 24
    ) throws {
        screen = try DecodingScreen(
            sentence, model: TranslationModel(named: "translation"), strategy: strategy,
            theme: Theme.all[0])
        place = Place(width: width, height: height, depth: .none)
        screen.update(.input(.resized(columns: width, rows: height)))
    }

    mutating func press(_ keys: Key...) {
        for key in keys { screen.update(.input(.key(key))) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    var text: String { TerminalEncoder(.none, styles: false).encode(screen.view(place)) }

    /// The sentence that the strategy has chosen.
    var written: String { screen.writing.text(of: screen.generation.best) }

    /// Compares the screen with a file that a reviewer can read. `HEED_RECORD_SNAPSHOTS=1` writes it
    /// anew.
    func check(_ name: String, location: SourceLocation = #_sourceLocation) throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["HEED_RECORD_SNAPSHOTS"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: url, encoding: .utf8)), sourceLocation: location)
    }
}
