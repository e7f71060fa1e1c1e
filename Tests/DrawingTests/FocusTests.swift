import Tensors
import Testing

@testable import Drawing

/// Pictures with a cursor: what is where, what moves and what stands out.
struct FocusTests {
    private static let words = ["The", "animal", "日本語", "שלום", "internationalisation", "it"]
    private static let sizes = [(1, 1), (6, 6), (20, 40), (4, 90), (50, 3)]
    private static let places = [(3, 2), (20, 8), (78, 14)]

    private func matrix(_ rows: Int, _ columns: Int) -> Matrix {
        let values = (0..<rows * columns).map { Float($0 * 7 % 23 - 11) }
        return Matrix(rows: rows, columns: columns, values: values)
    }

    private func heatmap(
        _ rows: Int, _ columns: Int, _ focus: Focus = .none, fit: Fit = .mean,
        names: Heatmap.Names = .all, numbers: Bool = false
    ) -> Heatmap {
        let words = Self.words
        return Heatmap(
            matrix(rows, columns), rows: Side("query", labels: rows == 6 ? words : nil),
            columns: Side("key", labels: columns == 6 ? words : nil),
            shading: .shared(Scale(.blueOrange, from: -11, to: 11)), showsNumbers: numbers,
            focus: focus, fit: fit, names: names, legend: names.isEmpty ? nil : "scores")
    }

    /// Heatmaps of every form with the cursor on their last cell but one.
    private func heatmaps() -> [(Heatmap, cursor: Matrix.Cell)] {
        var maps: [(Heatmap, cursor: Matrix.Cell)] = []
        for (rows, columns) in Self.sizes {
            let cursor = Matrix.Cell(row: max(rows - 2, 0), column: max(columns - 2, 0))
            for fit in [Fit.mean, .window(Viewport()), .window(Viewport(column: 9, zoom: 3))] {
                for names in [Heatmap.Names.all, .rows, .columns, []] {
                    let focus = Focus.crossing(cursor)
                    maps += [false, true].map { numbers in
                        (
                            heatmap(
                                rows, columns, focus, fit: fit, names: names, numbers: numbers),
                            cursor
                        )
                    }
                }
            }
        }
        return maps
    }

    @Test(arguments: ColourDepth.allCases)
    func keepsToItsPlace(depth: ColourDepth) {
        for (map, _) in heatmaps() {
            for (width, height) in Self.places {
                let surface = map.surface(width: width, height: height, depth: depth)
                #expect(surface.width <= width && surface.height <= height)
            }
        }
        let vector = Strip([1, 2, 3, 4, 5, 6], scale: Scale(.viridis, from: 0, to: 6), cursor: 5)
        for (width, height) in Self.places {
            let surface = vector.surface(width: width, height: height, depth: depth)
            #expect(surface.width <= width && surface.height <= height)
        }
    }

    @Test(arguments: ColourDepth.allCases)
    func thePlaceOfACellLeadsBackToIt(depth: ColourDepth) throws {
        for (map, cursor) in heatmaps() {
            for (width, height) in Self.places {
                let layout = try #require(map.layout(width: width, height: height, depth: depth))
                let whole = layout.frame
                for row in layout.shown.rows {
                    for column in layout.shown.columns {
                        let cell = Matrix.Cell(row: row, column: column)
                        let frame = try #require(layout.frame(of: cell))
                        #expect(whole.contains(column: frame.column, row: frame.row))
                        let found = try #require(
                            layout.cell(
                                column: frame.column + frame.width - 1, row: frame.row))
                        #expect(layout.frame(of: found) == frame)
                        #expect(found.row <= row && found.column <= column)
                        if layout.note.isEmpty && !layout.isHalved { #expect(found == cell) }
                    }
                }
                #expect(layout.frame(of: cursor) != nil)
                #expect(layout.cell(column: whole.column - 1, row: whole.row) == nil)
                #expect(layout.cell(column: whole.column, row: whole.row + whole.height) == nil)
            }
        }
    }

