import Drawing
import Tensors
import Tracing

/// Draws a selection of any event in the form that suits its axes.
public struct EventPicture: Picture {
    /// What is drawn.
    public enum Form: Sendable {
        /// What suits the axes best.
        case suitable
        /// Every number is a cell, rows over columns.
        case matrix
        /// A vector is one row of cells, continued below.
        case strip
    }

    private let selection: Selection
    private let value: Tensor
    private let theme: Theme
    private let form: Form
    private let showsNumbers: Bool
    private let markedWord: String?
    private let cursor: [Int]?
    private let isBlank: Bool

    /// - Parameters:
    ///   - value: what is selected, with the axes that remain.
    ///   - markedWord: a word whose row is set apart.
    ///   - cursor: a place to point at: one index for each axis that remains, of at most two.
    ///   - isBlank: whether the cells are empty, for someone who shall guess what is in them.
    public init(
        selection: Selection, value: Tensor, theme: Theme, form: Form = .suitable,
        showsNumbers: Bool = false, markedWord: String? = nil, cursor: [Int]? = nil,
        isBlank: Bool = false
    ) {
        self.selection = selection
        self.value = isBlank ? Tensor(repeating: 0, shape: value.shape) : value
        self.theme = theme
        self.form = form
        self.showsNumbers = (showsNumbers || selection.event.holdsTokenNumbers) && !isBlank
        self.markedWord = markedWord
        self.cursor = cursor
        self.isBlank = isBlank
    }

