import Checkpoints
import Drawing
import Foundation

@testable import TerminalApp

/// Plays a walkthrough without a terminal: keys go in, the screen comes out as text.
struct Screenplay {
    var walk: Walk
    /// What was saved, by name.
    let files = Files()
    let place: Place

    init(_ sentence: String, width: Int, height: Int, depth: ColourDepth = .none) throws {
        walk = try Walk(
            sentence, model: TranslationModel(named: "translation"), theme: Theme.all[0],
            services: Services(
                otherModels: ["translation-unguided"], load: { try TranslationModel(named: $0) },
                write: { [files] in files.write($0, $1) }))
        place = Place(width: width, height: height, depth: depth)
        walk.update(.input(.resized(columns: width, rows: height)))
    }

    mutating func press(_ keys: Key...) {
        for key in keys { walk.update(.input(.key(key))) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    var screen: String {
        TerminalEncoder(place.depth, styles: false).encode(walk.view(place))
    }
}

/// A folder that is only remembered.
final class Files: @unchecked Sendable {
    private(set) var contents: [String: String] = [:]

    func write(_ data: Data, _ path: String) {
        contents[path] = String(decoding: data, as: UTF8.self)
    }
}
