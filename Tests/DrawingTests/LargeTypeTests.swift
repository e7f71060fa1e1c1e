import Testing

@testable import Drawing

@Suite struct LargeTypeTests {
    private func lines(_ surface: Surface?) -> [String] {
        guard let surface else { return [] }
        return (0..<surface.height).map { row in surface.row(row).map(\.text).joined() }
    }

    @Test func lettersAreDrawnInBlocks() {
        #expect(
            lines(LargeType.wide.surface("Hi", width: 80)) == [
                "█   █ ▀", "█▄▄▄█ █", "█   █ █", "▀   ▀ ▀",
            ])
        #expect(
            lines(LargeType.narrow.surface("Hi", width: 80)) == [
                "▌ ▌▘", "▙▄▌▌", "▌ ▌▌", "▘ ▘▘",
            ])
    }

    @Test func itIsWrappedAtSpaces() {
        let one = LargeType.narrow.surface("to be", width: 80)
        #expect(one?.height == 4)
        let two = LargeType.narrow.surface("to be", width: (one?.width ?? 0) - 1)
        #expect(two?.height == 9)
        #expect(LargeType.narrow.surface("to", width: 3) == nil, "a word is not broken")
    }

    @Test func anUnknownCharacterHasNoLargeForm() {
        #expect(LargeType.wide.surface("a\u{1B}b", width: 80) == nil)
        #expect(LargeType.wide.surface("日", width: 80) == nil)
    }

    /// Every letter that can be typed has a form of its own.
    @Test func allOfASCIIIsThere() {
        var seen: Set<[UInt8]> = []
        for code in UInt8(33)...126 {
            let letter = Character(Unicode.Scalar(code))
            let columns = LargeLetters.columns[letter]
            #expect(columns?.contains { $0 != 0 } == true, "\(letter)")
            #expect(
                columns.map { seen.insert($0).inserted } == true, "\(letter) looks like another")
        }
    }
}
