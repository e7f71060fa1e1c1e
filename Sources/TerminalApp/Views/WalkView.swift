import Drawing
import Guide
import Tracing

extension Walk {
    public func view(_ place: Place) -> Surface {
        WalkView(walk: self, place: place).surface()
    }
}

/// The whole screen of the walkthrough.
struct WalkView {
    let walk: Walk
    let place: Place

    private static let least = (width: 40, height: 12)

    func surface() -> Surface {
        guard place.width >= Self.least.width && place.height >= Self.least.height else {
            return tooSmall
        }
        var screen = Surface(width: place.width, height: place.height)
        let header = self.header
        screen.draw(header, column: 0, row: 0)
        let body = bodySurface(width: place.width, height: place.height - header.height - 2)
        screen.draw(body, column: 0, row: header.height)
        let bottom = BottomLines(walk: walk, width: place.width).surface()
        screen.draw(bottom, column: 0, row: place.height - bottom.height)
        return screen
    }

    private var tooSmall: Surface {
        let (width, height) = Self.least
        var screen = Surface(width: place.width, height: place.height)
        let text =
            "heed needs more room: at least \(width) x \(height); this window is "
            + "\(place.width) x \(place.height)."
        screen.draw(
            Surface(lines: wrapped(text, width: max(place.width, 1))), column: 0, row: 0)
        return screen
    }

    // MARK: The top

    /// Where we are, and the sentence with the word that is looked at.
    private var header: Surface {
        let count = walk.outline.steps.count
        let place = "step \(walk.stepNumber + 1) of \(count)"
        var first = Surface(width: self.place.width, height: 1)
        first.put(
            Breadcrumbs.text(of: walk.event.path).truncated(
                to: self.place.width - place.displayWidth - 2), column: 0, row: 0, style: .bold)
        first.put(place, column: self.place.width - place.displayWidth, row: 0, style: .dim)
        return .stacked([first, SentenceLine(walk: walk, width: self.place.width).surface()])
    }

    // MARK: The middle

    private func bodySurface(width: Int, height: Int) -> Surface {
        let isWide = width >= 130
        if let panel = walk.panel {
            let view = PanelView(walk: walk, panel: panel)
            if isWide {
                let side = min(width * 2 / 5, 76)
                return .beside(
                    [
                        main(width: width - side - 2, height: height, hasWords: true),
                        view.surface(width: side, height: height),
                    ], gap: 2)
            }
            let lower = max(height / 2, 5)
            return .stacked([
                main(width: width, height: height - lower, hasWords: false),
                view.surface(width: width, height: lower),
            ])
        }
        return main(width: width, height: height, hasWords: true)
    }

    private func main(width: Int, height: Int, hasWords: Bool) -> Surface {
        let readOut = ReadOutView(walk: walk).surface(width: width)
        let words =
            hasWords
            ? WordsView(walk: walk).surface(width: width, height: max(height / 3, 3))
            : Surface(width: 0, height: 0)
        let stageHeight = height - readOut.height - words.height - (hasWords ? 2 : 1)
        var result = Surface(width: width, height: height)
        result.draw(
            StageView(walk: walk).surface(
                width: width, height: stageHeight, depth: place.depth), column: 0, row: 1)
        result.draw(readOut, column: 0, row: 1 + stageHeight)
        result.draw(words, column: 0, row: height - words.height)
        return result
    }
}
