/// Values as horizontal bars, the largest first; what is left out is summed and counted. Negative
/// values go to the left of a common line.
public struct Bars: Picture {
    private let entries: [(label: String, value: Float)]
    private let rest: (count: Int, sum: Float)
    private let scale: Scale

    /// - Parameters:
    ///   - most: how many are shown.
    ///   - scale: the lengths and shades; its ends are the ends of the bars.
    public init(_ values: [(label: String, value: Float)], most: Int, scale: Scale) {
        self.init(values.map(\.value), most: most, scale: scale) { values[$0].label }
    }

    /// - Parameter label: what a value is called, by its place; asked only for those that are shown,
    ///   as a vocabulary has many thousands.
    public init(_ values: [Float], most: Int, scale: Scale, label: (Int) -> String) {
        // What is not a number comes last; every comparison with it is false.
        let sorted = values.indices.sorted {
            values[$1].isNaN ? !values[$0].isNaN : values[$0] > values[$1]
        }
        entries = sorted.prefix(max(most, 0)).map { (label: label($0).visible, value: values[$0]) }
        let left = sorted.dropFirst(max(most, 0))
        rest = (left.count, left.reduce(0) { $0 + values[$1] })
        self.scale = scale
    }

    private static let decimals = 3
    private static let longestBar = 60

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let others =
            rest.count == 0
            ? [] : [(label: "the other \(rest.count) together", value: rest.sum)]
        let numbers = (entries + others).map { entry in
            entry.value.isFinite && entry.value.magnitude < 1000
                ? entry.value.formatted(decimals: Self.decimals) : entry.value.short
        }
        let numberWidth = numbers.map(\.count).max() ?? 0
        let labelWidth = min(
            (entries + others).map(\.label.displayWidth).max() ?? 0, max(width / 3, 4))
        let left = labelWidth + numberWidth + 3
        let room = max(min(width - left, Self.longestBar), 1)
        var surface = Surface(width: left + room, height: numbers.count)
        for (row, entry) in (entries + others).enumerated() {
            let style: Style = row < entries.count ? .plain : .dim
            surface.put(entry.label.leftPadded(to: labelWidth), column: 0, row: row, style: style)
            surface.put(
                numbers[row].leftPadded(to: numberWidth), column: labelWidth + 1, row: row,
                style: style)
            drawBar(entry.value, on: &surface, left: left, room: room, row: row, depth: depth)
        }
        return surface.cropped(width: width, height: .max)
    }

    /// One bar alone, in one row.
    func bar(of value: Float, width: Int, depth: ColourDepth) -> Surface {
        var surface = Surface(width: width, height: 1)
        drawBar(value, on: &surface, left: 0, room: width, row: 0, depth: depth)
        return surface
    }

    private func drawBar(
        _ value: Float, on surface: inout Surface, left: Int, room: Int, row: Int,
        depth: ColourDepth
    ) {
        let span = Double(scale.highest) - Double(scale.lowest)
        func place(_ value: Double) -> Double {
            min(max((value - Double(scale.lowest)) / span, 0), 1) * Double(room)
        }
        let zero = place(0)
        if value.isNaN { return }
        let end = place(Double(value))
        // In colour a bar is as strong as it is long; the weakest are still to be seen.
        let tone = scale.shade(of: value).tone
        let style = Style(foreground: depth == .none ? nil : tone)
        for column in Int(
            min(zero, end))..<max(Int(max(zero, end).rounded(.up)), Int(min(zero, end)))
        {
            let covered = (
                from: max(min(zero, end) - Double(column), 0),
                to: min(max(zero, end) - Double(column), 1)
            )
            guard let block = Self.block(from: covered.from, to: covered.to) else { continue }
            surface.put(block, column: left + column, row: row, style: style)
        }
        if scale.lowest < 0 && zero == end {
            surface.put("│", column: left + Int(zero), row: row, style: .dim)
        }
    }

    /// The character that covers a share of a cell; only left parts come in eighths, a right part
    /// is a half or all.
    private static func block(from start: Double, to end: Double) -> String? {
        if start >= 0.25 {
            return start < 0.75 ? "▐" : nil
        }
        let eighths = Int((end * 8).rounded())
        return eighths == 0 ? nil : Unicode.Scalar(UInt32(0x2590 - eighths)).map(String.init)
    }
}
