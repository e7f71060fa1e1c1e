/// Where the parts of curves stand in a given place.
public struct CurvesLayout: Sendable {
    private let curves: Curves
    private let depth: ColourDepth
    private let levels: ClosedRange<Double>
    private let left: Int
    private let plotWidth: Int
    private let plotHeight: Int
    private let legend: Surface

    /// On a page that may grow.
    private static let usualHeight = 12
    private static let highest = 24
    private static let widest = 120
    /// The axis and its numbers.
    private static let linesBelow = 2

    init(_ curves: Curves, width: Int, height: Int?, depth: ColourDepth) {
        self.curves = curves
        self.depth = depth
        let shown = curves.series.flatMap(\.values) + curves.ends
        let heights: [Double] = shown.compactMap(curves.level)
        let (low, high) = (heights.min() ?? 0, heights.max() ?? 1)
        levels = low < high ? low...high : low - 0.5...low + 0.5
        let middle = (levels.lowerBound + levels.upperBound) / 2
        let numbers = [levels.lowerBound, middle, levels.upperBound].map {
            Self.text(curves.value($0))
        }
        left = (numbers.map(\.displayWidth).max() ?? 0) + 2
        plotWidth = max(min(width - left, Self.widest), 1)
        let legend = curves.legend(width: max(width, 1), depth: depth)
        self.legend = legend
        let room = height.map { $0 - legend.height - Self.linesBelow } ?? Self.usualHeight
        plotHeight = min(max(room, 1), Self.highest)
    }

    /// The place of the curves, without the axes.
    public var frame: Frame { Frame(column: left, row: 0, width: plotWidth, height: plotHeight) }

    /// The position nearest to a place of the surface; nil beside the curves.
    public func position(column: Int, row: Int) -> Int? {
        frame.contains(column: column, row: row) ? Int(position(at: column - left).rounded()) : nil
    }

    /// The column of a position.
    public func column(of position: Int) -> Int {
        let steps = max(curves.count - 1, 1)
        return left + (position * (plotWidth - 1) + steps / 2) / steps
    }

    private func position(at place: Int) -> Double {
        Double(place) * Double(max(curves.count - 1, 0)) / Double(max(plotWidth - 1, 1))
    }

    // MARK: - Drawing

    func surface() -> Surface {
        var surface = Surface(
            width: left + plotWidth, height: plotHeight + Self.linesBelow)
        drawAxes(on: &surface)
        // The first curve is drawn last, over the others.
        var points = Points(width: plotWidth, height: plotHeight * (depth.hasHalves ? 2 : 1))
        for index in curves.series.indices.reversed() { trace(index, on: &points) }
        if depth.hasHalves {
            drawHalves(points, on: &surface)
        } else {
            drawSigns(points, on: &surface)
        }
        return .stacked([surface, legend])
    }

    private static func text(_ value: Float) -> String { value.short.withoutTrailingZeros }

    private func drawAxes(on surface: inout Surface) {
        let span = levels.upperBound - levels.lowerBound
        let centre = (levels.lowerBound + levels.upperBound) / 2
        // What only rounding keeps from zero is zero.
        let middle = abs(centre) < span * 1e-4 ? 0 : centre
        var ticks = [(0, levels.upperBound), (plotHeight - 1, levels.lowerBound)]
        if plotHeight >= 5 { ticks.append(((plotHeight - 1) / 2, middle)) }
        for (row, level) in ticks {
            surface.put(
                Self.text(curves.value(level)).leftPadded(to: left - 2), column: 0, row: row,
                style: .dim)
        }
        for row in 0..<plotHeight {
            surface.put("│", column: left - 1, row: row, style: .dim)
        }
        surface.put(
            "└" + String(repeating: "─", count: plotWidth), column: left - 1, row: plotHeight,
            style: .dim)
        if let cursor = curves.cursor {
            for row in 0..<plotHeight {
                surface.put("│", column: column(of: cursor), row: row, style: .dim)
            }
            surface.put("▴", column: column(of: cursor), row: plotHeight, style: .bold)
        }
        drawPositions(on: &surface)
    }

    /// Numbers along the axis: at every 1st, 2nd, 5th, 10th, ... position, with room between them.
    private func drawPositions(on surface: inout Surface) {
        let numberWidth = String(max(curves.count - 1, 0)).count + 2
        var stride = 1
        while stride * max(plotWidth - 1, 1) < numberWidth * max(curves.count - 1, 1) {
            stride = stride * (String(stride).first == "2" ? 5 : 4) / 2
        }
        var end = 0
        for position in Swift.stride(from: 0, to: curves.count, by: stride) {
            // The last number ends where the axis does, if it has room there.
            let number = String(position)
            let column = min(column(of: position), left + plotWidth - number.count)
            guard column > end else { continue }
            end = surface.put(number, column: column, row: plotHeight + 1, style: .dim)
        }
    }

