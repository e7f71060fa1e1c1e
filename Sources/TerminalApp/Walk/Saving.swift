import Drawing
import Foundation

/// The picture on the screen as a file.
struct SavedPicture {
    let name: String
    let data: Data

    /// - Parameter name: its ending says what it holds: `.svg`, `.html` or `.txt`.
    /// - Throws: `SavingError` for another ending.
    init(_ walk: Walk, name: String) throws {
        let place = walk.place
        let title = "\(walk.subject.sentence) · \(walk.event.path)"
        let depth: ColourDepth = name.hasSuffix(".txt") ? .none : .trueColour
        let picture = Surface.stacked(
            [
                Surface(lines: [walk.subject.sentence], style: .bold),
                Breadcrumbs.picture(of: walk).surface(
                    width: place.width, height: 1, depth: depth),
                StageView(walk: walk).surface(
                    width: place.width, height: place.height, depth: depth),
                ReadOutView(walk: walk).surface(width: place.width, height: 2),
            ], gap: 1)
        self.name = name
        switch name.split(separator: ".").last {
        case "svg": data = Data(Markup.svg(picture, title: title).utf8)
        case "html": data = Data(Markup.html(picture, title: title).utf8)
        case "txt": data = Data(TerminalEncoder(.none, styles: false).encode(picture).utf8)
        default: throw SavingError.ending(name)
        }
    }
}

enum SavingError: Error, CustomStringConvertible {
    case ending(String)

    var description: String {
        switch self {
        case .ending(let name): "\(name): a picture is saved as .svg, .html or .txt"
        }
    }
}

extension Walk {
    /// A name for the picture: `heed-encoder.1.self_attention.weights.svg`.
    var suggestedFileName: String { "heed-\(event.path).svg" }

    mutating func save(as name: String) throws {
        let picture = try SavedPicture(self, name: name)
        try services.write(picture.data, picture.name)
        message = "saved \(URL(fileURLWithPath: name).path)"
    }
}
