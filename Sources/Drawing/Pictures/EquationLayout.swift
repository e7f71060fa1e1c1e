/// Where the operands of an equation stand in a given place.
public struct EquationLayout: Sendable {
    /// One operand in its place.
    struct Part: Sendable {
        let title: [String]
        let titleColumn: Int
        let isResult: Bool
        /// What is said below the picture; empty if nothing is.
        let note: String
        /// Nil for a matrix without values.
        let layout: HeatmapLayout?
        /// The place of the title and of what is below it.
        let frame: Frame
        /// Where the picture begins.
        let picture: (column: Int, row: Int)

        /// The share of the matrix's values that have a cell of their own.
        var share: Double {
            layout.map { $0.excerpt.rows.share * $0.excerpt.columns.share } ?? 1
        }

        /// The share of the words.
        var shareOfWords: Double {
            guard let layout else { return 1 }
            let (excerpt, map) = (layout.excerpt, layout.map)
            return (map.rows.isNamed ? excerpt.rows.share : 1)
                * (map.columns.isNamed ? excerpt.columns.share : 1)
        }
    }

    /// A line of a sign.
    struct Sign: Sendable {
        let text: String
        let column: Int
        let row: Int
    }

    private let width: Int
    private let height: Int?
    private let depth: ColourDepth
    var parts: [Part] = []
    var signs: [Sign] = []

    init(width: Int, height: Int?, depth: ColourDepth) {
        self.width = width
        self.height = height
        self.depth = depth
    }

    /// The operand at a place of the surface, and its cell if there is one.
    public func hit(column: Int, row: Int) -> (operand: Int, cell: Matrix.Cell?)? {
        guard
            let operand = parts.firstIndex(where: { $0.frame.contains(column: column, row: row) })
        else { return nil }
        let part = parts[operand]
        let cell = part.layout?.cell(
            column: column - part.picture.column, row: row - part.picture.row)
        return (operand, cell)
    }

    /// Where an operand stands, with its title.
    public func frame(ofOperand operand: Int) -> Frame { parts[operand].frame }

    /// Where a cell of an operand is drawn; nil if it is not shown.
    public func frame(of cell: Matrix.Cell, inOperand operand: Int) -> Frame? {
        let part = parts[operand]
        return part.layout?.frame(of: cell)?
            .moved(columns: part.picture.column, rows: part.picture.row)
    }

    func surface() -> Surface {
        var surface = Surface(
            width: parts.map { $0.frame.column + $0.frame.width }.max() ?? 0,
            height: parts.map { $0.frame.row + $0.frame.height }.max() ?? 0)
        for part in parts {
            for (line, title) in part.title.enumerated() {
                surface.put(
                    title, column: part.titleColumn, row: part.frame.row + line,
                    style: line == 0 && part.isResult ? .bold : .dim)
            }
            let picture = part.layout?.cells() ?? Surface(lines: ["(no values)"], style: .dim)
            surface.draw(picture, column: part.picture.column, row: part.picture.row)
            surface.put(
                part.note.truncated(to: part.frame.width), column: part.frame.column,
                row: part.frame.row + part.frame.height - 1, style: .dim)
        }
        for sign in signs {
            surface.put(sign.text, column: sign.column, row: sign.row, style: .bold)
        }
        return surface.cropped(width: width, height: height ?? .max)
    }
}

// MARK: - Choosing

extension EquationLayout {
    /// Of the layouts that show nearly all of the words that can be shown, as some features stand for
    /// the others but a word that is not there is missed, the one that shows the most values one by
    /// one, and of those that show nearly as many, the one with the most numbers and names; side by
    /// side where both ways are as good. Square cells are worth names that stand there already, and
    /// the words of the rows half of the values: shades that nobody can name say nothing.
    static func best(
        of equation: Equation, width: Int, height: Int?, depth: ColourDepth
    ) -> EquationLayout {
        let place = EquationPlace(width: max(width, 1), height: height, depth: depth)
        let maps = equation.operands.map(\.map)
        var arrangements = Arrangements(equation: equation, place: place)
        var candidates: [(layout: EquationLayout, least: Double)] = []
        for numbered in numberChoices(for: maps) {
            for names in NameChoice.all(for: maps) {
                for isStacked in [false, true] {
                    let layout = arrangements.layout(
                        isStacked: isStacked, isStacked ? names.stacked : names.beside,
                        numbers: numbered)
                    if layout.share == 1 && layout.isSquare && names.namesWords { return layout }
                    candidates.append((layout, names.leastShare))
                }
            }
        }
        let words = candidates.map { $0.layout.share > 0 ? $0.layout.shareOfWords : 0 }
        let mostWords = words.max() ?? 0
        candidates = zip(candidates, words).filter { $1 >= mostWords * 0.8 }.map(\.0)
        let most = candidates.map(\.layout.share).max() ?? 0
        let good = candidates.first { $0.layout.share > 0 && $0.layout.share >= most * $0.least }
        return (good ?? candidates[candidates.count - 1]).layout
    }

