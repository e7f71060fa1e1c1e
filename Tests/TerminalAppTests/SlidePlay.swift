import Drawing
import Foundation

@testable import Lessons
@testable import TerminalApp

/// Shows slides without a terminal: keys go in, the screen comes out as text.
struct SlidePlay {
    var show: SlideShow
    let place: TerminalApp.Place
    let time = Time()

    /// A clock that stands until it is set.
    final class Time: @unchecked Sendable {
        private let lock = NSLock()
        private var now = 0

        var seconds: Int {
            get { lock.withLock { now } }
            set { lock.withLock { now = newValue } }
        }
    }

    init(_ lesson: Lesson, width: Int, height: Int) throws {
        let time = time
        show = try SlideShow(
            lesson, laboratory: LessonPlay.laboratory, theme: Theme.all[0],
            stage: LessonPlay.services, clock: { .seconds(time.seconds) })
        place = TerminalApp.Place(width: width, height: height, depth: .none)
        show.fit(place)
        show.update(.input(.resized(columns: width, rows: height)))
    }

    mutating func press(_ keys: Key...) {
        for key in keys { show.update(.input(.key(key))) }
    }

    /// Goes on until a slide is shown.
    mutating func go(to slide: Int) {
        while show.current < slide { press(.right) }
    }

    var screen: String {
        TerminalEncoder(place.depth, styles: false).encode(show.view(place))
    }
}
