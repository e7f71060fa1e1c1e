import Tensors

/// A vector as a row of cells, continued below where the width ends; the numbers at the left and
/// above count the places.
public struct Strip: Picture {
    let values: [Float]
    let scale: Scale
    let showsNumbers: Bool
    let cursor: Int?
    let lit: Set<Int>?
    private let legend: String?

    /// - Parameters:
    ///   - showsNumbers: whether the cells show their values.
    ///   - cursor: the place of the cursor; where the height does not suffice for all lines, its
    ///     line is among those that are shown.
    ///   - lit: the places that the others fade for; nil if none fades.
    ///   - legend: what the values are, for the legend; nil for no legend.
    public init(
        _ values: [Float], scale: Scale, showsNumbers: Bool = false, cursor: Int? = nil,
        lit: Set<Int>? = nil, legend: String? = nil
    ) {
        self.values = values
        self.scale = scale
        self.showsNumbers = showsNumbers
        self.cursor = cursor
        self.lit = lit
        self.legend = legend
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let legend = legendSurface(width: width, depth: depth)
        let layout = StripLayout(self, width: width, height: height.map { $0 - legend.height })
        let remark = layout.note.isEmpty ? [] : wrapped(layout.note, width: width)
        return Surface.stacked([
            layout.cells(depth: depth), legend, Surface(lines: remark, style: .dim),
        ]).cropped(width: width, height: height ?? .max)
    }

    /// Where the cells stand on the surface that `surface` draws in the same place.
    public func layout(width: Int, height: Int?, depth: ColourDepth) -> StripLayout {
        let legend = legendSurface(width: width, depth: depth)
        return StripLayout(self, width: width, height: height.map { $0 - legend.height })
    }

    private func legendSurface(width: Int, depth: ColourDepth) -> Surface {
        guard let legend else { return Surface(width: 0, height: 0) }
        return Legend(scale, title: legend, for: Extremes(of: values)).surface(
            width: width, depth: depth)
    }
}

/// Where the cells of a strip stand in a given place.
public struct StripLayout: Sendable {
    private let strip: Strip
    private let cellWidth: Int
    private let labelWidth: Int
    private let perLine: Int
    private let lines: Span

    init(_ strip: Strip, width: Int, height: Int?) {
        self.strip = strip
        cellWidth = strip.showsNumbers ? 6 : 2
        labelWidth = String(max(strip.values.count - 1, 0)).count
        let fitting = max((width - labelWidth - 1) / cellWidth, 1)
        let perLine = fitting >= 8 ? fitting / 8 * 8 : fitting
        let all = (strip.values.count + perLine - 1) / perLine
        // One line counts the places; if some lines are missing, another says so.
        let most = height.map { all + 1 <= $0 ? all : max($0 - 2, 1) } ?? all
        let cursorLine = strip.cursor.map { $0 / perLine }
        lines = Span(windowOn: all, showing: cursorLine ?? 0, most: most, zoom: 1)
        self.perLine = perLine
    }

    private var left: Int { labelWidth + 1 }

    /// The places that are shown.
    public var shown: Range<Int> {
        let count = strip.values.count
        return min(lines.first * perLine, count)..<min(lines.values.upperBound * perLine, count)
    }

    /// Says which part is shown; empty if all is.
    public var note: String {
        let (shown, count) = (self.shown, strip.values.count)
        return shown.count == count
            ? "" : "\(shown.lowerBound)–\(shown.upperBound - 1) of \(count)"
    }

    /// The place of the vector at a place of the surface; nil outside.
    public func index(column: Int, row: Int) -> Int? {
        let place = column < left ? perLine : (column - left) / cellWidth
        let index = (lines.first + row - 1) * perLine + place
        return place < perLine && row >= 1 && shown.contains(index) ? index : nil
    }

    /// Where a place of the vector is drawn; nil if it is not shown.
    public func frame(of index: Int) -> Frame? {
        guard shown.contains(index) else { return nil }
        return Frame(
            column: left + index % perLine * cellWidth, row: 1 + index / perLine - lines.first,
            width: cellWidth, height: 1)
    }

    func cells(depth: ColourDepth) -> Surface {
        let painter = CellPainter(depth: depth, decimals: strip.showsNumbers ? 2 : nil)
        let widest = min(perLine, strip.values.count)
        var surface = Surface(
            width: left + widest * cellWidth, height: shown.isEmpty ? 0 : lines.cells + 1)
        for place in stride(from: 0, to: widest, by: strip.showsNumbers ? 1 : 4) {
            let number = String(place)
            surface.put(
                strip.showsNumbers ? number.leftPadded(to: cellWidth - 1) : number,
                column: left + place * cellWidth, row: 0, style: .dim)
        }
        for index in shown {
            guard let frame = frame(of: index) else { continue }
            if index % perLine == 0 {
                surface.put(
                    String(index).leftPadded(to: labelWidth), column: 0, row: frame.row,
                    style: .dim)
            }
            painter.paint(
                strip.values[index], strip.scale, on: &surface, column: frame.column,
                row: frame.row, width: cellWidth, emphasis(index))
        }
        return surface
    }

    private func emphasis(_ index: Int) -> Emphasis {
        if index == strip.cursor { return .cursor }
        return strip.lit.map { $0.contains(index) ? .lit : .faded } ?? .none
    }
}
