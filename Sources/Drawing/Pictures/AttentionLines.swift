/// Queries on the left joined to the keys on the right that they look at: the stronger a line, the
/// larger its weight. With a query chosen its lines stand out and the numbers stand at the keys.
public struct AttentionLines: Picture {
    let weights: Matrix
    let queries: Side
    let keys: Side
    let scale: Scale
    let query: Int?
    let key: Int?
    let least: Float

    /// - Parameters:
    ///   - weights: `[query, key]`.
    ///   - query: the chosen query; nil, or one that does not exist, to show the lines of all.
    ///   - key: the key that is looked at, for the chosen query.
    ///   - least: smaller weights have no line.
    public init(
        _ weights: Matrix, queries: Side, keys: Side, scale: Scale, query: Int? = nil,
        key: Int? = nil, least: Float = 0.05
    ) {
        self.weights = weights
        self.queries = queries
        self.keys = keys
        self.scale = scale
        self.query = query.flatMap { (0..<weights.rows).contains($0) ? $0 : nil }
        self.key = key.flatMap { (0..<weights.columns).contains($0) ? $0 : nil }
        self.least = least
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        layout(width: width, height: height)
            .surface(depth: depth).cropped(width: width, height: height ?? .max)
    }

    /// Where the words stand on the surface that `surface` draws in the same place.
    public func layout(width: Int, height: Int?) -> AttentionLinesLayout {
        AttentionLinesLayout(self, width: max(width, 1), height: height)
    }
}

/// Where the words of attention lines stand in a given place.
public struct AttentionLinesLayout: Sendable {
    /// What is under a place.
    public enum Hit: Sendable, Hashable {
        case query(Int)
        case key(Int)
    }

    private let picture: AttentionLines
    private let width: Int
    private let queries: Span
    private let keys: Span
    private let queryWidth: Int
    private let keyWidth: Int
    /// The columns between the words.
    private let gap: Int

    /// One line says what the columns are.
    private static let top = 1
    /// Lines need no more room than this.
    private static let widestGap = 48
    private static let numberWidth = 5

    init(_ picture: AttentionLines, width: Int, height: Int?) {
        self.picture = picture
        self.width = width
        let words = max((width - Self.numberWidth) / 3, 1)
        queryWidth = min(picture.queries.widest(picture.weights.rows), words)
        keyWidth = min(picture.keys.widest(picture.weights.columns), words)
        gap = max(min(width - queryWidth - keyWidth - Self.numberWidth, Self.widestGap), 1)
        let (rows, columns) = (picture.weights.rows, picture.weights.columns)
        func span(_ size: Int, _ value: Int?) -> Span {
            let room = height.map { max($0 - Self.top, 1) } ?? max(size, 1)
            // A last line says what is missing.
            let most = size > room ? max(room - 1, 1) : room
            return Span(windowOn: size, showing: value ?? 0, most: most, zoom: 1)
        }
        queries = span(rows, picture.query)
        keys = span(columns, picture.key ?? picture.strongestKey ?? picture.query)
    }

    private var keyColumn: Int { queryWidth + gap }

    /// The word at a place of the surface; nil where there is none.
    public func hit(column: Int, row: Int) -> Hit? {
        let line = row - Self.top
        if line < 0 || column < 0 { return nil }
        if column < queryWidth {
            return line < queries.cells ? .query(queries.first + line) : nil
        }
        let end = keyColumn + keyWidth + Self.numberWidth
        guard column >= keyColumn && column < end && line < keys.cells else { return nil }
        return .key(keys.first + line)
    }

    /// Where a word stands; nil if it is not shown.
    public func frame(of word: Hit) -> Frame? {
        switch word {
        case .query(let query):
            return queries.cell(of: query).map {
                Frame(column: 0, row: Self.top + $0, width: queryWidth, height: 1)
            }
        case .key(let key):
            return keys.cell(of: key).map {
                Frame(column: keyColumn, row: Self.top + $0, width: keyWidth, height: 1)
            }
        }
    }
}

// MARK: - Drawing

extension AttentionLinesLayout {
    func surface(depth: ColourDepth) -> Surface {
        let missing = self.missing.truncated(to: width)
        let lines = max(queries.cells, keys.cells)
        var surface = Surface(
            width: max(keyColumn + keyWidth + Self.numberWidth, missing.displayWidth),
            height: Self.top + lines + (missing.isEmpty ? 0 : 1))
        surface.put(
            picture.queries.name.truncated(to: queryWidth), column: 0, row: 0, style: .dim)
        surface.put(picture.keys.name, column: keyColumn, row: 0, style: .dim)
        drawLines(on: &surface, depth)
        for query in queries.values { drawQuery(query, on: &surface) }
        for key in keys.values { drawKey(key, on: &surface, depth) }
        surface.put(missing, column: 0, row: surface.height - 1, style: .dim)
        return surface
    }

    private func drawQuery(_ query: Int, on surface: inout Surface) {
        guard let frame = frame(of: .query(query)) else { return }
        let isChosen = query == picture.query
        surface.put(
            picture.queries.label(query).leftPadded(to: queryWidth), column: 0, row: frame.row,
            style: isChosen
                ? Style(bold: true, reversed: true) : picture.query == nil ? .plain : .dim)
    }

