import Testing

@testable import Drawing

struct AttentionLinesTests {
    static let words = [
        "The", "animal", "didn't", "cross", "the", "street", "because", "it", "was", "too", "tired",
        "<eos>",
    ]

    /// Every word looks at the one before; "it" at "animal", "street" and "tired".
    static func picture(
        query: Int? = 7, key: Int? = nil, queries: Int = 12, keys: Int = 12
    ) -> AttentionLines {
        var values = [Float](repeating: 0.01, count: queries * keys)
        for row in 0..<queries { values[row * keys + max(min(row, keys - 1) - 1, 0)] = 0.9 }
        let special: [(Int, Float)] = [(6, 0), (1, 0.6), (5, 0.3), (10, 0.08)]
        for (column, weight) in special where queries > 7 && column < keys {
            values[7 * keys + column] = weight
        }
        return AttentionLines(
            Matrix(rows: queries, columns: keys, values: values),
            queries: Side("query", labels: words), keys: Side("key", labels: words),
            scale: Scale(.cividis, from: 0, to: 1), query: query, key: key)
    }

    @Test(arguments: ColourDepth.allCases)
    func keepsToItsPlace(depth: ColourDepth) {
        let pictures = [
            Self.picture(), Self.picture(query: nil), Self.picture(key: 3),
            Self.picture(queries: 40, keys: 9), Self.picture(query: 0, queries: 1, keys: 1),
            Self.picture(query: 99, key: -1), Self.picture(query: nil, queries: 0, keys: 0),
        ]
        for picture in pictures {
            for (width, height) in [(1, 1), (9, 3), (30, 8), (78, 14), (150, 40)] {
                let surface = picture.surface(width: width, height: height, depth: depth)
                #expect(surface.width <= width && surface.height <= height)
                #expect(picture.surface(width: width, depth: depth).width <= width)
            }
        }
    }

    @Test func thePlaceOfAWordLeadsBackToIt() throws {
        for height in [8, 14, 40] {
            let layout = Self.picture(query: 11).layout(width: 78, height: height)
            #expect(layout.frame(of: .query(11)) != nil)
            for index in 0..<12 {
                for word in [AttentionLinesLayout.Hit.query(index), .key(index)] {
                    guard let frame = layout.frame(of: word) else { continue }
                    #expect(layout.hit(column: frame.column, row: frame.row) == word)
                }
            }
            #expect(layout.hit(column: 0, row: 0) == nil)
            #expect(layout.hit(column: 30, row: 3) == nil)
        }
    }

    /// Each key with a line has an arrow, and only those.
    @Test func linesEndAtTheKeysThatAreLookedAt() throws {
        let picture = Self.picture()
        let layout = picture.layout(width: 78, height: 14)
        let surface = picture.surface(width: 78, height: 14, depth: .none)
        for key in 0..<12 {
            let frame = try #require(layout.frame(of: .key(key)))
            let hasArrow = surface[frame.column - 1, frame.row].text == "▸"
            #expect(hasArrow == [1, 5, 10].contains(key))
        }
        let faded = picture.surface(width: 78, height: 14, depth: .trueColour)
        let strong = try #require(layout.frame(of: .key(1)))
        #expect(faded[strong.column - 1, strong.row].style.foreground?.isFaded == false)
        let other = try #require(layout.frame(of: .key(2)))
        #expect(faded[other.column - 1, other.row].style.foreground?.isFaded == true)
    }

    /// By hand: the window of six keys with "animal" misses "tired" and its 0.08, and two keys
    /// with 0.01.
    @Test func saysWhatIsMissing() {
        let text = TerminalEncoder(.none, styles: false).encode(
            Self.picture().surface(width: 78, height: 8, depth: .none))
        #expect(
            text.contains("queries 6–11 of 12; keys 0–5 of 12; 0.12 of the weight goes elsewhere"))
    }
}

struct WiresTests {
    @Test func joinsLinesWhereTheyMeet() {
        var wires = Wires(width: 6, height: 4)
        wires.horizontal(row: 1, from: 0, to: 4)
        wires.vertical(column: 2, from: 0, to: 2)
        wires.horizontal(row: 0, from: 2, to: 4)
        wires.horizontal(row: 2, from: 0, to: 2)
        var surface = Surface(width: 5, height: 3)
        wires.draw(on: &surface)
        let lines = (0..<3).map { surface.row($0).map(\.text).joined() }
        #expect(lines == ["  ┌──", "──┼──", "──┘  "])
    }

