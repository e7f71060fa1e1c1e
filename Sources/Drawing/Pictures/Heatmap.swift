import Tensors

/// A matrix as shades: rows down, columns across, with their names and what the shades mean.
///
/// A matrix that is larger than the place is summarised or cut to a window, and the picture says so.
public struct Heatmap: Picture {
    /// From which values the shades run to which.
    public enum Shading: Sendable, Hashable {
        /// The same everywhere.
        case shared(Scale)
        /// For each row from 0 to its own largest value, for rows that are to be read one by one.
        case eachRow(ColourMap)

        /// What a person chooses from.
        public enum Choice: Sendable, Hashable {
            case matrix, row
            case fixed(from: Float, to: Float)
        }

        public init(_ choice: Choice, fitting extremes: Extremes, theme: Theme) {
            switch choice {
            case .matrix: self = .shared(Scale(fitting: extremes, theme: theme))
            case .row: self = .eachRow(theme.map(for: extremes))
            case .fixed(let lowest, let highest):
                // The middle of a diverging map is zero, so both ends are as far from it.
                let reach = max(lowest.magnitude, highest.magnitude)
                self =
                    lowest < 0
                    ? .shared(Scale(theme.diverging, from: -reach, to: reach))
                    : .shared(Scale(theme.sequential, from: lowest, to: highest))
            }
        }
    }

    /// The sides whose names stand at the edge.
    public struct Names: OptionSet, Sendable, Hashable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        public static let rows = Names(rawValue: 1)
        public static let columns = Names(rawValue: 2)
        public static let all: Names = [.rows, .columns]
    }

    let matrix: Matrix
    let rows: Side
    let columns: Side
    let shading: Shading
    private(set) var showsNumbers: Bool
    let focus: Focus
    let marks: EdgeMarks
    let fit: Fit
    private(set) var names: Names
    private(set) var legend: String?
    /// Whether the picture itself says which part it shows.
    private(set) var hasRemarks = true

    /// - Parameters:
    ///   - showsNumbers: whether the cells show their values, with as many digits as fit.
    ///   - markedRow: a row to set apart, as the query that is looked at.
    ///   - focus: the cursor and what is lit, on an interactive screen.
    ///   - fit: what becomes of a matrix that is larger than the place.
    ///   - names: which names are shown; without any the picture is the bare cells.
    ///   - legend: what the values are, for the legend; nil for no legend.
    public init(
        _ matrix: Matrix, rows: Side, columns: Side, shading: Shading, showsNumbers: Bool = false,
        markedRow: Int? = nil, markedColumn: Int? = nil, focus: Focus = .none, fit: Fit = .mean,
        names: Names = .all, legend: String? = nil
    ) {
        self.matrix = matrix
        self.rows = rows
        self.columns = columns
        self.shading = shading
        self.showsNumbers = showsNumbers
        self.focus = focus
        marks = EdgeMarks(focus, row: markedRow, column: markedColumn)
        self.fit = fit
        self.names = names
        self.legend = legend
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        guard matrix.rows > 0 && matrix.columns > 0 else {
            return Surface(lines: wrapped("(no values)", width: width), style: .dim)
                .cropped(width: width, height: height ?? .max)
        }
        let notes = self.notes(width: width, depth: depth)
        let layout = HeatmapLayout(
            self, width: width, height: height.map { $0 - notes.height }, depth: depth)
        return .stacked([
            layout.cells(), notes, Surface(lines: layout.remarks, style: .dim),
        ]).cropped(width: width, height: height ?? .max)
    }

    /// The same as a part of a picture that says the rest.
    func inside(names: Names, numbers: Bool) -> Heatmap {
        var map = self
        map.names = names
        map.showsNumbers = showsNumbers && numbers
        map.legend = nil
        map.hasRemarks = false
        return map
    }

    /// Where the cells stand on the surface that `surface` draws in the same place: for a mouse, and
    /// for whoever draws beside them. Nil for a matrix without values.
    public func layout(width: Int, height: Int?, depth: ColourDepth) -> HeatmapLayout? {
        guard matrix.rows > 0 && matrix.columns > 0 else { return nil }
        let notes = self.notes(width: width, depth: depth)
        return HeatmapLayout(
            self, width: width, height: height.map { $0 - notes.height }, depth: depth)
    }

    /// - Parameter extremes: those of the row.
    func scale(forRow extremes: @autoclosure () -> Extremes) -> Scale {
        switch shading {
        case .shared(let scale): return scale
        case .eachRow(let map): return Scale(map, reaching: extremes())
        }
    }

    /// The legend, and a remark if some values are beyond the scale.
    private func notes(width: Int, depth: ColourDepth) -> Surface {
        guard let legend else { return Surface(width: 0, height: 0) }
        // Numbers spell out what is not finite.
        let signed = showsNumbers ? Extremes() : matrix.extremes
        switch shading {
        case .eachRow(let map):
            return Legend(eachRowOn: map, title: legend, signs: signed.signs)
                .surface(width: width, depth: depth)
        case .shared(let scale):
            let beyond = matrix.valuesBeyond(scale)
            let remark =
                switch beyond {
                case 0: [String]()
                case 1: ["1 value beyond the scale looks like its end"]
                default: ["\(beyond) values beyond the scale look like its ends"]
                }
            return .stacked([
                Legend(scale, title: legend, for: signed)
                    .surface(width: width, depth: depth),
                Surface(lines: remark.flatMap { wrapped($0, width: width) }, style: .dim),
            ])
        }
    }
}
