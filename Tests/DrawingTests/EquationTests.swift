import Testing

@testable import Drawing

struct EquationTests {
    private static let words = [
        "The", "animal", "didn't", "cross", "the", "street", "because", "it", "was", "too", "tired",
        "<eos>",
    ]

    private static func map(
        _ rows: Side, _ columns: Side, _ height: Int, _ width: Int, _ focus: Focus,
        fit: Fit = .mean, numbers: Bool = false
    ) -> Heatmap {
        let values = (0..<height * width).map { Float($0 * 7 % 23 - 11) / 11 }
        return Heatmap(
            Matrix(rows: height, columns: width, values: values), rows: rows, columns: columns,
            shading: .shared(Scale(.blueOrange, from: -1, to: 1)), showsNumbers: numbers,
            focus: focus, fit: fit)
    }

    /// Q x K^T = scores for the score of "it" and "animal".
    static var scores: Equation {
        let cell = Matrix.Cell(row: 7, column: 1)
        let (query, key) = (Side("query", labels: words), Side("key", labels: words))
        let feature = Side("feature")
        return Equation(
            [
                .init("Q", map(query, feature, 12, 16, .rows(7))),
                .init("K^T", map(feature, key, 16, 12, .columns(1))),
                .init(
                    "scores",
                    map(query, key, 12, 12, Focus(cursor: cell, lit: .cells([cell])))),
            ], signs: ["x", "="])
    }

    static var sum: Equation {
        func row(_ title: String, _ focus: Focus) -> Equation.Operand {
            .init(title, map(Side("position", labels: ["it"]), Side("feature"), 1, 32, focus))
        }
        return Equation(
            [
                row("embedding", .columns(9)), row("position", .columns(9)),
                row("input", .crossing(Matrix.Cell(row: 0, column: 9))),
            ], signs: ["+", "="])
    }

    private static var large: Equation {
        let cell = Matrix.Cell(row: 35, column: 60)
        func operand(
            _ title: String, _ rows: Int, _ columns: Int, _ focus: Focus, _ fit: Fit
        ) -> Equation.Operand {
            .init(title, map(Side("a"), Side("b"), rows, columns, focus, fit: fit, numbers: true))
        }
        return Equation(
            [
                operand("x", 40, 90, .rows(35), .mean),
                operand("W", 90, 64, .columns(60), .largest),
                operand("h", 40, 64, .crossing(cell), .window(Viewport())),
            ], signs: ["x", "softmax of the sum"])
    }

    private static var odd: Equation {
        Equation(
            [
                .init("", map(Side(""), Side(""), 0, 0, .none)),
                .init("日本", map(Side(""), Side(""), 1, 1, .none)),
            ], signs: [""])
    }

    private static let all = [scores, sum, large, odd]
    private static let places = [(1, 1), (5, 3), (20, 5), (40, 12), (78, 14), (150, 40)]

    @Test(arguments: ColourDepth.allCases)
    func keepsToItsPlace(depth: ColourDepth) {
        for equation in Self.all {
            for (width, height) in Self.places {
                let surface = equation.surface(width: width, height: height, depth: depth)
                #expect(surface.width <= width && surface.height <= height)
                #expect(equation.surface(width: width, depth: depth).width <= width)
            }
        }
    }

