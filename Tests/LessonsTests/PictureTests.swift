import Drawing
import Guide
import Testing
import Tracing

@testable import Lessons

/// The pictures that a lesson can name.
@Suite struct PictureTests {
    /// What a lesson of one page shows first.
    private func text(_ body: String, width: Int = 60, height: Int? = nil) throws -> String {
        let handout = try Handout(lesson("## p\n\nWords.\n\n" + body), laboratory: .shared)
        let shown = handout.pages[0].blocks.first { !$0.views.isEmpty }
        let view = try #require(shown?.views.first)
        let picture = LessonPicture(theme: Theme.all[0], depth: .none)
            .surface(view, width: width, height: height)
        return TerminalEncoder(.none, styles: false).encode(picture)
    }

    private static func block(_ lines: String) -> String { "```heed\n\(lines)\n```\n\n" }

    @Test func eachColumnIsACurve() throws {
        let tables = Self.block("let:\n  waves: positions(20, 6)")
        let curves = try text(tables + Self.block("show: waves\npicture: curves"), width: 120)
        #expect(curves.contains("feature 0") && curves.contains("feature 5"))
        let matrix = try text(tables + Self.block("show: waves"), width: 120)
        #expect(!matrix.contains("feature 5"))
    }

    /// Two heads of three rows each: names at both where there is room, small maps without them else.
    @Test func headsHaveNamesWhereThereIsRoom() throws {
        let body =
            Self.block(
                """
                let:
                  x: {values: [[1, 2], [3, 4], [5, 6]], rows: 'word = cat, dog, cow'}
                  heads: split(x, 2)
                """) + Self.block("show: heads")
        func count(_ word: String, width: Int, height: Int) throws -> Int {
            try text(body, width: width, height: height).components(separatedBy: word).count - 1
        }
        #expect(try count("cow", width: 100, height: 40) == 2)
        #expect(try count("head 1", width: 100, height: 40) == 1)
        #expect(try count("choose one with", width: 100, height: 40) == 0)
        #expect(try count("cow", width: 100, height: 8) == 0)
        #expect(try count("choose one with", width: 100, height: 8) == 1)
    }

    @Test func aMatrixKeepsTheOrderOfItsTokens() throws {
        let tables = Self.block(
            "let:\n  x: {values: [[1, 2]], rows: position, columns: 'token = yes, no'}")
        let list = try text(tables + Self.block("show: x"))
        #expect(list.contains("the three largest"))
        let matrix = try text(tables + Self.block("show: x\npicture: matrix\nnumbers: true"))
        let rows = matrix.split(separator: "\n").map { $0.split(separator: " ").suffix(2) }
        #expect(rows.contains(["1", "2"]) && !matrix.contains("the three largest"))
    }

    /// Who shall point at the largest must not see it.
    @Test func aBlankPictureDoesNotTellItsValues() throws {
        func surface(_ values: String, isBlank: Bool) throws -> Surface {
            let tables = Self.block(
                "let:\n  x: {values: [\(values)], rows: 'word = cat, dog, cow'}")
            let body = "## p\n\nWords.\n\n" + tables + Self.block("show: x\nnumbers: true")
            let block = try Handout(lesson(body), laboratory: .shared).pages[0].blocks.last
            return LessonPicture(theme: Theme.all[0], depth: .trueColour)
                .surface(
                    try #require(block?.views.first), width: 60, cursor: [1], isBlank: isBlank)
        }
        #expect(try surface("1, 5, 2", isBlank: true) == surface("9, 1, -2", isBlank: true))
        #expect(try surface("1, 5, 2", isBlank: false) != surface("9, 1, -2", isBlank: false))
    }

    @Test func arithmeticHasAsManyTermsAsThereIsRoom() throws {
        let body =
            Self.block("let:\n  a: normal(1, 40, 1)\n  b: matmul_transposed(a, a)")
            + Self.block("show: 'b[row=0, other_row=0]'\npicture: row")
        #expect(try text(body).contains("34 more terms together"))
        let short = try text(body, height: 6)
        #expect(short.contains("more terms together") && !short.contains("34 more"))
    }
}
