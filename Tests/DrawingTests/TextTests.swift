import Testing

@testable import Drawing

struct TextTests {
    /// Widths from the tables of Unicode 17, as the Python package wcwidth 0.7.0 gives them.
    @Test(arguments: [
        ("", 0), ("it", 2), ("perché", 6), ("perche\u{301}", 6), ("日本語", 6), ("한국어", 6),
        ("ｆｕｌｌ", 8), ("😀", 2), ("\u{2728}", 2), ("→", 1), ("█", 1), ("\u{1F1EE}\u{1F1F9}", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{3000}", 2), ("कि", 2), ("\u{26A0}", 1),
    ])
    func measuresColumns(text: String, columns: Int) {
        #expect(text.displayWidth == columns)
    }

    @Test(arguments: [
        ("\u{1B}[31mred", "␛[31mred"), ("a\u{0}b\u{7F}", "a␀b␡"), ("\r\n\t", "␍␊␉"),
        ("\u{9B}2J", "\u{FFFD}2J"), ("\u{202E}abc\u{2066}", "\u{FFFD}abc\u{FFFD}"),
        ("a\u{200B}b\u{FEFF}", "a\u{FFFD}b\u{FFFD}"), ("\u{301}", "\u{25CC}\u{301}"),
        ("\u{2028}\u{E0041}", "\u{FFFD}\u{FFFD}"), ("❤\u{FE0F}!", "❤!"), ("a\u{FE0F}", "a\u{FFFD}"),
        ("👩\u{200D}👧", "👩\u{FFFD}👧"), ("👍\u{1F3FD}", "👍\u{FFFD}"), ("\u{1F1EE}", "\u{FFFD}"),
        ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("\u{FFFF}\u{10FFFF}", "\u{FFFD}\u{FFFD}"),
    ])
    func showsWhatIsHidden(text: String, shown: String) {
        #expect(text.visible == shown)
    }

    /// Long stacks of marks would cover the rows above.
    @Test func stacksAtMostFourMarks() {
        let stack = "a" + String(repeating: "\u{301}", count: 9)
        #expect(Array(Glyphs(stack)).map(\.text.unicodeScalars.count) == [5, 5, 2])
        #expect(stack.displayWidth == 3)
    }

    @Test(arguments: [
        ("street", 6, "street"), ("street", 5, "stre…"), ("street", 1, "…"), ("street", 0, ""),
        ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
    ])
    func cutsBetweenCharacters(text: String, width: Int, cut: String) {
        #expect(text.truncated(to: width) == cut)
    }

    @Test func wrapsAtBlanksAndInsideLongWords() {
        #expect(wrapped("it was too tired", width: 7) == ["it was", "too", "tired"])
        #expect(wrapped("tiredness", width: 4) == ["tire", "dnes", "s"])
        #expect(wrapped("日本語", width: 5) == ["日本", "語"])
        #expect(wrapped("", width: 5) == [])
    }

    @Test func usualSymbolsAreMeasuredAsUnicodeMeasuresThem() {
        for value in UInt32(0x80)..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(scalar.kind == scalar.unusualKind, "U+\(String(value, radix: 16))")
        }
    }

    @Test func arbitraryScalarsStayVisibleAndMeasured() {
        var random = SplitMix(seed: 7)
        for _ in 0..<800 {
            let text = random.text()
            let shown = text.visible
            #expect(shown.visible == shown)
            #expect(shown.displayWidth == text.displayWidth)
            #expect(
                shown.unicodeScalars.allSatisfy {
                    $0.kind != .hidden && !(0x80...0x9F).contains($0.value)
                })
            for width in [0, 1, 2, 7] { #expect(text.truncated(to: width).displayWidth <= width) }
        }
    }

    /// As C's `printf` writes them.
    @Test(
        arguments: [
            (0.97, 2, "0.97"), (1, 2, "1.00"), (-0.004, 2, "0.00"), (-12.345, 1, "-12.3"),
            (2.5, 0, "2"), (1234.5, 0, "1234"), (0.0625, 3, "0.062"),
        ] as [(Float, Int, String)])
    func writesDecimals(value: Float, decimals: Int, text: String) {
        #expect(value.formatted(decimals: decimals) == text)
    }

    @Test(
        arguments: [
            (0.97, 4, "0.97"), (0.97, 3, ".97"), (0.97, 2, "1"), (0.94, 2, ".9"), (-0.5, 3, "-.5"),
            (123456, 4, "1e5"), (-.infinity, 4, "-inf"), (-.infinity, 3, "-∞"), (.nan, 2, "?"),
            (.infinity, 1, "∞"),
        ] as [(Float, Int, String)])
    func fitsNumbersToWidths(value: Float, width: Int, text: String) {
        #expect(value.fitted(to: width, decimals: 2) == text)
    }

    @Test func saysWhenANumberDoesNotFit() {
        #expect(Float(-123456).fitted(to: 3, decimals: 2) == nil)
    }
}

/// A small generator with a fixed seed (Steele, Lea and Flood 2014), so that a failure repeats.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Up to twelve scalars, many of them harmful.
    mutating func text() -> String {
        let harmful: [ClosedRange<UInt32>] = [
            0...0x1F, 0x22...0x3E, 0x7F...0x9F, 0x300...0x36F, 0x5D0...0x64F, 0x900...0x94F,
            0x1100...0x11FF, 0x2000...0x206F, 0x2580...0x258F, 0x4E00...0x4E20, 0xFE00...0xFE0F,
            0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F3F0...0x1F4A0, 0xE0000...0xE01EF,
            0x41...0x5A, 0...0x10FFFF,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &self) {
            let range = harmful[Int.random(in: 0..<harmful.count, using: &self)]
            let value = UInt32.random(in: range, using: &self)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
