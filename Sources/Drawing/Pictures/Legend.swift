/// What the colours mean: a bar from the lowest to the highest value.
public struct Legend: Sendable {
    private let scale: Scale
    private let title: String

    public init(_ scale: Scale, title: String) {
        self.scale = scale
        self.title = title
    }

    public func surface(width: Int) -> Surface {
        let low = scale.lowest.brief
        let high = scale.highest.brief
        let middle = ((scale.lowest + scale.highest) / 2).brief
        let bar = min(30, max(width - low.count - high.count - title.displayWidth - 4, 8))
        var surface = Surface(width: width, height: 1)
        var column = surface.put(low + " ", column: 0, row: 0)
        let start = column
        for step in 0..<bar {
            let tone = Tone(scale.map, Double(step) / Double(bar - 1))
            surface.fill(column: column, row: 0, count: 1, style: Style(tone: tone))
            column += 1
        }
        surface.put(
            middle, column: start + (bar - middle.count) / 2, row: 0,
            style: Style(tone: Tone(scale.map, 0.5)))
        surface.put(" " + high + "  " + title, column: column, row: 0)
        return surface
    }
}

extension Float {
    /// Like `short`, without zeros at the end: 0.5.
    fileprivate var brief: String {
        guard short.contains("."), !short.contains("e") else { return short }
        let trimmed = short.reversed().drop { $0 == "0" }
        return String((trimmed.first == "." ? trimmed.dropFirst() : trimmed).reversed())
    }
}
