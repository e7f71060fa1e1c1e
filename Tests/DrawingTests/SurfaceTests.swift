import Foundation
import Testing

@testable import Drawing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct SurfaceTests {
    @Test func textIsMeasuredAsTerminalsDo() {
        #expect("abc".displayWidth == 3)
        #expect("日本".displayWidth == 4)
        #expect("e\u{301}".displayWidth == 1)
        #expect("👍".displayWidth == 2)
        #expect("שלום".displayWidth == 4)
        #expect("日本語".truncated(to: 4) == "日…")
        #expect("abc".truncated(to: 3) == "abc")
        #expect("abcd".truncated(to: 3) == "ab…")
        #expect("ab".leftPadded(to: 4) == "  ab")
    }

    @Test func whatCommandsATerminalBecomesASymbol() {
        #expect("a\u{1B}[2Jb".visible == "a␛[2Jb")
        #expect("\u{0}\t\r\n\u{7F}".visible == "␀␉␍␊␡")
        #expect("\u{9B}1m".visible == "\u{FFFD}1m")
        #expect("\u{202E}abc\u{2066}".visible == "\u{FFFD}abc\u{FFFD}")
        #expect("é日👍".visible == "é日👍")
    }

    @Test func textIsCutAtTheEdges() {
        var surface = Surface(width: 4, height: 1)
        surface.put("ab日本", column: 1, row: 0)
        #expect(TerminalEncoder(.none, styles: false).encode(surface) == " ab\n")
        surface.put("xyz", column: -1, row: 0)
        #expect(TerminalEncoder(.none, styles: false).encode(surface) == "yzb\n")
    }

    @Test func surfacesStandBesideAndAboveEachOther() {
        let a = Surface(lines: ["a", "aa"])
        let b = Surface(lines: ["b"])
        let text = TerminalEncoder(.none, styles: false)
        #expect(text.encode(.beside([a, b], gap: 1)) == "a  b\naa\n")
        #expect(
            text.encode(.stacked([a, Surface(width: 9, height: 0), b], gap: 1)) == "a\naa\n\nb\n")
    }

    /// Whatever a cell holds, no escape but the encoder's own goes out, and markup stays well formed.
    @Test func anyTextIsSafeInEveryEncoding() throws {
        var state: UInt64 = 5
        func random(_ bound: UInt32) -> UInt32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt32(truncatingIfNeeded: state >> 33) % bound
        }
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<12 {
                let bound: UInt32 = [0x20, 0xA0, 0x300, 0x3000, 0x11_0000][Int(random(5))]
                if let scalar = Unicode.Scalar(random(bound)) { text.unicodeScalars.append(scalar) }
            }
            var surface = Surface(width: 30, height: 1)
            surface.put(
                text, column: 0, row: 0, style: Style(bold: true, tone: Tone(.cividis, 0.5)))
            for depth in [ColourDepth.none, .ansi16, .ansi256, .trueColour] {
                let encoded = TerminalEncoder(depth, styles: true).encode(surface)
                let bare = encoded.replacing(
                    try Regex("\u{1B}\\[[0-9;]*m").matchingSemantics(.unicodeScalar), with: "")
                #expect(
                    !bare.unicodeScalars.contains {
                        $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value)
                    })
            }
            for markup in [Markup.svg(surface, title: text)] {
                let parser = XMLParser(data: Data(markup.utf8))
                #expect(
                    parser.parse(), "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
            }
            #expect(!Markup.html(surface, title: "<b>&").contains("<b>&"))
        }
    }
}
