/// Shares as horizontal bars, the largest first; what is left out is summed and counted.
public struct Bars: Sendable {
    private let entries: [(label: String, value: Float)]
    private let rest: (count: Int, sum: Float)
    private let scale: Scale

    /// - Parameter most: how many are shown.
    public init(_ values: [(label: String, value: Float)], most: Int, scale: Scale) {
        let sorted = values.sorted { $0.value > $1.value }
        entries = sorted.prefix(most).map { (label: $0.label.visible, value: $0.value) }
        rest = (max(sorted.count - most, 0), sorted.dropFirst(most).reduce(0) { $0 + $1.value })
        self.scale = scale
    }

    private static let eighths = Array(" ▏▎▍▌▋▊▉")

    public func surface(width: Int) -> Surface {
        let labels = entries.map(\.label) + (rest.count > 0 ? ["\(rest.count) others"] : [])
        let labelWidth = min(labels.map(\.displayWidth).max() ?? 0, width / 3)
        let room = max(width - labelWidth - 9, 4)
        var surface = Surface(width: width, height: labels.count)
        for (row, label) in labels.enumerated() {
            let value = row < entries.count ? entries[row].value : rest.sum
            surface.put(label.leftPadded(to: labelWidth), column: 0, row: row)
            surface.put(
                value.formatted(decimals: 3).leftPadded(to: 6), column: labelWidth + 1, row: row)
            let share = (value - scale.lowest) / (scale.highest - scale.lowest)
            let length = Int((share * Float(room * 8)).rounded())
            let bar = String(repeating: "█", count: max(length, 0) / 8)
            let end = length > 0 && length % 8 > 0 ? String(Bars.eighths[length % 8]) : ""
            surface.put(bar + end, column: labelWidth + 8, row: row)
        }
        return surface
    }
}
