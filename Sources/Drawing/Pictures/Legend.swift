import Tensors

/// What the shades mean: a bar from the lowest to the highest value with the middle between them,
/// and the signs of what has no colour.
public struct Legend: Picture {
    private let scale: Scale
    private let title: String
    private let signs: [Shade]
    private let ends: (lowest: String, middle: String, highest: String)

    /// - Parameter extremes: those of what is shown; the signs that occur are explained.
    public init(_ scale: Scale, title: String, for extremes: Extremes = Extremes()) {
        self.init(
            scale, title: title, signs: extremes.signs,
            ends: (scale.lowest.brief, scale.middle.brief, scale.highest.brief))
    }

    /// For rows that have a scale each.
    init(eachRowOn map: ColourMap, title: String, signs: [Shade]) {
        let ends =
            map.isDiverging ? ("-most", "0", "most") : ("0", "", "the row's largest")
        self.init(Scale(map, from: 0, to: 1), title: title, signs: signs, ends: ends)
    }

    private init(
        _ scale: Scale, title: String, signs: [Shade],
        ends: (lowest: String, middle: String, highest: String)
    ) {
        self.scale = scale
        self.title = title.visible
        self.signs = signs
        self.ends = ends
    }

    private static let longestBar = 30

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let painter = CellPainter(depth: depth)
        let step = painter.spellsSigns(scale) ? 2 : 1
        let room = width - ends.lowest.displayWidth - ends.highest.displayWidth - 2
        let steps = max(min(Self.longestBar, room) / step, 2)
        var bar = Surface(width: max(width, 0), height: 1)
        let start = bar.put(ends.lowest + " ", column: 0, row: 0)
        for index in 0..<steps {
            let share = Float(index) / Float(steps - 1)
            painter.paint(
                scale.lowest * (1 - share) + scale.highest * share, scale, on: &bar,
                column: start + index * step, row: 0, width: step)
        }
        let tone = scale.shade(of: scale.middle).tone
        bar.put(
            ends.middle, column: start + (steps * step - ends.middle.displayWidth) / 2, row: 0,
            style: Style(background: depth == .none ? nil : tone))
        let end = bar.put(" " + ends.highest, column: start + steps * step, row: 0)
        return complete(bar, end: end, width: width)
    }

    /// With the words behind the bar where there is room, else below it.
    private func complete(_ bar: Surface, end: Int, width: Int) -> Surface {
        var bar = bar
        let meanings = signs.compactMap { sign in
            sign.meaning.map { "\(sign.glyph ?? "") is \($0)" }
        }
        let words = ([title] + meanings).filter { !$0.isEmpty }.joined(separator: "   ")
        if words.isEmpty { return bar.cropped(width: end, height: 1) }
        if end + 2 + words.displayWidth <= width {
            bar.put(words, column: end + 2, row: 0)
            return bar.cropped(width: end + 2 + words.displayWidth, height: 1)
        }
        return .stacked([bar, Surface(lines: wrapped(words, width: width))])
            .cropped(width: width, height: .max)
    }
}

extension Extremes {
    /// What occurs that has no colour.
    var signs: [Shade] {
        (hasNegativeInfinity ? [.negativeInfinity] : [])
            + (hasPositiveInfinity ? [.positiveInfinity] : []) + (hasNaN ? [.notANumber] : [])
    }
}

extension Float {
    /// Like `short`, without zeros at the end: 0.5.
    fileprivate var brief: String { short.withoutTrailingZeros }
}
