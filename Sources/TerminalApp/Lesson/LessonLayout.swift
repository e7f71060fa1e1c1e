import Drawing
import Lessons

/// Where the words and the pictures of a stop stand: one rule for the view and for scrolling.
struct LessonLayout {
    static let headerLines = 2
    static let bottomLines = 2
    /// A smaller window only says that it is too small.
    static let least = (width: 40, height: 12)
    /// Longer lines are hard to read.
    private static let widestWords = 72

    let flow: LessonFlow
    let words: Frame
    /// Empty where nothing is drawn.
    let pictures: Surface
    let pictureFrame: Frame

    /// How far the words can be scrolled.
    var lastScroll: Int { max(flow.surface.height - words.height, 0) }

    init(of player: LessonPlayer, in window: Place) {
        // Nothing is drawn in a smaller one, and nothing has to be laid out.
        let place = window.resized(
            columns: max(window.width, Self.least.width),
            rows: max(window.height, Self.least.height))
        let top = Self.headerLines
        let height = max(place.height - top - Self.bottomLines, 1)
        let stage = StagePicture(player: player, depth: place.depth)
        guard stage.hasPictures else {
            let width = min(place.width, Self.widestWords)
            flow = LessonFlow(of: player, width: width - 1)
            words = Frame(column: 0, row: top, width: width, height: height)
            pictures = Surface(width: 0, height: 0)
            pictureFrame = Frame(column: 0, row: top, width: 0, height: 0)
            return
        }
        if place.width >= 130 {
            let width = min(place.width * 2 / 5, Self.widestWords)
            flow = LessonFlow(of: player, width: width - 1)
            words = Frame(column: 0, row: top, width: width, height: height)
            let left = width + 3
            pictures = stage.drawing(width: place.width - left, height: height).surface
            pictureFrame = Frame(
                column: left, row: top, width: place.width - left, height: height)
        } else {
            flow = LessonFlow(of: player, width: min(place.width, Self.widestWords) - 1)
            // What the words leave, and about half in any case.
            let room = max(height - flow.surface.height - 1, (height + 1) / 2)
            pictures = stage.drawing(width: place.width, height: room).surface
            pictureFrame = Frame(column: 0, row: top, width: place.width, height: pictures.height)
            let row = top + pictures.height + 1
            words = Frame(
                column: 0, row: row, width: min(place.width, Self.widestWords),
                height: max(top + height - row, 1))
        }
    }
}
