/// The names above the columns of a matrix. It takes the form that reads best in the place:
/// names in a line; a staircase, where a name wider than its column stands higher with a line down
/// to the column; letters from top to bottom; or numbers over every few columns. Where there are few
/// lines the names are cut.
struct ColumnHeader {
    private let labels: [String]
    private let cellWidth: Int
    private let marked: [Bool]
    private let form: Form
    let height: Int

    private enum Form {
        case numbers
        case staircase([Int])
        /// One line, with names cut to their columns.
        case cut
        case vertical
        case nothing
    }

    /// More steps than this are harder to follow than letters from top to bottom.
    private static let mostSteps = 6
    private static let mostLetters = 10
    /// Fewer letters tell too little of a name.
    private static let leastLetters = 3
    /// Narrower columns leave too little of a name that is cut.
    private static let leastCut = 4

    /// - Parameters:
    ///   - isNumbered: whether the labels are numbers in order, of which a few are enough.
    ///   - room: the columns from the matrix's left edge to the end of the place.
    ///   - lines: the rows that it may take.
    ///   - marked: for each label whether it is set apart; empty if none is.
    init(
        labels: [String], isNumbered: Bool, cellWidth: Int, room: Int, lines: Int = .max,
        marked: [Bool] = []
    ) {
        self.labels = labels
        self.cellWidth = cellWidth
        self.marked = marked
        if lines < 1 {
            (form, height) = (.nothing, 0)
        } else if isNumbered {
            (form, height) = (.numbers, 1)
        } else if let steps = Self.steps(
            labels, cellWidth: cellWidth, room: room, most: min(lines, Self.mostSteps))
        {
            (form, height) = (.staircase(steps), (steps.max() ?? 0) + 1)
        } else if lines < Self.mostSteps && cellWidth >= Self.leastCut {
            (form, height) = (.cut, 1)
        } else if lines < Self.leastLetters {
            (form, height) = (.nothing, 0)
        } else {
            let lengths = labels.map { Array(Glyphs($0)).count }
            let most = min(lengths.max() ?? 0, Self.mostLetters, lines)
            // Beginnings of words that go on as they like are a wall of letters.
            let isCut = lengths.count { $0 > most } * 2 > lengths.count
            (form, height) = isCut ? (.nothing, 0) : (.vertical, most)
        }
    }

    /// How well the names can be read, to choose among several widths.
    enum Legibility: Comparable {
        case unread, cut, whole
    }

    var legibility: Legibility {
        switch form {
        case .numbers, .staircase: return .whole
        case .cut: return .cut
        case .vertical, .nothing: return .unread
        }
    }

    /// The columns that it takes, also beyond the last column of the matrix.
    var reach: Int {
        guard case .staircase = form else { return labels.count * cellWidth }
        return zip(labels, 0...).map { $1 * cellWidth + $0.displayWidth }.max() ?? 0
    }

    /// The places of the names that are cut.
    var cut: [Int] {
        guard case .vertical = form else { return [] }
        return labels.indices.filter { Array(Glyphs(labels[$0])).count > height }
    }

    func surface() -> Surface {
        let reach = labels.count * cellWidth + (labels.map(\.displayWidth).max() ?? 0)
        var surface = Surface(width: reach, height: height)
        switch form {
        case .numbers: drawNumbers(on: &surface)
        case .staircase(let steps): drawStaircase(steps, on: &surface)
        case .vertical: drawLetters(on: &surface)
        case .cut: drawCut(on: &surface)
        case .nothing: break
        }
        return surface
    }

    private func style(_ index: Int) -> Style { isMarked(index) ? .bold : .plain }

    private func isMarked(_ index: Int) -> Bool {
        marked.indices.contains(index) && marked[index]
    }

    private func drawNumbers(on surface: inout Surface) {
        let widest = (labels.map(\.displayWidth).max() ?? 1) + 1
        let needed = (widest + cellWidth - 1) / cellWidth
        // Every column if there is room, else every 2nd, 5th, 10th, 20th, ...
        var stride = 1
        while stride < needed { stride = stride * (String(stride).first == "2" ? 5 : 4) / 2 }
        for index in Swift.stride(from: 0, to: labels.count, by: stride) {
            surface.put(labels[index], column: index * cellWidth, row: 0, style: style(index))
        }
    }

    private func drawStaircase(_ steps: [Int], on surface: inout Surface) {
        for (index, label) in labels.enumerated() {
            let row = height - 1 - steps[index]
            surface.put(label, column: index * cellWidth, row: row, style: style(index))
            for below in row + 1..<max(height, row + 1) {
                surface.put("│", column: index * cellWidth, row: below, style: .dim)
            }
        }
    }

    /// Those that are set apart are drawn last and whole, over their neighbours.
    private func drawCut(on surface: inout Surface) {
        for (index, label) in labels.enumerated() where !isMarked(index) {
            surface.put(label.truncated(to: cellWidth - 1), column: index * cellWidth, row: 0)
        }
        for (index, label) in labels.enumerated() where isMarked(index) {
            // No rest of a name that is covered stays behind.
            let cells = label.displayWidth / cellWidth + 1
            surface.put(
                label.padded(to: cells * cellWidth), column: index * cellWidth, row: 0,
                style: .bold)
        }
    }

    private func drawLetters(on surface: inout Surface) {
        for (index, label) in labels.enumerated() {
            var glyphs = Array(Glyphs(label)).map(\.text)
            if glyphs.count > height { glyphs = glyphs.prefix(height - 1) + ["⋮"] }
            for (place, glyph) in zip((height - glyphs.count)..., glyphs) {
                surface.put(glyph, column: index * cellWidth, row: place, style: style(index))
            }
        }
    }

    /// How high each name stands: above all names and lines that it reaches over. Nil if that is
    /// too high or a name leaves the place.
    private static func steps(
        _ labels: [String], cellWidth: Int, room: Int, most: Int
    ) -> [Int]? {
        var steps = [Int](repeating: 0, count: labels.count)
        for index in labels.indices.reversed() {
            let width = labels[index].displayWidth
            guard index * cellWidth + width <= room else { return nil }
            let reach = index + (width + cellWidth) / cellWidth
            let over = steps[min(index + 1, labels.count)..<min(reach, labels.count)]
            steps[index] = (over.max() ?? -1) + 1
            guard steps[index] < most else { return nil }
        }
        return steps
    }
}
