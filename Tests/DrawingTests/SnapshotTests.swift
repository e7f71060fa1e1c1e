import Foundation
import Testing

@testable import Drawing

/// Pictures as text that a reviewer can read. `HEED_RECORD_SNAPSHOTS=1` writes them anew.
struct SnapshotTests {
    private let words = [
        "The", "animal", "didn't", "cross", "the", "street", "because", "it", "was", "too", "tired",
        "<eos>",
    ]
    private let theme = Theme.all[0]

    /// Every word looks at itself and the one before, and "it" at "animal".
    private var weights: Matrix {
        var values = [Float](repeating: 0.01, count: 144)
        for row in 0..<12 {
            values[row * 12 + row] = row == 0 ? 0.89 : 0.55
            if row > 0 { values[row * 12 + row - 1] = 0.35 }
        }
        for column in 0..<12 { values[7 * 12 + column] = 0.002 }
        values[7 * 12 + 1] = 0.978
        return Matrix(rows: 12, columns: 12, values: values)
    }

    private var scale: Drawing.Scale { Scale(.cividis, from: 0, to: 1) }

    private func check(
        _ picture: some Picture, width: Int, height: Int? = nil, _ name: String,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let surface = picture.surface(width: width, height: height, depth: .none)
        let text = TerminalEncoder(.none, styles: false).encode(surface)
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Snapshots/\(name).txt")
        if ProcessInfo.processInfo.environment["HEED_RECORD_SNAPSHOTS"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: url, encoding: .utf8)
        #expect(text == expected, sourceLocation: location)
    }

    private func heatmap(
        _ matrix: Matrix, _ shading: Heatmap.Shading, numbers: Bool = false
    ) -> Heatmap {
        Heatmap(
            matrix, rows: Side("query", labels: words), columns: Side("key", labels: words),
            shading: shading, showsNumbers: numbers, markedRow: 7, legend: "attention weight")
    }

    @Test func weights80() throws {
        try check(heatmap(weights, .shared(scale)), width: 80, "weights-80")
    }

    @Test func weightsWithNumbers80() throws {
        try check(heatmap(weights, .shared(scale), numbers: true), width: 80, "numbers-80")
    }

    @Test func narrowWeightsStandUpright() throws {
        try check(heatmap(weights, .shared(scale)), width: 40, "weights-40")
    }

    @Test func maskedScores() throws {
        let values = (0..<144).map { index -> Float in
            let (row, column) = (index / 12, index % 12)
            return column > row ? -.infinity : Float((row * 5 + column * 7) % 13 - 6)
        }
        let scores = Matrix(rows: 12, columns: 12, values: values)
        let scale = Scale(fitting: values, theme: theme)
        try check(heatmap(scores, .shared(scale)), width: 80, "masked-80")
    }

    @Test func pooledMatrix() throws {
        let values = (0..<64 * 256).map { Float($0 % 256) / 256 }
        let map = Heatmap(
            Matrix(rows: 64, columns: 256, values: values), rows: Side("position"),
            columns: Side("feature"), shading: .shared(scale), legend: "values")
        try check(map, width: 60, height: 16, "pooled-60")
    }

    @Test func headGrid() throws {
        let entries = (0..<8).map { index in
            HeadGrid.Entry(
                title: "layer \(index / 4) · head \(index % 4)", matrix: weights,
                isMarked: index == 4)
        }
        try check(
            HeadGrid(entries, perRow: 4, scale: scale, legend: "weight"), width: 80, "heads-80")
    }

    @Test func sentence() throws {
        let view = SentenceView(
            words: words, weights: Array(weights.row(7)), query: 7, scale: scale)
        try check(view, width: 60, "sentence-60")
    }

