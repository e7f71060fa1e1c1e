import Testing

@testable import Drawing

@Suite struct MagnifiedTests {
    private func lines(_ surface: Surface) -> [String] {
        (0..<surface.height).map { row in surface.row(row).map(\.text).joined() }
    }

    @Test func lettersAreSpacedAndBlocksGrow() {
        #expect(lines(Surface(lines: ["ab"]).magnified(by: 2)) == ["a b ", "    "])
        #expect(lines(Surface(lines: ["ab"]).magnified(by: 3)) == ["      ", "a  b  ", "      "])
        #expect(lines(Surface(lines: ["▀"]).magnified(by: 2)) == ["██", "  "])
        #expect(lines(Surface(lines: ["▀"]).magnified(by: 3)) == ["███", "▀▀▀", "   "])
        #expect(lines(Surface(lines: ["█▋│─"]).magnified(by: 2)) == ["███▎│ ──", "███▎│   "])
        #expect(lines(Surface(lines: ["日"]).magnified(by: 2)).map(\.count) == [3, 4])
    }

    @Test func shadesKeepTheirTones() {
        let scale = Scale(Theme.all[0].sequential, from: 0, to: 1)
        let tone = scale.shade(of: 0.5).tone
        var surface = Surface(width: 1, height: 1)
        surface.fill(column: 0, row: 0, count: 1, style: Style(background: tone))
        let large = surface.magnified(by: 3)
        #expect(tone != nil && large.width == 3 && large.height == 3)
        let hasTone = (0..<3).allSatisfy { row in
            large.row(row).allSatisfy { $0.style.background == tone }
        }
        #expect(hasTone)
    }
}
