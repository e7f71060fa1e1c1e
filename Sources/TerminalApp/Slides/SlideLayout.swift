import Drawing
import Lessons

/// Where everything on a slide stands: one rule for the view and for scrolling.
struct SlideLayout {
    /// A smaller window only says that it is too small.
    static let least = (width: 40, height: 12)

    let title: Surface
    let titleFrame: Frame
    /// All words, of which the window may show a part.
    let text: Surface
    let words: Frame
    let picture: Surface
    let pictureFrame: Frame
    /// Whether there are pictures that have no room beside the one that is shown.
    let hidesPictures: Bool
    let panel: Surface

    /// How far the words can be scrolled.
    var lastScroll: Int { max(text.height - words.height, 0) }

    init(of show: SlideShow, in window: Place) {
        let place = window.resized(
            columns: max(window.width, Self.least.width),
            rows: max(window.height, Self.least.height))
        panel = show.showsNotes ? SpeakerPanel(show: show).surface(in: place) : Self.nothing
        let margin = max(place.width / 12, 2)
        let composer = SlideComposer(
            show: show, place: place, width: place.width - 2 * margin,
            // The last line is for news.
            height: place.height - panel.height - 1)
        let title = composer.title
        self.title = title.surface
        titleFrame = Frame(
            column: margin, row: title.surface.height > 1 ? 1 : 0, width: title.surface.width,
            height: title.surface.height)
        let top = titleFrame.row + titleFrame.height + 1
        let room = max(composer.height - top, 1)
        let drawing = composer.picture(height: room)
        guard let drawing else {
            let words = composer.words(type: title.type, height: room)
            text = words.now
            let height = min(words.whole.height, room)
            self.words = Frame(
                column: (place.width - words.whole.width) / 2, row: top + (room - height) / 2,
                width: words.whole.width, height: height)
            picture = Self.nothing
            pictureFrame = Frame(column: 0, row: top, width: 0, height: 0)
            hidesPictures = false
            return
        }
        // A question that points at a picture stands above it.
        let most = max(room / 3, 1)
        let words = composer.words(type: title.type, height: most)
        let wordsHeight = min(words.whole.height, most)
        text = words.now
        self.words = Frame(column: margin, row: top, width: words.whole.width, height: wordsHeight)
        let pictureTop = top + (wordsHeight > 0 ? wordsHeight + 1 : 0)
        let left = max(top + room - pictureTop, 1)
        let fitted = wordsHeight > 0 ? composer.picture(height: left) ?? drawing : drawing
        picture = fitted.surface
        hidesPictures = !fitted.isWhole
        pictureFrame = Frame(
            column: (place.width - picture.width) / 2,
            row: pictureTop + max((left - picture.height) / 2, 0), width: picture.width,
            height: min(picture.height, left))
    }

    private static var nothing: Surface { Surface(width: 0, height: 0) }
}

/// The pieces of a slide.
private struct SlideComposer {
    let show: SlideShow
    let place: Place
    let width: Int
    let height: Int

    private var types: [LargeType] {
        show.isLarge && place.hasBlocks ? LargeType.allCases : []
    }

    /// The title, and the type that it is in; nil for the terminal's own letters.
    var title: (surface: Surface, type: LargeType?) {
        let text = show.slide.title
        guard !text.isEmpty else { return (Surface(width: 0, height: 0), .wide) }
        // A picture needs the room more than its title.
        let most = show.slide.pictureCount > 0 ? place.height / 10 : place.height / 5
        for type in types {
            if let title = type.surface(text, width: width), title.height <= most {
                return (title, type)
            }
        }
        return (Surface(lines: wrapped(text.uppercased(), width: width), style: .bold), nil)
    }

    /// The words as they are now, and with the answer, in the largest type that has room for both;
    /// where none has, in the largest for what is there now. No type is larger than the title's.
    func words(type titleType: LargeType?, height: Int) -> (now: Surface, whole: Surface) {
        if case .opening = show.slide.content { return opening(height: height) }
        let now = SlideWords.lines(of: show, withAnswer: show.showsAnswer)
        let whole = SlideWords.lines(of: show, withAnswer: true)
        let types = types.filter { titleType == .wide || $0 == titleType }
        func fitting(_ lines: [SlideWords.Line]) -> LargeType? {
            types.first { type in
                SlideWords.large(lines, type, width: width).map { $0.height <= height } ?? false
            }
        }
        func set(_ lines: [SlideWords.Line], _ type: LargeType?) -> Surface {
            type.flatMap { SlideWords.large(lines, $0, width: width) }
                ?? SlideWords.plain(lines, width: width)
        }
        let type = fitting(whole)
        let all = set(whole, type)
        if all.height <= height, type != nil || fitting(now) == nil { return (set(now, type), all) }
        let part = set(now, fitting(now))
        return (part, part)
    }

    private func opening(height: Int) -> (now: Surface, whole: Surface) {
        let header = show.lesson.header
        let facts = ShownProse(
            kind: .paragraph, text: header.sentence.map { "*\($0)*" } ?? ""
        ).surface(width: width)
        let large = types.lazy.compactMap { $0.surface(header.title, width: width) }
            .first { $0.height + facts.height + 2 <= height }
        let title =
            large ?? Surface(lines: wrapped(header.title.uppercased(), width: width), style: .bold)
        let all = Surface.stacked([title, facts], gap: 2)
        return (all, all)
    }

    /// The picture in a room; nil on a slide without one.
    func picture(height: Int) -> (surface: Surface, isWhole: Bool)? {
        let block: ShownBlock
        var cursor: [Int]?
        var isBlank = false
        switch show.slide.content {
        case .picture(let pictures): block = pictures
        case .question(let question):
            guard case .point(_, let right) = question.kind else { return nil }
            block = .question(question)
            if show.showsAnswer { cursor = right } else { isBlank = true }
        case .opening, .words, .exercise: return nil
        }
        let width = place.width - 4
        let drawing = StagePicture(
            block: block, theme: show.theme, depth: place.depth, chosen: show.picture,
            cursor: cursor, isBlank: isBlank
        ).drawing(width: width, height: height)
        // Whatever is small fills the window.
        let factor = min(
            width / max(drawing.surface.width, 1), height / max(drawing.surface.height, 1), 3)
        guard !types.isEmpty else { return drawing }
        return (drawing.surface.magnified(by: factor), drawing.isWhole)
    }
}
