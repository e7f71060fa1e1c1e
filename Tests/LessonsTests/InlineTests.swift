import Drawing
import Testing

@testable import Lessons

@Suite struct InlineTests {
    private func marked(_ text: String) -> String {
        Inline.pieces(of: text).map { piece in
            (piece.isBold ? "B" : "") + (piece.isItalic ? "I" : "") + (piece.isCode ? "C" : "")
                + "(\(piece.text))"
        }.joined()
    }

    @Test(arguments: [
        ("plain", "(plain)"), ("a **b** c", "(a )B(b)( c)"), ("*it*, too", "I(it)(, too)"),
        ("`a * b` *c*", "C(a * b)( )I(c)"), ("2 * 3 * 4", "(2 * 3 * 4)"),
        ("**no end", "(**no end)"),
        ("a ` b", "(a ` b)"), ("**a *b* c**", "B(a )BI(b)B( c)"), ("", ""), ("**", "(**)"),
    ])
    func marksAreRead(_ text: String, _ expected: String) {
        #expect(marked(text) == expected)
    }

    private func lines(_ prose: ShownProse, width: Int, isStyled: Bool = true) -> [String] {
        TerminalEncoder(.none, styles: false).encode(
            prose.surface(width: width, isStyled: isStyled)
        ).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test func proseIsWrappedWithItsMarks() {
        let text = "Take *it* and **go** home."
        let paragraph = ShownProse(kind: .paragraph, text: text)
        #expect(lines(paragraph, width: 12) == ["Take it and", "go home."])
        #expect(lines(paragraph, width: 80, isStyled: false) == ["Take “it” and go home."])
        #expect(
            lines(ShownProse(kind: .item(mark: "1."), text: text), width: 14)
                == ["1. Take it and", "   go home."])
        #expect(
            lines(ShownProse(kind: .quotation, text: text), width: 14)
                == ["│ Take it and", "│ go home."])
        #expect(
            lines(ShownProse(kind: .preformatted, text: "a\n  b"), width: 9) == ["  a", "    b"])
        #expect(
            lines(ShownProse(kind: .paragraph, text: "abcdefghij"), width: 4) == [
                "abcd", "efgh", "ij",
            ])
    }

    @Test func aPercentSignStaysWithItsNumber() {
        func text(_ text: String) -> [String] {
            lines(ShownProse(kind: .paragraph, text: text), width: 10)
        }
        #expect(text("it gets 30 %, more") == ["it gets", "30 %, more"])
        #expect(text("it got **30 %**") == ["it got", "30 %"])
        #expect(text("% of it all") == ["% of it", "all"])
    }

    @Test func whatIsSetOffIsUnderlined() {
        let surface = ShownProse(kind: .paragraph, text: "a *b*").surface(width: 9)
        #expect(surface[2, 0].style == Style(underlined: true))
    }
}