    @Test func largeSentence() throws {
        func view(isLarge: Bool) -> SentenceView {
            SentenceView(
                words: words, weights: Array(weights.row(7)), query: 7, scale: scale,
                isLarge: isLarge)
        }
        try check(view(isLarge: true), width: 110, "sentence-large-110")
        // Where it has no room, and where a letter has no large form, it is as it always was.
        let small = view(isLarge: false).surface(width: 110, height: 8, depth: .none)
        #expect(view(isLarge: true).surface(width: 110, height: 8, depth: .none) == small)
        let foreign = ["日本語", "it"].map { word in
            [true, false].map {
                SentenceView(
                    words: [word], weights: [1], query: nil, scale: scale, isLarge: $0
                ).surface(width: 110, height: 20, depth: .none)
            }
        }
        #expect(foreign[0][0] == foreign[0][1] && foreign[1][0] != foreign[1][1])
    }

    @Test func bars() throws {
        let values: [(String, Float)] = [
            ("gatto", 0.61), ("cane", 0.25), ("日本", 0.1), ("libro", 0.02), ("fiume", 0.02),
        ]
        try check(Bars(values, most: 3, scale: scale), width: 60, "bars-60")
    }

    @Test func signedBars() throws {
        let values: [(String, Float)] = [("up", 2), ("none", 0), ("down", -1), ("odd", .nan)]
        let bars = Bars(values, most: 4, scale: Scale(.blueOrange, from: -2, to: 2))
        try check(bars, width: 60, "signed-bars-60")
    }

    @Test func strip() throws {
        let values = (0..<40).map { Float($0 - 20) / 20 }
        try check(
            Strip(values, scale: Scale(fitting: values, theme: theme), legend: "embedding"),
            width: 60, "strip-60")
    }

    @Test func crossing() throws {
        let map = Heatmap(
            weights, rows: Side("query", labels: words), columns: Side("key", labels: words),
            shading: .shared(scale), focus: .crossing(Matrix.Cell(row: 7, column: 1)),
            legend: "attention weight")
        try check(map, width: 78, height: 14, "crossing-78x14")
        try check(map, width: 150, height: 40, "crossing-150x40")
    }

    @Test func window() throws {
        let values = (0..<64 * 256).map { Float($0 % 256) / 256 }
        let map = Heatmap(
            Matrix(rows: 64, columns: 256, values: values), rows: Side("position"),
            columns: Side("feature"), shading: .shared(scale),
            focus: .crossing(Matrix.Cell(row: 40, column: 200)),
            fit: .window(Viewport(zoom: 2, pooling: .largest)), legend: "values")
        try check(map, width: 78, height: 14, "window-78x14")
        try check(map, width: 150, height: 40, "window-150x40")
    }

    @Test(arguments: [(78, 14), (150, 40)])
    func equations(width: Int, height: Int) throws {
        let place = "\(width)x\(height)"
        try check(EquationTests.scores, width: width, height: height, "scores-\(place)")
        try check(EquationTests.sum, width: width, height: height, "sum-\(place)")
    }

    @Test(arguments: [(78, 14), (150, 40)])
    func linesAndCurves(width: Int, height: Int) throws {
        let place = "\(width)x\(height)"
        try check(AttentionLinesTests.picture(), width: width, height: height, "lines-\(place)")
        try check(
            AttentionLinesTests.picture(query: nil), width: width, height: height,
            "all-lines-\(place)")
        try check(CurvesTests.ramp, width: width, height: height, "curves-\(place)")
        try check(CurvesTests.loss, width: width, height: height, "logarithmic-\(place)")
        let after = Matrix(rows: 12, columns: 12, values: weights.values.map { 1 - $0 })
        let change = BeforeAfter(
            before: weights, after: after, rows: Side("query", labels: words),
            columns: Side("key", labels: words), theme: theme, scale: scale,
            focus: .crossing(Matrix.Cell(row: 7, column: 1)))
        try check(change, width: width, height: height, "change-\(place)")
    }

    @Test(arguments: [(78, 22), (30, 40), (60, 50), (30, 16)])
    func models(width: Int, height: Int) throws {
        let place = "\(width)x\(height)"
        try check(ModelMapTests.map(), width: width, height: height, "model-\(place)")
        try check(
            ModelMapTests.map(layers: 6, here: 25), width: width, height: height,
            "six-layers-\(place)")
    }
}