    /// Marks each column at the height of the curve, and what lies between it and the column
    /// before.
    private func trace(_ index: Int, on points: inout Points) {
        var before: Int?
        for column in 0..<plotWidth {
            guard let level = level(index, at: position(at: column)) else {
                before = nil
                continue
            }
            let share = (levels.upperBound - level) / (levels.upperBound - levels.lowerBound)
            let row = Int((share * Double(points.height - 1)).rounded())
            let start = before.map { $0 < row ? $0 + 1 : $0 > row ? $0 - 1 : row } ?? row
            for between in min(start, row)...max(start, row) {
                points[column, between] = index
            }
            before = row
        }
    }

    private func level(_ index: Int, at position: Double) -> Double? {
        let values = curves.series[index].values
        let (low, share) = (Int(position), position - Double(Int(position)))
        guard values.indices.contains(low), let from = curves.level(values[low]) else { return nil }
        guard share > 1e-9 else { return from }
        guard low + 1 < values.count, let to = curves.level(values[low + 1]) else { return nil }
        return from + (to - from) * share
    }

    private func drawHalves(_ points: Points, on surface: inout Surface) {
        for row in 0..<plotHeight {
            for column in 0..<plotWidth {
                let tones = [points[column, 2 * row], points[column, 2 * row + 1]].map {
                    $0.map(Curves.tone)
                }
                switch (tones[0], tones[1]) {
                case (nil, nil): continue
                case (let upper?, let lower):
                    surface.set(
                        "▀", column: left + column, row: row,
                        style: Style(foreground: upper, background: lower))
                case (nil, let lower?):
                    surface.set(
                        "▄", column: left + column, row: row, style: Style(foreground: lower))
                }
            }
        }
    }

    private func drawSigns(_ points: Points, on surface: inout Surface) {
        for row in 0..<plotHeight {
            for column in 0..<plotWidth {
                guard let index = points[column, row] else { continue }
                surface.set(
                    Curves.sign(index), column: left + column, row: row,
                    style: Curves.style(index, depth))
            }
        }
    }
}

/// Which curve is at a point of a fine grid.
private struct Points {
    let width: Int
    let height: Int
    private var series: [Int?]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        series = [Int?](repeating: nil, count: width * height)
    }

    subscript(column: Int, row: Int) -> Int? {
        get { series[row * width + column] }
        set { series[row * width + column] = newValue }
    }
}

// MARK: - Telling curves apart

extension Curves {
    private static let signs = ["o", "x", "+", "*", "#", "%"]
    /// Far apart in brightness, so that no kind of colour vision takes one for another.
    private static let shades = [1, 0.55, 0.78, 0.38, 0.9, 0.66]

    fileprivate static func sign(_ index: Int) -> String { signs[index % signs.count] }

    fileprivate static func tone(_ index: Int) -> Tone {
        Tone(.viridis, shades[index % shades.count])
    }

    fileprivate static func style(_ index: Int, _ depth: ColourDepth) -> Style {
        depth == .none ? .plain : Style(foreground: tone(index))
    }

    /// The position that is read out.
    private var shown: Int { min(max(cursor ?? count - 1, 0), max(count - 1, 0)) }

    /// The values at the cursor, each behind the sign and the name of its curve.
    fileprivate func legend(width: Int, depth: ColourDepth) -> Surface {
        var entries = [(sign: "", text: "\(positions) \(shown)", style: Style.bold)]
        entries += series.enumerated().map { index, series in
            let value =
                series.values.indices.contains(shown) ? series.values[shown].short : "no value"
            let sign = depth.hasHalves ? "▀▀ " : Self.sign(index) + " "
            return (sign, "\(series.name) \(value)", Self.style(index, depth))
        }
        var surface = Surface(width: width, height: entries.count)
        var (column, row) = (0, 0)
        for entry in entries {
            let size = (entry.sign + entry.text).displayWidth
            if column > 0 && column + size > width { (column, row) = (0, row + 1) }
            let start = surface.put(entry.sign, column: column, row: row, style: entry.style)
            surface.put(
                entry.text, column: start, row: row, style: entry.sign.isEmpty ? .bold : .plain)
            column += size + 3
        }
        return surface.cropped(width: width, height: row + 1)
    }
}
