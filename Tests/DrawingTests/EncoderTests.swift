import Foundation
import Testing

@testable import Drawing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct EncoderTests {
    private static let styles: [Style] = [
        .plain, .bold, .dim, Style(reversed: true), Style(underlined: true),
        Style(background: Tone(.cividis, 0.9)), Style(background: Tone(.blueOrange, 0.1)),
        Style(bold: true, foreground: Tone(.viridis, 0.5), background: Tone(.viridis, 0)),
    ]

    /// Random text in random styles.
    private func messy(_ random: inout SplitMix) -> Surface {
        var surface = Surface(width: 12, height: 2)
        for _ in 0..<5 {
            surface.put(
                random.text(), column: .random(in: 0...11, using: &random),
                row: .random(in: 0...1, using: &random),
                style: Self.styles[Int.random(in: 0..<Self.styles.count, using: &random)])
        }
        return surface
    }

    @Test(arguments: ColourDepth.allCases)
    func sendsNoEscapesButItsOwn(depth: ColourDepth) throws {
        var random = SplitMix(seed: 11)
        // By scalars: a mark behind a sequence would hide its last letter.
        let sequence = /\u{1B}\[[0-9;]*m/.matchingSemantics(.unicodeScalar)
        for _ in 0..<80 {
            let surface = messy(&random)
            let text = TerminalEncoder(depth, styles: depth != .none).encode(surface)
            let bare = text.replacing(sequence, with: "")
            let own: Set<Unicode.Scalar> = ["\n", "\u{200E}"]
            #expect(bare.unicodeScalars.allSatisfy { own.contains($0) || $0.kind != .hidden })
            for line in text.split(separator: "\n") {
                #expect(!line.hasSuffix(" "))
                #expect(line.matches(of: sequence).last.map { $0.output == "\u{1B}[0m" } != false)
            }
        }
    }

    /// What a terminal would show of the output is what is on the surface.
    @Test func theTextComesBack() {
        var random = SplitMix(seed: 5)
        for _ in 0..<80 {
            let surface = messy(&random)
            let text = TerminalEncoder(.trueColour, styles: true).encode(surface)
                .replacing(/\u{1B}\[[0-9;]*m/.matchingSemantics(.unicodeScalar), with: "")
                .unicodeScalars.filter { $0 != "\u{200E}" }.map(String.init).joined()
            let lines = text.components(separatedBy: "\n")
            for row in 0..<surface.height {
                let expected = surface.row(row).map(\.text).joined()
                #expect(lines[row].padded(to: surface.width) == expected.visible)
            }
        }
    }

    @Test func pagesAndPicturesAreWellFormed() {
        var random = SplitMix(seed: 9)
        for _ in 0..<60 {
            let svg = Markup.svg(messy(&random), title: random.text())
            let parser = XMLParser(data: Data(svg.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError)): \(svg)")
            let html = Markup.html(messy(&random), title: random.text())
            #expect(!html.contains("\u{1B}") && !html.contains("\u{202E}"))
            for tag in ["span", "bdi", "pre"] {
                #expect(
                    html.ranges(of: "<\(tag) ").count + html.ranges(of: "<\(tag)>").count
                        == html.ranges(of: "</\(tag)>").count)
            }
        }
    }

    @Test func joinsCellsOfOneStyleAndResetsEachLine() {
        var surface = Surface(width: 6, height: 2)
        surface.put("ab", column: 0, row: 0, style: .bold)
        surface.put("cd", column: 2, row: 0)
        surface.put("x", column: 5, row: 1, style: Style(underlined: true))
        #expect(
            TerminalEncoder(.none, styles: true).encode(surface)
                == "\u{1B}[1mab\u{1B}[0mcd\n     \u{1B}[4mx\u{1B}[0m\n")
        #expect(TerminalEncoder(.none, styles: false).encode(surface) == "abcd\n     x\n")
    }

    @Test func writesColoursInEachDepth() {
        var surface = Surface(width: 1, height: 1)
        surface.fill(column: 0, row: 0, count: 1, style: Style(background: Tone(.cividis, 1)))
        func encoded(_ depth: ColourDepth, _ background: Background) -> String {
            TerminalEncoder(depth, styles: true, background: background).encode(surface)
        }
        #expect(encoded(.trueColour, .dark) == "\u{1B}[38;2;0;0;0;48;2;254;232;56m \u{1B}[0m\n")
        #expect(
            encoded(.trueColour, .light) == "\u{1B}[38;2;255;255;255;48;2;0;39;88m \u{1B}[0m\n")
        #expect(encoded(.ansi256, .dark) == "\u{1B}[38;5;16;48;5;220m \u{1B}[0m\n")
        #expect(encoded(.ansi16, .dark) == "\u{1B}[47m \u{1B}[0m\n")
        #expect(encoded(.none, .dark) == "@\n")
    }

    /// A terminal that reorders text must keep the words in their cells.
    @Test func setsRightToLeftWordsApart() {
        var surface = Surface(width: 9, height: 2)
        surface.put("שלום", column: 0, row: 0)
        surface.put("0.97", column: 5, row: 0)
        surface.put("word", column: 0, row: 1)
        #expect(
            TerminalEncoder(.none, styles: false).encode(surface)
                == "\u{200E}שלום\u{200E} 0.97\nword\n")
        #expect(
            Markup.html(surface, title: "").contains("<bdi style=\"width:4ch\">שלום</bdi> 0.97"))
    }

    @Test func escapesMarkup() {
        let surface = Surface(lines: ["<eos> & \"x\""])
        for text in [
            Markup.svg(surface, title: "<a>"), Markup.html(surface, title: "<a>"),
        ] {
            #expect(text.contains("&lt;eos&gt; &amp; &quot;x&quot;"))
            #expect(text.contains("<title>&lt;a&gt;</title>"))
        }
    }

    @Test func drawsHalfBlocksAsShapes() {
        var surface = Surface(width: 2, height: 1)
        let style = Style(foreground: Tone(.greys, 0), background: Tone(.greys, 1))
        surface.put("▀▀", column: 0, row: 0, style: style)
        let svg = Markup.svg(surface, title: "", background: .dark)
        #expect(svg.contains("<rect x=\"0\" y=\"0\" width=\"18\" height=\"18\" fill=\"#f5f5f5\"/>"))
        #expect(svg.contains("<rect x=\"0\" y=\"0\" width=\"18\" height=\"9\" fill=\"#1b1b1b\"/>"))
        #expect(!svg.contains("▀"))
    }
}
