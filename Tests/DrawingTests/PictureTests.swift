import Tensors
import Testing

@testable import Drawing

struct PictureTests {
    private static let theme = Theme.all[0]

    private func matrix(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
        var random = SplitMix(seed: seed)
        return Matrix(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in Float.random(in: -2...3, using: &random) })
    }

    /// Pictures of every kind with values of every kind.
    private func pictures() -> [any Picture] {
        let words = [
            "The", "animal", "didn't", "cross", "日本語", "שלום", "internationalisation", "😀",
        ]
        let sides = (Side("query", labels: words), Side("key", labels: words))
        var odd = matrix(8, 8).values
        (odd[3], odd[17], odd[20]) = (.nan, .infinity, -.infinity)
        let small = Matrix(rows: 8, columns: 8, values: odd)
        let scale = Scale(fitting: odd, theme: Self.theme)
        let large = matrix(30, 110)
        func heatmap(_ matrix: Matrix, _ fit: Fit, numbers: Bool) -> Heatmap {
            Heatmap(
                matrix, rows: matrix.rows == 8 ? sides.0 : Side("position"),
                columns: matrix.rows == 8 ? sides.1 : Side("feature"), shading: .shared(scale),
                showsNumbers: numbers, markedRow: 2, markedColumn: 3, fit: fit, legend: "scores")
        }
        return [small, large, matrix(1, 1), matrix(0, 0), matrix(3, 0)].flatMap { matrix in
            [Fit.mean, .largest, .window(Viewport(row: 9, column: 500, zoom: 3))].flatMap { fit in
                [heatmap(matrix, fit, numbers: false), heatmap(matrix, fit, numbers: true)]
            }
        } + [
            Heatmap(
                small, rows: sides.0, columns: sides.1, shading: .eachRow(.blueOrange),
                legend: "each"),
            HeadGrid(
                (0..<8).map {
                    HeadGrid.Entry(title: "layer \($0)", matrix: small, isMarked: $0 == 1)
                }, perRow: 4, scale: scale, legend: "weights"),
            HeadGrid([.init(title: "one", matrix: large)], perRow: 0, scale: scale),
            HeadGrid([], perRow: 4, scale: scale),
            SentenceView(words: words, weights: Array(odd.prefix(8)), query: 2, scale: scale),
            SentenceView(
                words: words, weights: Array(odd.prefix(8)), query: 2, scale: scale, isLarge: true),
            SentenceView(words: [], weights: [], query: nil, scale: scale),
            Bars(zip(words, odd).map { ($0, $1) }, most: 4, scale: scale),
            Bars([], most: 4, scale: scale),
            Strip(odd, scale: scale, legend: "vector"),
            Strip(odd, scale: scale, showsNumbers: true), Strip([], scale: scale),
            Strip(odd, scale: scale, cursor: 3, lit: [3, 4]),
            Legend(
                scale, title: "a title that is longer than a narrow place", for: Extremes(of: odd)),
        ]
    }

    @Test(arguments: ColourDepth.allCases)
    func noneIsWiderThanItsPlace(depth: ColourDepth) {
        for picture in pictures() {
            for width in [-1, 0, 1, 2, 5, 12, 19, 20, 33, 50, 80, 120, 200] {
                let surface = picture.surface(width: width, depth: depth)
                #expect(surface.width <= max(width, 0))
            }
        }
    }

    @Test(arguments: [(7, 5, 3, 2), (64, 64, 16, 16), (10, 1, 4, 1)])
    func aPooledCellIsTheMeanOfItsBlock(rows: Int, columns: Int, most: Int, across: Int) {
        let whole = matrix(rows, columns)
        let excerpt = Excerpt(of: whole, rows: most, columns: across, fit: .mean)
        let (height, width) = (excerpt.rows.perCell, excerpt.columns.perCell)
        for row in 0..<excerpt.matrix.rows {
            for column in 0..<excerpt.matrix.columns {
                var values: [Double] = []
                for y in row * height..<min((row + 1) * height, rows) {
                    for x in column * width..<min((column + 1) * width, columns) {
                        values.append(Double(whole[y, x]))
                    }
                }
                let mean = values.reduce(0, +) / Double(values.count)
                #expect(abs(Double(excerpt.matrix[row, column]) - mean) < 1e-6)
            }
        }
        #expect(excerpt.matrix.rows <= most && excerpt.matrix.columns <= across)
        #expect(excerpt.note.hasPrefix("each cell is the mean of \(height) x \(width) values"))
    }

    @Test func theLargestOfABlockIsFound() {
        let whole = Matrix(rows: 2, columns: 4, values: [1, 2, 3, 4, 8, 7, -6, .nan])
        let excerpt = Excerpt(of: whole, rows: 1, columns: 2, fit: .largest)
        #expect(excerpt.matrix[0, 0] == 8 && excerpt.matrix[0, 1].isNaN)
    }

    @Test func aWindowSaysWhatItShows() {
        let excerpt = Excerpt(
            of: matrix(30, 512), rows: 20, columns: 40, fit: .window(Viewport(row: 19, column: 600))
        )
        #expect(excerpt.note == "rows 10–29 of 30, columns 472–511 of 512")
        #expect(excerpt.matrix[0, 0] == matrix(30, 512)[10, 472])
        #expect(excerpt.columns.label(1, Side("feature")) == "473")
    }

    @Test func valuesBeyondTheScaleAreCounted() {
        let map = Heatmap(
            Matrix(rows: 1, columns: 3, values: [0.5, 1.000001, 2]), rows: Side(""),
            columns: Side(""), shading: .shared(Scale(.cividis, from: 0, to: 1)), legend: "w")
        let text = TerminalEncoder(.none, styles: false).encode(
            map.surface(width: 60, depth: .none))
        #expect(text.contains("1 value beyond the scale looks like its end"))
    }
}
