/// A vector as a row of cells, continued below where the width ends; the numbers at the left and
/// above count the places.
public struct Strip: Picture {
    private let values: [Float]
    private let scale: Scale
    private let showsNumbers: Bool
    private let legend: String?

    /// - Parameters:
    ///   - showsNumbers: whether the cells show their values.
    ///   - legend: what the values are, for the legend; nil for no legend.
    public init(
        _ values: [Float], scale: Scale, showsNumbers: Bool = false, legend: String? = nil
    ) {
        self.values = values
        self.scale = scale
        self.showsNumbers = showsNumbers
        self.legend = legend
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let painter = CellPainter(depth: depth, decimals: showsNumbers ? 2 : nil)
        let cell = showsNumbers ? 6 : 2
        let labelWidth = String(max(values.count - 1, 0)).count
        let left = labelWidth + 1
        let fitting = max((width - left) / cell, 1)
        let perLine = fitting >= 8 ? fitting / 8 * 8 : fitting
        let lines = (values.count + perLine - 1) / perLine
        var surface = Surface(
            width: left + min(perLine, values.count) * cell, height: lines == 0 ? 0 : lines + 1)
        for place in stride(from: 0, to: min(perLine, values.count), by: showsNumbers ? 1 : 4) {
            surface.put(
                showsNumbers ? String(place).leftPadded(to: cell - 1) : String(place),
                column: left + place * cell, row: 0, style: .dim)
        }
        for (index, value) in values.enumerated() {
            let (row, place) = (index / perLine + 1, index % perLine)
            if place == 0 {
                surface.put(
                    String(index).leftPadded(to: labelWidth), column: 0, row: row, style: .dim)
            }
            painter.paint(
                value, scale, on: &surface, column: left + place * cell, row: row, width: cell)
        }
        var parts = [surface]
        if let legend {
            parts.append(
                Legend(scale, title: legend, for: values).surface(width: width, depth: depth))
        }
        return Surface.stacked(parts).cropped(width: width, height: .max)
    }
}