    @Test(arguments: ColourDepth.allCases)
    func thePlaceOfACellLeadsBackToIt(depth: ColourDepth) throws {
        for equation in Self.all {
            for (width, height) in Self.places.dropFirst(3) {
                let layout = equation.layout(width: width, height: height, depth: depth)
                for (index, part) in layout.parts.enumerated() {
                    guard let shown = part.layout?.shown else { continue }
                    for row in shown.rows {
                        let cell = Matrix.Cell(row: row, column: shown.columns.upperBound - 1)
                        let frame = try #require(layout.frame(of: cell, inOperand: index))
                        let hit = try #require(
                            layout.hit(column: frame.column, row: frame.row))
                        #expect(hit.operand == index)
                        let found = try #require(hit.cell)
                        #expect(layout.frame(of: found, inOperand: index) == frame)
                    }
                    let whole = layout.frame(ofOperand: index)
                    let title = layout.hit(column: whole.column, row: whole.row)
                    #expect(title?.operand == index && title?.cell == nil)
                }
                #expect(layout.hit(column: -1, row: 0) == nil)
            }
        }
    }

    /// What is drawn at the place of a cell is the cell: its colour is that of its value.
    @Test func theCellsAreWhereTheLayoutSays() throws {
        let equation = Self.scores
        let layout = equation.layout(width: 78, height: 14, depth: .trueColour)
        let surface = equation.surface(width: 78, height: 14, depth: .trueColour)
        let scale = Scale(.blueOrange, from: -1, to: 1)
        for row in 0..<12 {
            let cell = Matrix.Cell(row: row, column: 4)
            let frame = try #require(layout.frame(of: cell, inOperand: 0))
            let tone = surface[frame.column, frame.row].style.background
            let value = equation.operands[0].map.matrix[row, 4]
            #expect(tone?.step == scale.shade(of: value).tone?.step)
        }
    }

    /// At 78 x 14 every value of a sentence of twelve words has a cell of its own.
    @Test(arguments: [ColourDepth.ansi256, .trueColour])
    func showsAllValuesWhereTheyFit(depth: ColourDepth) {
        let layout = Self.scores.layout(width: 78, height: 14, depth: depth)
        #expect(layout.parts.allSatisfy { $0.share == 1 })
    }

    @Test func stacksWhatIsNarrow() {
        let wide = Self.sum.layout(width: 240, height: 14, depth: .ansi256)
        let rows = Set((0..<3).map { wide.frame(ofOperand: $0).row })
        #expect(rows == [0])
        let narrow = Self.sum.layout(width: 50, height: 14, depth: .ansi256)
        let columns = Set((0..<3).map { narrow.frame(ofOperand: $0).column })
        #expect(columns == [0] && narrow.parts.allSatisfy { $0.share == 1 })
    }

    /// A table of a few columns has room for its names in a wide window.
    @Test func aSmallTableGetsTheRoomOfItsNames() {
        let map = Self.map(Side("class"), Side("head"), 4, 2, .none)
        let table = Equation([.init("relative_positions.table", map)], signs: [])
        func text(width: Int) -> String {
            let layout = table.layout(width: width, height: 12, depth: .none)
            return TerminalEncoder(.none, styles: false).encode(layout.surface())
        }
        #expect(text(width: 60).contains("relative_positions.table"))
        #expect(text(width: 60).contains("class ↓"))
        #expect(!text(width: 16).contains("relative_positions.table"))
    }

    @Test func rowsStandOnOneLine() throws {
        for (width, height) in [(78, 14), (78, 20), (150, 40)] {
            let layout = Self.scores.layout(width: width, height: height, depth: .trueColour)
            let cell = Matrix.Cell(row: 7, column: 1)
            let query = try #require(layout.frame(of: cell, inOperand: 0))
            let score = try #require(layout.frame(of: cell, inOperand: 2))
            #expect(query.row == score.row)
        }
    }

    @Test func theResultKeepsItsNumbersWhereTheOthersHaveNoRoom() {
        func operand(_ title: String) -> Equation.Operand {
            let side = Side("key", labels: Self.words)
            return .init(title, Self.map(side, side, 12, 12, .none, numbers: true))
        }
        let equation = Equation([operand("masked"), operand("weights")], signs: ["→"])
        let wide = equation.layout(width: 170, height: 20, depth: .none)
        #expect(wide.parts.map { $0.layout?.map.showsNumbers } == [true, true])
        let narrow = equation.layout(width: 110, height: 20, depth: .none)
        #expect(narrow.parts.map { $0.layout?.map.showsNumbers } == [false, true])
    }

    @Test func whatIsNotShownIsSaidInWholeNumbers() {
        for width in 30...100 {
            let layout = Self.scores.layout(width: width, height: 9, depth: .none)
            #expect(layout.parts.allSatisfy { $0.note.displayWidth <= $0.frame.width })
        }
    }

    @Test func sharesAreFair() {
        #expect(shared(10, among: [2, 20, 3]) == [2, 5, 3])
        #expect(shared(10, among: [1, 2, 3]) == [1, 2, 3])
        #expect(shared(9, among: [5, 5, 5]) == [3, 3, 3])
        #expect(shared(-3, among: [5, 5]) == [0, 0])
    }
}
