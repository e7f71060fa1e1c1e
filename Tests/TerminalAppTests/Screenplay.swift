import Checkpoints
import Drawing

@testable import TerminalApp

/// Plays a walkthrough without a terminal: keys go in, the screen comes out as text.
struct Screenplay {
    var walk: Walk
    let place: Place

    init(_ sentence: String, width: Int, height: Int, depth: ColourDepth = .none) throws {
        walk = try Walk(
            sentence, model: TranslationModel(named: "translation"), theme: Theme.all[0])
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
