import Drawing

extension Walk {
    public func view(_ place: Place) -> Surface {
        decoding?.view(place) ?? WalkView(walk: self, place: place).surface()
    }
}

/// The whole screen of the walkthrough.
struct WalkView {
    let walk: Walk
    let place: Place

    func surface() -> Surface {
        var screen = Surface(width: place.width, height: place.height)
        guard place.width >= Regions.least.width && place.height >= Regions.least.height else {
            return .tooSmall(place)
        }
        let regions = Regions(of: walk, in: place)
        screen.draw(header, column: 0, row: 0)
        draw(regions.map, on: &screen) {
            walk.map.surface(width: $0, height: $1, depth: place.depth)
        }
        if walk.depth == .passes && walk.panel == nil, let step = walk.subject.step {
            draw(regions.words, on: &screen) {
                PassesPage(
                    outline: walk.outline, step: step, chosen: walk.pass, theme: walk.look.theme
                )
                .surface(width: $0, height: $1, depth: place.depth)
            }
        } else if walk.depth == .blocks && walk.panel == nil {
            draw(regions.words, on: &screen) {
                BlockPage(walk: walk).surface(width: $0, height: $1, depth: place.depth)
            }
        } else {
            draw(regions.stage, on: &screen) {
                StageView(walk: walk).surface(width: $0, height: $1, depth: place.depth)
            }
            draw(regions.readOut, on: &screen) {
                ReadOutView(walk: walk).surface(width: $0, height: $1)
            }
            draw(regions.words, on: &screen) {
                WordsView(walk: walk).surface(width: $0, height: $1)
            }
        }
        if let panel = walk.panel {
            draw(regions.panel, on: &screen) {
                PanelView(walk: walk, panel: panel).surface(width: $0, height: $1)
            }
        }
        let bottom = BottomLines(walk: walk, width: place.width).surface()
        screen.draw(bottom, column: 0, row: place.height - bottom.height)
        return screen
    }

    /// Draws what fits a region into it.
    private func draw(
        _ frame: Frame, on screen: inout Surface, _ picture: (Int, Int) -> Surface
    ) {
        guard frame.width > 0 && frame.height > 0 else { return }
        screen.draw(
            picture(frame.width, frame.height).cropped(width: frame.width, height: frame.height),
            column: frame.column, row: frame.row)
    }

    /// Where we are, and the sentence with the word that is looked at.
    private var header: Surface {
        let step = "step \(walk.stepNumber + 1) of \(walk.outline.steps.count)"
        let standing = walk.standing.map { $0 + "  " } ?? ""
        let left = place.width - standing.displayWidth - step.displayWidth
        var first = Surface(width: place.width, height: 1)
        first.draw(
            Breadcrumbs.picture(of: walk).surface(
                width: max(left - 2, 1), height: 1, depth: place.depth),
            column: 0, row: 0)
        let column = first.put(standing, column: left, row: 0, style: .bold)
        first.put(step, column: column, row: 0, style: .dim)
        return .stacked([first, SentenceLine(walk: walk, width: place.width).surface()])
    }
}

extension Surface {
    /// What a window shows that is too small for the screen.
    static func tooSmall(
        _ place: Place,
        least: (width: Int, height: Int) = (Regions.least.width, Regions.least.height)
    ) -> Surface {
        let text =
            "heed needs more room: at least \(least.width) x \(least.height); "
            + "this window is \(place.width) x \(place.height)."
        var screen = Surface(width: place.width, height: place.height)
        screen.draw(
            Surface(lines: wrapped(text, width: max(place.width, 1))), column: 0, row: 0)
        return screen
    }
}
