import Drawing
import Lessons

extension SlideShow {
    public func view(_ place: Place) -> Surface {
        SlideView(show: self, place: place).surface()
    }
}

/// The whole screen of a slide.
struct SlideView {
    let show: SlideShow
    let place: Place

    func surface() -> Surface {
        let least = SlideLayout.least
        guard place.width >= least.width && place.height >= least.height else {
            return .tooSmall(place, least: least)
        }
        if show.player.stage != nil { return show.player.view(place) }
        var screen = Surface(width: place.width, height: place.height)
        if show.isBlack { return screen }
        if show.isHelpOpen {
            screen.draw(.help(SlideKeys.entries, width: place.width), column: 0, row: 1)
            return screen
        }
        let layout = show.layout(in: place)
        screen.draw(layout.title, column: layout.titleFrame.column, row: layout.titleFrame.row)
        screen.draw(
            layout.picture.cropped(
                width: layout.pictureFrame.width, height: layout.pictureFrame.height),
            column: layout.pictureFrame.column, row: layout.pictureFrame.row)
        drawWords(of: layout, on: &screen)
        let panelTop = place.height - layout.panel.height - 1
        screen.draw(layout.panel, column: 0, row: panelTop)
        if let line = show.message ?? show.player.run.origins?.line {
            screen.put(
                line.truncated(to: place.width), column: 0, row: place.height - 1, style: .dim)
        }
        return screen
    }

    private func drawWords(of layout: SlideLayout, on screen: inout Surface) {
        let frame = layout.words
        let scroll = min(max(show.scroll, 0), layout.lastScroll)
        var words = Surface(width: frame.width, height: frame.height)
        words.draw(layout.text, column: 0, row: -scroll)
        screen.draw(words, column: frame.column, row: frame.row)
        let edge = min(frame.column + frame.width + 1, place.width - 1)
        if scroll > 0 { screen.put("▲", column: edge, row: frame.row, style: .dim) }
        if scroll < layout.lastScroll {
            screen.put("▼", column: edge, row: frame.row + frame.height - 1, style: .bold)
        }
    }
}
