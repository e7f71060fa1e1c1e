import Testing

@testable import Drawing

struct ColourTests {
    private static let sequential: [ColourMap] = [.cividis, .viridis, .greys, .blues]

    @Test(arguments: sequential.indices)
    func brightnessChangesInOneDirection(number: Int) {
        let map = Self.sequential[number]
        let brightness = (0...100).map { map.colour(at: Double($0) / 100).luminance }
        let steps = zip(brightness, brightness.dropFirst()).map { $1 - $0 }
        #expect(steps.allSatisfy { $0 >= 0 } || steps.allSatisfy { $0 <= 0 }, "\(map.name)")
        let ramp = (0..<12).map { rgb(of: map.index256(at: (Double($0) + 0.5) / 12)).luminance }
        let rampSteps = zip(ramp, ramp.dropFirst()).map { $1 - $0 }
        #expect(
            rampSteps.allSatisfy { $0 > 0 } || rampSteps.allSatisfy { $0 < 0 }, "\(map.name) 256")
    }

    @Test func zeroStandsInTheMiddleOfDivergingMaps() {
        for map in [ColourMap.blueDarkOrange, .blueWhiteOrange] {
            let brightness = (0...20).map { map.colour(at: Double($0) / 20).luminance }
            let outward = zip(brightness, brightness.dropFirst()).map { $1 - $0 }
            let sign: Double = map == .blueDarkOrange ? 1 : -1
            #expect(outward.prefix(10).allSatisfy { $0 * sign < 0 }, "\(map.name)")
            #expect(outward.suffix(10).allSatisfy { $0 * sign > 0 }, "\(map.name)")
        }
    }

    /// The 256 colours: 16 of the terminal's own, a cube of 6 levels, 24 greys.
    private func rgb(of index: UInt8) -> RGB {
        let index = UInt32(index)
        if index >= 232 {
            let grey = 8 + 10 * (index - 232)
            return RGB(grey << 16 | grey << 8 | grey)
        }
        func level(_ n: UInt32) -> UInt32 { n == 0 ? 0 : 55 + 40 * n }
        let cube = index - 16
        return RGB(level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6))
    }

    @Test func scalesFitTheirValues() {
        let theme = Theme.all[0]
        #expect(Scale(fitting: [0, 0.5, 2], theme: theme).tone(of: 2)?.level == 1)
        let signed = Scale(fitting: [-1, 0.5, -.infinity, .nan], theme: theme)
        #expect(signed.tone(of: 0)?.level == 0.5)
        #expect(signed.tone(of: 1)?.level == 1)
        #expect(signed.tone(of: -.infinity) == nil)
        #expect(signed.tone(of: .nan) == nil)
        #expect(Scale(fitting: [], theme: theme).highest == 1)
    }

    @Test(
        arguments: [
            (0, "0"), (1, "1.000"), (0.05, "0.050"), (-0.5, "-0.500"), (12.345, "12.35"),
            (123.46, "123.5"),
            (1234.5, "1235"), (0.00012, "1.2e-4"), (1e9, "1.0e9"), (-.infinity, "-inf"),
            (.nan, "NaN"),
        ] as [(Float, String)])
    func numbersAreShort(number: Float, text: String) {
        #expect(number.short == text)
    }

    @Test func colourIsChosenAsPeopleExpect() {
        func depth(
            _ choice: ColourDepth.Choice, _ environment: [String: String], terminal: Bool = true
        ) -> ColourDepth {
            .detect(choice, environment: environment, isTerminal: terminal)
        }
        #expect(depth(.auto, ["TERM": "xterm-256color", "COLORTERM": "truecolor"]) == .trueColour)
        #expect(depth(.auto, ["TERM": "xterm-256color"]) == .ansi256)
        #expect(depth(.auto, ["TERM": "xterm"]) == .ansi16)
        #expect(depth(.auto, ["TERM": "dumb"]) == .none)
        #expect(depth(.auto, ["TERM": "xterm-256color", "NO_COLOR": "1"]) == .none)
        #expect(depth(.auto, ["TERM": "xterm-256color", "NO_COLOR": ""]) == .ansi256)
        #expect(depth(.auto, ["TERM": "xterm-256color"], terminal: false) == .none)
        #expect(
            depth(.always, ["TERM": "xterm-256color", "NO_COLOR": "1"], terminal: false) == .ansi256
        )
        #expect(depth(.never, ["COLORTERM": "24bit", "TERM": "xterm"]) == .none)
    }
}