    /// Where there is little room, the heading is the name alone.
    private static let leastForFormula = 16

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        let isShort = height.map { $0 < Self.leastForFormula } ?? false
        let heading = heading(width: width, isShort: isShort)
        let gap = isShort ? 0 : 1
        let room = height.map { max($0 - heading.height - gap, 1) }
        return .stacked(
            [heading, picture(Room(width: width, height: room, depth: depth))], gap: gap)
    }

    /// Where a picture is drawn.
    private struct Room {
        let width: Int
        let height: Int?
        /// The colours of the encoder that will write the surface.
        let depth: ColourDepth
    }

    private var axes: [Axis] { selection.axes }
    private var legend: String? {
        isBlank || selection.event.holdsTokenNumbers ? nil : selection.event.op.name
    }

    private func heading(width: Int, isShort: Bool) -> Surface {
        let shape = axes.map { "\($0.name) \($0.size)" }.joined(separator: " x ")
        let name = selection.name + (shape.isEmpty ? "" : "   [\(shape)]")
        if isShort { return Surface(lines: [name.truncated(to: width)], style: .dim) }
        var lines = wrapped(name, width: width)
        lines += wrapped("\(selection.event.op.name):  \(selection.event.op.formula)", width: width)
        return Surface(lines: lines)
    }

    private func picture(_ room: Room) -> Surface {
        switch axes.count {
        case 0: return Surface(lines: [value[[]].description], style: .bold)
        case 1:
            let numbers = value.elements
            if form == .strip { return strip(numbers, room) }
            if axes[0].name == "token", form == .suitable { return words(numbers, room) }
            if axes[0].labels == nil { return strip(numbers, room) }
            return heatmap(Matrix(value), rows: Side(""), columns: side(0), room)
        case 2:
            if axes[1].name == "token" && axes[1].labels != nil && form == .suitable {
                return wordTable(room)
            }
            return heatmap(Matrix(value), rows: side(0), columns: side(1), room)
        default: return grid(room)
        }
    }

    private func side(_ axis: Int) -> Side { Side(axes[axis].name, labels: axes[axis].labels) }

    private func heatmap(_ matrix: Matrix, rows: Side, columns: Side, _ room: Room) -> Surface {
        let scale = Scale(fitting: matrix.extremes, theme: theme)
        return Heatmap(
            matrix, rows: rows, columns: columns, shading: .shared(scale),
            showsNumbers: showsNumbers,
            markedRow: markedWord.flatMap { word in axes.first?.labels?.firstIndex(of: word) },
            focus: cursor.map { Drawing.Focus(cursor: Self.cell(at: $0)) } ?? .none,
            fit: cursor == nil ? .mean : .window(Viewport()), legend: legend
        ).surface(width: room.width, height: room.height, depth: room.depth)
    }

    /// A vector is drawn as one row.
    private static func cell(at index: [Int]) -> Matrix.Cell {
        Matrix.Cell(row: index.count > 1 ? index[0] : 0, column: index.last ?? 0)
    }

    private func strip(_ numbers: [Float], _ room: Room) -> Surface {
        Strip(
            numbers, scale: Scale(fitting: numbers, theme: theme), showsNumbers: showsNumbers,
            cursor: cursor?.first, legend: legend
        ).surface(width: room.width, height: room.height, depth: room.depth)
    }

    /// One picture for each position of the leading axes.
    private func grid(_ room: Room) -> Surface {
        let scale = Scale(fitting: value.extremes, theme: theme)
        let leading = axes.dropLast(2)
        var entries: [HeadGrid.Entry] = []
        forEachCell(of: leading.map(\.size)) { _, index in
            let title = zip(leading, index).map { "\($0.name) \($0.name(of: $1))" }.joined(
                separator: ", ")
            entries.append(HeadGrid.Entry(title: title, matrix: Matrix(value.matrix(at: index))))
        }
        let named = NamedMaps(
            entries: entries, rows: side(axes.count - 2), columns: side(axes.count - 1),
            scale: scale, legend: legend)
        if let height = room.height,
            let surface = named.surface(width: room.width, height: height, depth: room.depth)
        {
            return surface
        }
        let rows =
            "rows: \(axes[axes.count - 2].name), columns: \(axes[axes.count - 1].name); choose one with "
        let example = leading.map { "\($0.name)=0" }.joined(separator: ", ")
        let remark = wrapped(rows + "[\(example)]", width: room.width)
        return .stacked([
            HeadGrid(
                entries, perRow: min(entries.count, 4), scale: scale,
                legend: legend
            ).surface(
                width: room.width, height: room.height.map { max($0 - remark.count, 1) },
                depth: room.depth),
            Surface(lines: remark, style: .dim),
        ])
    }

    /// The largest entries of a row over the vocabulary.
    private func words(_ numbers: [Float], _ room: Room) -> Surface {
        let axis = axes[axes.count - 1]
        let isProbability = numbers.allSatisfy { $0 >= 0 && $0 <= 1 }
        let highest = isProbability ? 1 : numbers.max() ?? 1
        return Bars(
            Array(numbers), most: room.height.map { min(max($0 - 1, 1), 10) } ?? 10,
            scale: Scale(theme.sequential, from: 0, to: highest)
        ) { axis.name(of: $0) }.surface(width: room.width, depth: room.depth)
    }

    /// For each position the three largest entries over the vocabulary.
    private func wordTable(_ room: Room) -> Surface {
        let columns = axes[1].size
        let labels = (0..<axes[0].size).map { axes[0].name(of: $0) }
        let labelWidth = labels.map(\.displayWidth).max() ?? 0
        let lines = labels.enumerated().map { row, label in
            let best = zip(value.row(at: [row]), 0...).sorted { $0.0 > $1.0 }.prefix(3)
            let words = best.map { "\(axes[1].name(of: $1)) \($0.short)".padded(to: 20) }
            return "\(label.leftPadded(to: labelWidth))  \(words.joined(separator: " "))"
        }
        let note = "the three largest of \(columns) tokens; [\(axes[0].name)=0] shows one row"
        return .stacked([
            Surface(lines: lines.map { $0.truncated(to: room.width) }),
            Surface(lines: wrapped(note, width: room.width), style: .dim),
        ])
    }
}

extension Event {
    /// Whether the values are the numbers of tokens: names to be read, no quantities to be compared.
    public var holdsTokenNumbers: Bool {
        op.unedited is TokenIDs || op.unedited is ShiftRight
    }
}
