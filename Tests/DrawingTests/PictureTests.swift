import Testing

@testable import Drawing

struct PictureTests {
    private let plain = TerminalEncoder(.none, styles: false)
    private let scale = Scale(.cividis, from: 0, to: 1)
    private let words = ["The", "animal", "was", "tired"]
    private let matrix = Matrix(
        rows: 4, columns: 4,
        values: [0.1, 0.2, 0.3, 0.4, 0, 1, 0, 0, 0.25, 0.25, 0.25, 0.25, 0, 0.9, 0.05, 0.05])

    @Test func aHeatmapNamesItsRowsAndColumns() {
        let heatmap = Heatmap(
            matrix, rows: Side("query", labels: words), columns: Side("key", labels: words),
            scale: scale, showsNumbers: true, markedRow: 3)
        #expect(
            plain.encode(heatmap.surface(width: 40)) == """
                key →           animal
                query ↓   The   │     was   tired
                    The    .10   .20   .30   .40
                 animal    .00   1.0   .00   .00
                    was    .25   .25   .25   .25
                  tired ▸  .00   .90   .05   .05

                """)
    }

    @Test func withoutColourShadesAreCharacters() {
        let heatmap = Heatmap(matrix, rows: Side("row"), columns: Side("column"), scale: scale)
        #expect(
            plain.encode(heatmap.surface(width: 20)) == """
                colum… 0  1  2  3
                   0   ...:::---===
                   1      @@@
                   2   ::::::::::::
                   3      %%%

                """)
    }

    @Test func aLargeMatrixIsPooledAndSaysSo() {
        let values = (0..<200 * 300).map { Float($0 % 300) / 300 }
        let large = Matrix(rows: 200, columns: 300, values: values)
        let text = plain.encode(
            Heatmap(large, rows: Side("a"), columns: Side("b"), scale: scale).surface(width: 80))
        #expect(text.contains("Each cell is the mean of 4 x 5 values; there are 200 x 300."))
        let (pooled, height, width) = large.pooled(rows: 64, columns: 70)
        #expect((height, width) == (4, 5))
        #expect(abs(pooled[0, 0] - (0 + 1 + 2 + 3 + 4) / 5 / 300) < 1e-6)
    }

    /// Every picture keeps to its width, however narrow.
    @Test(arguments: [20, 21, 33, 60, 80, 120, 200])
    func picturesKeepToTheirWidth(width: Int) {
        let labels =
            (0..<30).map { "word\($0)" } + ["日本語日本語", "x", "an-unusually-long-word-indeed"]
        let n = labels.count
        let square = Matrix(rows: n, columns: n, values: (0..<n * n).map { Float($0 % 7) / 7 })
        let pictures = [
            Heatmap(
                square, rows: Side("query", labels: labels), columns: Side("key", labels: labels),
                scale: scale, showsNumbers: true
            ).surface(width: width),
            Heatmap(
                square, rows: Side("query", labels: labels), columns: Side("key", labels: labels),
                scale: scale
            ).surface(width: width),
            SentenceView(
                words: labels, weights: (0..<n).map { Float($0) / 33 }, query: 2, scale: scale
            ).surface(width: width),
            Bars(labels.map { ($0, 0.03) }, most: 5, scale: scale).surface(width: width),
            Legend(scale, title: "weight").surface(width: width),
            HeadGrid(
                (0..<4).map { HeadGrid.Entry(title: "head \($0)", matrix: square) }, perRow: 4,
                scale: scale
            ).surface(width: width, halves: true),
        ]
        for picture in pictures {
            for line in plain.encode(picture).split(separator: "\n") {
                #expect(String(line).displayWidth <= width)
            }
        }
    }

    @Test func theQueryWordIsMarkedAndTheOthersShaded() {
        let view = SentenceView(
            words: ["it", "was", "tired"], weights: [0.1, 0, 0.9], query: 0, scale: scale)
        #expect(
            plain.encode(view.surface(width: 40)) == """
                .[it].  was  %tired%
                 0.10         0.90

                """)
    }

    @Test func infinitiesAndWhatIsNoNumberAreShown() {
        let odd = Matrix(rows: 1, columns: 3, values: [-.infinity, .nan, 0])
        let text = plain.encode(
            Heatmap(
                odd, rows: Side(""), columns: Side("key"),
                scale: Scale(fitting: odd.values, theme: Theme.all[0])
            ).surface(width: 40))
        #expect(text.contains("-inf"))
        #expect(text.contains("?"))
    }

    @Test func theRestOfTheBarsIsCounted() {
        let text = plain.encode(
            Bars([("ti", 0.9), ("mi", 0.06), ("lo", 0.03), ("la", 0.01)], most: 2, scale: scale)
                .surface(width: 30))
        #expect(
            text == """
                      ti  0.900 ███████████▊
                      mi  0.060 ▊
                2 others  0.040 ▌

                """)
    }

    @Test func coloursAreWrittenOncePerRunAndResetAtTheEnd() {
        var surface = Surface(width: 3, height: 1)
        surface.fill(column: 0, row: 0, count: 2, style: Style(tone: Tone(.greys, 0)))
        #expect(
            TerminalEncoder(.ansi256, styles: false).encode(surface)
                == "\u{1B}[38;5;231;48;5;234m  \u{1B}[0m\n")
        #expect(
            TerminalEncoder(.trueColour, styles: false).encode(surface)
                == "\u{1B}[38;2;255;255;255;48;2;28;28;28m  \u{1B}[0m\n")
    }
}