    @Test func theStrongestLineIsOnTop() {
        var wires = Wires(width: 6, height: 4)
        wires.horizontal(row: 0, from: 0, to: 2, strength: 0.9, style: .bold)
        wires.vertical(column: 1, from: 0, to: 0, strength: 0.1, style: .dim)
        var surface = Surface(width: 3, height: 1)
        wires.draw(on: &surface) { $0 > 0.5 }
        #expect(surface.row(0).map(\.text) == ["━", "━", "━"])
        #expect(surface[1, 0].style == .bold)
    }
}

struct CurvesTests {
    static let ramp = Curves(
        [
            .init("up", (0..<11).map { Float($0) }),
            .init("down", (0..<11).map { 10 - Float($0) }),
        ], positions: "position", cursor: 3)

    static let loss = Curves(
        [
            .init("loss", (0..<5).map { [1000, 100, 10, 1, 0.1][$0] }),
            .init("held out", [500, .nan, -1, 0]),
        ], positions: "step", isLogarithmic: true)

    @Test(arguments: ColourDepth.allCases)
    func keepsToItsPlace(depth: ColourDepth) {
        let odd = [
            Curves([], positions: ""), Curves([.init("a", [])], positions: ""),
            Curves([.init("a", [.nan, .infinity])], positions: "p", cursor: 99),
            Curves([.init("one", [3])], positions: "p", cursor: 0),
        ]
        for picture in [Self.ramp, Self.loss] + odd {
            for (width, height) in [(1, 1), (9, 3), (30, 8), (78, 14), (150, 40)] {
                let surface = picture.surface(width: width, height: height, depth: depth)
                #expect(surface.width <= width && surface.height <= height)
                #expect(picture.surface(width: width, depth: depth).width <= width)
            }
        }
    }

    /// A straight line passes through its corners and its middle.
    @Test func pointsStandWhereTheirValuesAre() throws {
        let layout = try #require(Self.ramp.layout(width: 78, height: 14, depth: .none))
        let surface = Self.ramp.surface(width: 78, height: 14, depth: .none)
        let frame = layout.frame
        let (left, right) = (frame.column, frame.column + frame.width - 1)
        #expect(surface[left, frame.height - 1].text == "o" && surface[right, 0].text == "o")
        #expect(surface[left, 0].text == "x" && surface[right, frame.height - 1].text == "x")
        let text = TerminalEncoder(.none, styles: false).encode(surface)
        #expect(text.contains("position 3") && text.contains("up 3.000"))
    }

    @Test func logarithmsAreStraight() throws {
        let layout = try #require(Self.loss.layout(width: 78, height: 14, depth: .none))
        let surface = Self.loss.surface(width: 78, height: 14, depth: .none)
        let rows = (0..<5).map { position in
            (0..<layout.frame.height).first {
                surface[layout.column(of: position), $0].text == "o"
            }
        }
        let found = rows.compactMap { $0 }
        let steps = zip(found, found.dropFirst()).map { $1 - $0 }
        #expect(found.count == 5 && (steps.max() ?? 0) - (steps.min() ?? 9) <= 1)
    }

    @Test func theColumnOfAPositionLeadsBackToIt() throws {
        let layout = try #require(Self.ramp.layout(width: 78, height: 14, depth: .none))
        for position in 0..<11 {
            #expect(layout.position(column: layout.column(of: position), row: 2) == position)
        }
        #expect(layout.position(column: 0, row: 2) == nil)
    }
}

struct BeforeAfterTests {
    @Test func showsTheDifference() {
        let before = Matrix(rows: 1, columns: 4, values: [0.5, 0.5, -.infinity, 1])
        let after = Matrix(rows: 1, columns: 4, values: [0.25, 1, -.infinity, -.infinity])
        let picture = BeforeAfter(
            before: before, after: after, rows: Side("query"), columns: Side("key"),
            theme: Theme.all[0])
        #expect(
            picture.equation.operands[2].map.matrix.values == [-0.25, 0.5, 0, -.infinity])
        #expect(
            picture.equation.operands[2].map.shading
                == .shared(Scale(.blueOrange, from: -0.5, to: 0.5)))
        #expect(
            picture.equation.operands[0].map.shading == picture.equation.operands[1].map.shading)
    }
}