    /// Which operands show their numbers, from the most to the least: all that should, the result
    /// and those with one number a row, the latter alone, none.
    private static func numberChoices(for maps: [Heatmap]) -> [[Bool]] {
        let all = maps.map(\.showsNumbers)
        let single = maps.map { $0.showsNumbers && $0.matrix.columns == 1 }
        var withResult = single
        withResult[maps.count - 1] = all[maps.count - 1]
        let none = maps.map { _ in false }
        return [all, withResult, single, none].reduce(into: []) { choices, choice in
            if !choices.contains(choice) { choices.append(choice) }
        }
    }

    /// Whether no cell is narrower than it is high.
    private var isSquare: Bool {
        parts.allSatisfy { $0.layout.map { $0.cellWidth > 1 || $0.isHalved } ?? true }
    }

    private var shareOfWords: Double { parts.map(\.shareOfWords).min() ?? 1 }

    /// What is shown of the operand of which the least is shown.
    private var share: Double {
        let fits =
            parts.allSatisfy { $0.frame.column + $0.frame.width <= width }
            && parts.allSatisfy { $0.frame.row + $0.frame.height <= height ?? .max }
        return fits ? parts.map(\.share).min() ?? 1 : 0
    }
}

/// The layouts of an equation, each made once: where features have no names, showing those of the
/// columns or not is the same.
private struct Arrangements {
    private struct Choice: Hashable {
        let isStacked: Bool
        let names: [Heatmap.Names]
        let numbered: [Bool]
    }

    let equation: Equation
    let place: EquationPlace
    private var made: [Choice: EquationLayout] = [:]

    init(equation: Equation, place: EquationPlace) {
        self.equation = equation
        self.place = place
    }

    mutating func layout(
        isStacked: Bool, _ names: [Heatmap.Names], numbers numbered: [Bool]
    ) -> EquationLayout {
        let choice = Choice(isStacked: isStacked, names: names, numbered: numbered)
        if let layout = made[choice] { return layout }
        let maps = equation.operands.indices.map {
            equation.operands[$0].map.inside(names: names[$0], numbers: numbered[$0])
        }
        let layout = isStacked ? place.stacked(equation, maps) : place.beside(equation, maps)
        made[choice] = layout
        return layout
    }
}

/// Which names the operands show.
private struct NameChoice {
    let beside: [Heatmap.Names]
    let stacked: [Heatmap.Names]
    /// Whether all words are to be seen.
    var namesWords = false
    /// The share of the most values that may be shown with which these names are worth it.
    var leastShare = 0.8

    /// From the most to the least. Words give way last, and the result's after the others'. Rows
    /// that stand on one line need their names once.
    static func all(for maps: [Heatmap]) -> [NameChoice] {
        let words = maps.map(\.labelledSides)
        var once = words
        for index in maps.indices
        where maps[..<index].contains(where: { $0.rows.labels == maps[index].rows.labels }) {
            once[index].remove(.rows)
        }
        var result = maps.map { _ in Heatmap.Names() }
        result[maps.count - 1] = words[maps.count - 1]
        let all = maps.map { _ in Heatmap.Names.all }
        let none = maps.map { _ in Heatmap.Names() }
        return [
            NameChoice(beside: all, stacked: all, namesWords: true),
            NameChoice(beside: once, stacked: words, namesWords: true),
            NameChoice(
                beside: once.map { $0.intersection(.rows) },
                stacked: words.map { $0.intersection(.rows) }, leastShare: 0.5),
            NameChoice(beside: result, stacked: result), NameChoice(beside: none, stacked: none),
        ]
    }
}

extension Heatmap {
    /// The sides that have words for names, not just numbers.
    fileprivate var labelledSides: Names {
        var names = Names()
        if rows.isNamed { names.insert(.rows) }
        if columns.isNamed { names.insert(.columns) }
        return names
    }
}

extension Excerpt {
    /// The note where there is little room.
    var shortNote: String { shortNotes[0] }

    /// The most that can be said in a width; nothing rather than the beginning of a number.
    func note(width: Int) -> String {
        shortNotes.first { $0.displayWidth <= width } ?? ""
    }

    /// From the longest to the shortest. The rows have names to be known by, so the columns are said
    /// last.
    private var shortNotes: [String] {
        if note.isEmpty { return [""] }
        let isPooled = rows.perCell > 1 || columns.perCell > 1
        let blocks = isPooled ? ["\(rows.perCell)x\(columns.perCell) a cell"] : []
        let cut = [(rows, "rows"), (columns, "columns")].filter { span, _ in
            span.values.count != span.size
        }
        func text(_ parts: [String]) -> String { (blocks + parts).joined(separator: ", ") }
        let ranges = cut.map { span, name in
            let brief = "\(name) \(span.first)–\(span.values.upperBound - 1)"
            return (brief: brief, whole: "\(brief) of \(span.size)")
        }
        guard let last = ranges.last else { return [text([])] }
        return [
            text(ranges.map(\.whole)), text(ranges.map(\.brief)), text([last.whole]),
            text([last.brief]),
        ]
    }
}