    private func drawKey(_ key: Int, on surface: inout Surface, _ depth: ColourDepth) {
        guard let frame = frame(of: .key(key)) else { return }
        var style = Style()
        if let query = picture.query {
            let weight = picture.weights[query, key]
            let isStrong = weight >= picture.least
            if depth != .none { style.background = picture.scale.shade(of: weight).tone }
            style.isDim = !isStrong && style.background == nil
            surface.put(
                weight.isFinite ? weight.formatted(decimals: 2) : weight.short,
                column: frame.column + keyWidth + 1, row: frame.row,
                style: isStrong ? .bold : .dim)
        }
        if key == picture.key { style = Style(bold: true, reversed: true) }
        surface.put(
            picture.keys.label(key).padded(to: keyWidth), column: frame.column, row: frame.row,
            style: style)
    }

    /// A line leaves its query, turns in a lane of its own and ends at its key. The lines of the
    /// chosen query are drawn over the others, which fade where there are shades enough; where
    /// there are not, they would hide it.
    private func drawLines(on surface: inout Surface, _ depth: ColourDepth) {
        let chosen = picture.query
        if chosen == nil || depth.fades {
            for query in queries.values where query != chosen {
                drawLines(from: query, on: &surface, depth, faded: chosen != nil)
            }
        }
        if let chosen { drawLines(from: chosen, on: &surface, depth, faded: false) }
    }

    private func drawLines(
        from query: Int, on surface: inout Surface, _ depth: ColourDepth, faded: Bool
    ) {
        guard let start = frame(of: .query(query)), gap > 3 else { return }
        let room = gap - 4
        let lane = queryWidth + 2 + (queries.cell(of: query) ?? 0) * room / max(queries.cells, 1)
        let ends = keys.values.compactMap { key -> (row: Int, weight: Float)? in
            let weight = picture.weights[query, key]
            return weight >= picture.least ? frame(of: .key(key)).map { ($0.row, weight) } : nil
        }
        var wires = Wires(width: surface.width, height: surface.height)
        for end in ends {
            let style = style(end.weight, depth, faded: faded)
            wires.horizontal(
                row: start.row, from: queryWidth + 1, to: lane, strength: end.weight, style: style)
            wires.vertical(
                column: lane, from: start.row, to: end.row, strength: end.weight, style: style)
            wires.horizontal(
                row: end.row, from: lane, to: keyColumn - 2, strength: end.weight, style: style)
        }
        wires.draw(on: &surface) { $0 >= 0.5 }
        for end in ends {
            surface.put(
                "▸", column: keyColumn - 1, row: end.row,
                style: style(end.weight, depth, faded: faded))
        }
        if depth == .none { spellStrengths(ends, lane: lane, on: &surface) }
    }

    private func style(_ weight: Float, _ depth: ColourDepth, faded: Bool) -> Style {
        guard depth != .none, let tone = picture.scale.shade(of: weight).tone else { return .plain }
        // A thin line in the weakest colours would not be seen.
        let seen = Tone(tone.map, Self.faintest + (1 - Self.faintest) * tone.strength)
        return Style(foreground: faded ? seen.faded : seen)
    }

    private static let faintest = 0.4

    /// Without colours the last part of a line is made of what its strength looks like: `.`, `-`,
    /// `=` and `#` for each quarter.
    private func spellStrengths(
        _ ends: [(row: Int, weight: Float)], lane: Int, on surface: inout Surface
    ) {
        for end in ends {
            let quarter = min(max(Int(end.weight * 4), 0), 3)
            for column in lane + 1..<max(keyColumn - 1, lane + 1) {
                surface.put([".", "-", "=", "#"][quarter], column: column, row: end.row)
            }
        }
    }

    /// What is not shown because it does not fit, and how much weight goes there.
    private var missing: String {
        var parts: [String] = []
        for (span, name) in [(queries, "queries"), (keys, "keys")]
        where span.values.count < span.size {
            parts.append(
                "\(name) \(span.first)–\(span.values.upperBound - 1) of \(span.size)")
        }
        if let query = picture.query, keys.values.count < keys.size {
            let hidden = picture.weights.row(query).enumerated()
                .filter { !keys.values.contains($0.offset) && $0.element.isFinite }
                .reduce(Float(0)) { $0 + $1.element }
            parts.append("\(hidden.formatted(decimals: 2)) of the weight goes elsewhere")
        }
        return parts.joined(separator: "; ")
    }
}

extension AttentionLines {
    fileprivate var strongestKey: Int? {
        guard let query, weights.columns > 0 else { return nil }
        return (0..<weights.columns).max { weights[query, $0] < weights[query, $1] }
    }
}

extension Side {
    /// The columns of the widest of the first `count` labels.
    fileprivate func widest(_ count: Int) -> Int {
        max((0..<count).map { label($0).displayWidth }.max() ?? 0, name.displayWidth)
    }
}