    /// What `layout` says is what `surface` draws: without a cursor only its cell and the marks
    /// differ.
    @Test(arguments: ColourDepth.allCases)
    func theCursorIsWhereTheLayoutSays(depth: ColourDepth) throws {
        for (rows, columns) in Self.sizes {
            for numbers in [false, true] {
                let cursor = Matrix.Cell(row: rows / 2, column: columns / 2)
                func map(_ cursor: Matrix.Cell?) -> Heatmap {
                    let lit = Focus.Lit.lines(
                        rows: Set(0..<rows), columns: Set(0..<columns))
                    return heatmap(
                        rows, columns, Focus(cursor: cursor, lit: lit), numbers: numbers)
                }
                let layout = try #require(
                    map(cursor).layout(width: 78, height: 20, depth: depth))
                let frame = try #require(layout.frame(of: cursor))
                let with = map(cursor).surface(width: 78, height: 20, depth: depth)
                let without = map(nil).surface(width: 78, height: 20, depth: depth)
                var changed = 0
                for row in 0..<with.height {
                    for column in 0..<with.width
                    where with[column, row] != without[column, row] {
                        #expect(frame.contains(column: column, row: row))
                        changed += 1
                        let cell = with[column, row]
                        #expect(cell.style.isReversed || "[]".contains(cell.text))
                    }
                }
                #expect(changed > 0)
            }
        }
    }

    @Test func whatIsNotLitFades() throws {
        let map = heatmap(6, 6, .rows(2))
        let layout = try #require(map.layout(width: 78, height: 20, depth: .trueColour))
        let surface = map.surface(width: 78, height: 20, depth: .trueColour)
        for row in 0..<6 {
            for column in 0..<6 {
                let frame = try #require(
                    layout.frame(of: Matrix.Cell(row: row, column: column)))
                let tone = surface[frame.column, frame.row].style.background
                #expect(tone?.isFaded == (row != 2))
            }
        }
        let few = map.surface(width: 78, height: 20, depth: .ansi16)
        #expect(few.height == surface.height)
        for row in 0..<few.height {
            #expect(few.row(row).allSatisfy { $0.style.background?.isFaded != true })
        }
    }

    /// By hand: of 24 cells three at each end are shared, so a page is 18; the cursor turns it at 21
    /// and 39, and the last one ends with the matrix.
    @Test func aWindowTurnsLikeAPage() {
        func first(_ cursor: Int) -> Int {
            Span(windowOn: 60, showing: cursor, most: 24, zoom: 1).first
        }
        #expect([0, 20].map(first) == [0, 0])
        #expect([21, 38].map(first) == [18, 18])
        #expect([39, 59, 99].map(first) == [36, 36, 36])
    }

    @Test func aWindowShowsItsCursor() throws {
        for size in [1, 5, 64, 100, 1000] {
            for (most, zoom) in [(1, 1), (3, 1), (17, 1), (40, 1), (7, 4), (40, 7)] {
                for cursor in 0..<size {
                    let span = Span(windowOn: size, showing: cursor, most: most, zoom: zoom)
                    #expect(span.cell(of: cursor) != nil)
                    #expect(span.cells <= most && span.first >= 0)
                    #expect(span.first + span.cells * span.perCell < size + span.perCell)
                }
            }
        }
        let map = heatmap(
            100, 300, .crossing(Matrix.Cell(row: 99, column: 299)), fit: .window(Viewport()))
        let end = try #require(map.layout(width: 60, height: 20, depth: .none))
        #expect(end.shown.rows.upperBound == 100 && end.shown.columns.upperBound == 300)
        #expect(
            end.note == "rows \(end.shown.rows.lowerBound)–99 of 100, columns "
                + "\(end.shown.columns.lowerBound)–299 of 300")
    }

    /// By hand: of 10 values in blocks of 3, two cells that show the value 7 start at 6.
    @Test func blocksKeepTheirBordersInAWindow() {
        let span = Span(windowOn: 10, showing: 4, most: 2, zoom: 3)
        #expect(span.first == 0 && span.values == 0..<6)
        #expect(span.values(of: 1) == 3..<6)
        #expect(span.cell(of: 5) == 1 && span.cell(of: 6) == nil)
        let end = Span(windowOn: 10, showing: 99, most: 2, zoom: 3)
        #expect(end.values == 6..<10 && end.values(of: 1) == 9..<10)
    }

    /// 64 rows in 32 lines: every third line of a column is lit, both of its rows.
    @Test func aLongLineThatMovesIsLitInDashes() {
        var focus = Focus(
            lit: .cells(Set((0..<64).map { Matrix.Cell(row: $0, column: 5) })))
        func litRows(rowsPerLine: Int) -> [Int] {
            let spans = (Span(pooling: 64, most: 64), Span(pooling: 9, most: 9))
            let shown = ShownFocus(
                focus, rows: spans.0, columns: spans.1, rowsPerLine: rowsPerLine)
            return (0..<64).filter { shown.emphasis(row: $0, column: 5) == .lit }
        }
        let marks = EdgeMarks(focus, row: nil, column: nil)
        #expect(marks.rows.isEmpty && marks.columns == [5])
        #expect(litRows(rowsPerLine: 2) == Array(0..<64))
        focus.isMoving = true
        #expect(litRows(rowsPerLine: 2) == (0..<64).filter { $0 / 2 % 3 == 0 })
        #expect(litRows(rowsPerLine: 1) == (0..<64).filter { $0 % 4 == 0 })
    }

    @Test func aStripShowsItsCursor() throws {
        let values = (0..<300).map { Float($0) }
        for cursor in [0, 17, 150, 299] {
            let strip = Strip(values, scale: Scale(.viridis, from: 0, to: 300), cursor: cursor)
            let layout = strip.layout(width: 50, height: 5, depth: .none)
            #expect(layout.shown.contains(cursor))
            for index in layout.shown {
                let frame = try #require(layout.frame(of: index))
                #expect(layout.index(column: frame.column + 1, row: frame.row) == index)
            }
            #expect(layout.index(column: 0, row: 1) == nil)
            #expect(layout.index(column: 20, row: 0) == nil)
            #expect(
                layout.note == "\(layout.shown.lowerBound)–\(layout.shown.upperBound - 1) of 300")
        }
    }

    @Test func scalesAreChosen() {
        let theme = Theme.all[0]
        let values: [Float] = [0, 0.25, 0.5]
        typealias Shading = Heatmap.Shading
        #expect(
            Shading(.matrix, fitting: Extremes(of: values), theme: theme)
                == .shared(Scale(.cividis, from: 0, to: 0.5)))
        #expect(Shading(.row, fitting: Extremes(of: values), theme: theme) == .eachRow(.cividis))
        #expect(
            Shading(.fixed(from: 0, to: 1), fitting: Extremes(of: values), theme: theme)
                == .shared(Scale(.cividis, from: 0, to: 1)))
        #expect(
            Shading(.fixed(from: -2, to: 1), fitting: Extremes(of: values), theme: theme)
                == .shared(Scale(.blueOrange, from: -2, to: 2)))
    }
}
