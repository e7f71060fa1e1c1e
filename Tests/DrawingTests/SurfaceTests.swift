import Testing

@testable import Drawing

struct SurfaceTests {
    private func text(_ surface: Surface) -> [String] {
        (0..<surface.height).map { surface.row($0).map(\.text).joined() }
    }

    @Test func cutsWhatLiesOutside() {
        var surface = Surface(width: 4, height: 1)
        #expect(surface.put("animal", column: -2, row: 0) == 4)
        #expect(surface.put("below", column: 0, row: 1) == 5)
        #expect(text(surface) == ["imal"])
    }

    @Test func neverHalvesADoubleWidthCharacter() {
        var surface = Surface(width: 4, height: 1)
        surface.put("a日本", column: 0, row: 0)
        #expect(text(surface) == ["a日 "])
        surface.put("x", column: 2, row: 0)
        #expect(text(surface) == ["a x "])
        surface.put("日", column: 1, row: 0)
        surface.put("y", column: 1, row: 0)
        #expect(text(surface) == ["ay  "])
        #expect(text(surface.cropped(width: 3, height: 1)) == ["ay "])
    }

    @Test func everyRowHasTheSurfacesWidth() {
        var random = SplitMix(seed: 3)
        var surface = Surface(width: 9, height: 2)
        for _ in 0..<400 {
            surface.put(
                random.text(), column: .random(in: -3...9, using: &random),
                row: .random(in: 0...1, using: &random))
            #expect((0..<2).allSatisfy { surface.row($0).reduce(0) { $0 + $1.columns } == 9 })
        }
    }

    @Test func stacksAndSetsSideBySide() {
        let (a, b) = (Surface(lines: ["one", "two"]), Surface(lines: ["x"]))
        #expect(
            text(.stacked([a, Surface(width: 5, height: 0), b], gap: 1)) == [
                "one", "two", "   ", "x  ",
            ])
        #expect(text(.beside([a, b], gap: 2)) == ["one  x", "two   "])
        #expect(Surface(width: -1, height: -1) == Surface(width: 0, height: 0))
    }
}
