import Drawing

/// Which part of the screen is where: one rule for what is drawn and for what the mouse points at.
struct Regions: Sendable {
    /// Where we are, and the sentence.
    static let headerLines = 2
    /// News or a prompt, and the keys.
    static let bottomLines = 2
    /// A smaller window only says that it is too small.
    static let least = (width: 40, height: 12)

    /// The model's map; empty where there is no room for it.
    private(set) var map = Frame(column: 0, row: 0, width: 0, height: 0)
    private(set) var stage = Frame(column: 0, row: 0, width: 0, height: 0)
    private(set) var readOut = Frame(column: 0, row: 0, width: 0, height: 0)
    private(set) var words = Frame(column: 0, row: 0, width: 0, height: 0)
    private(set) var panel = Frame(column: 0, row: 0, width: 0, height: 0)

    init(of walk: Walk, in place: Place) {
        let top = Regions.headerLines
        let height = place.height - top - Regions.bottomLines
        let isWide = place.width >= 130
        // A blank line below the header, where lines are not short.
        let gap = height >= 24 ? 1 : 0
        var column = 0
        var width = place.width
        var bodyHeight = height
        if walk.panel != nil {
            if isWide {
                let side = min(place.width * 2 / 5, 78)
                width -= side + 2
                panel = Frame(column: width + 2, row: top + gap, width: side, height: height - gap)
            } else {
                let lower = max(height * 3 / 5, 6)
                bodyHeight -= lower
                panel = Frame(column: 0, row: top + bodyHeight, width: width, height: lower)
            }
        }
        if walk.depth == .passes && walk.panel == nil {
            words = Frame(
                column: 0, row: top + gap, width: place.width, height: bodyHeight - gap)
            return
        }
        if walk.depth == .blocks && walk.panel == nil {
            let wanted = isWide ? 64 : min(max(width / 2, 30), 42)
            map = Frame(column: 0, row: top + gap, width: wanted, height: bodyHeight - gap)
            words = Frame(
                column: wanted + 3, row: top + gap, width: width - wanted - 3,
                height: bodyHeight - gap)
            return
        }
        if isWide && walk.panel == nil {
            let side = place.width >= 180 ? 46 : 31
            map = Frame(column: 0, row: top + gap, width: side, height: bodyHeight - gap)
            column = side + 3
            width -= side + 3
        }
        let hasWords = isWide || walk.panel == nil
        let readLines = hasWords && bodyHeight >= 12 ? 2 : 1
        // In a wide place the notices stand beside the words.
        let most = width >= WordsView.widthForTwo ? 11 : 16
        let wordLines = hasWords ? min(max(bodyHeight / 3, 3), most) : 0
        let stageHeight = bodyHeight - gap - readLines - wordLines
        stage = Frame(column: column, row: top + gap, width: width, height: stageHeight)
        readOut = Frame(
            column: column, row: top + gap + stageHeight, width: width, height: readLines)
        words = Frame(
            column: column, row: top + bodyHeight - wordLines, width: width, height: wordLines)
    }
}
