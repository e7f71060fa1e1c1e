import Testing

@testable import Drawing

struct ColourTests {
    private static let grounds: [Background] = [.dark, .light]

    /// Brightness grows steadily from weak to strong on dark, and falls on light; on a diverging map
    /// from the middle to both ends.
    private func expectSteady(_ luminances: [Double], _ background: Background) {
        #expect(
            zip(luminances, luminances.dropFirst()).allSatisfy {
                background == .dark ? $0 < $1 : $0 > $1
            })
    }

    @Test(arguments: ColourMap.allCases, grounds)
    func brightnessTellsTheOrder(map: ColourMap, background: Background) {
        let light = (0...Tone.steps).map { map.colour(UInt8($0), on: background).luminance }
        if map.isDiverging {
            expectSteady(Array(light[(Tone.steps / 2)...]), background)
            expectSteady(light[...(Tone.steps / 2)].reversed(), background)
        } else {
            expectSteady(light, background)
        }
    }

    @Test(arguments: ColourMap.allCases, grounds)
    func brightnessTellsTheOrderIn256Colours(map: ColourMap, background: Background) {
        let ramp = background == .dark ? map.ramps256.dark : map.ramps256.light
        let light = ramp.map { RGB(index256: $0).luminance }
        if map.isDiverging {
            #expect(ramp.count % 2 == 1)
            expectSteady(Array(light[(ramp.count / 2)...]), background)
            expectSteady(light[...(ramp.count / 2)].reversed(), background)
        } else {
            expectSteady(light, background)
        }
    }

    @Test(arguments: ColourMap.allCases, grounds)
    func fadedColoursKeepTheirOrder(map: ColourMap, background: Background) {
        let ramps = map.fadedRamps256
        let ramp = (background == .dark ? ramps.dark : ramps.light).map {
            RGB(index256: $0).luminance
        }
        let steps = stride(from: 0, through: Tone.steps, by: 4).map { step in
            Tone(map, Double(step) / Double(Tone.steps)).faded.colour(on: background).luminance
        }
        for light in [ramp, steps] {
            let middle = light.count / 2
            expectSteady(map.isDiverging ? Array(light[middle...]) : light, background)
            if map.isDiverging { expectSteady(light[...middle].reversed(), background) }
        }
    }

    /// The strongest faded colour is nearer to the page than the middle of the map is.
    @Test(arguments: ColourMap.allCases, grounds)
    func fadedColoursRecede(map: ColourMap, background: Background) {
        let page = background == .dark ? RGB(0x101010) : .white
        let tone = Tone(map, 1)
        #expect(
            tone.faded.colour(on: background).contrast(with: page)
                < tone.colour(on: background).contrast(with: page) / 2)
        let (lit, faded) = (
            RGB(index256: tone.index256(on: background)),
            RGB(index256: tone.faded.index256(on: background))
        )
        #expect(faded.contrast(with: page) < lit.contrast(with: page) / 2)
        #expect(tone.faded.step == tone.step && tone.faded != tone)
    }

    @Test func equallyFarFromZeroIsEquallyLight() {
        for background in Self.grounds {
            for step in 0...Tone.steps / 2 {
                let below = OKLab(ColourMap.blueOrange.colour(UInt8(step), on: background))
                let above = OKLab(
                    ColourMap.blueOrange.colour(UInt8(Tone.steps - step), on: background))
                #expect(abs(below.lightness - above.lightness) < 0.01)
            }
        }
    }

    /// Samples of matplotlib 3.11's tables at 0, 1/4, 1/2, 3/4 and 1.
    @Test(
        arguments: [
            (ColourMap.viridis, [0x440154, 0x3B528B, 0x21918C, 0x5EC962, 0xFDE725]),
            (ColourMap.cividis, [0x00224E, 0x434E6C, 0x7D7C78, 0xBCAE6C, 0xFEE838]),
        ] as [(ColourMap, [UInt32])])
    func followsTheKnownMaps(map: ColourMap, samples: [UInt32]) {
        for (index, sample) in samples.enumerated() {
            let colour = Tone(map, Double(index) / 4).colour(on: .dark)
            let known = RGB(sample)
            let distance = [
                Int(colour.red) - Int(known.red), Int(colour.green) - Int(known.green),
                Int(colour.blue) - Int(known.blue),
            ].map(abs).max()
            #expect((distance ?? .max) <= 1)
        }
    }

    /// 4.5 is what WCAG 2 asks of text.
    @Test func inkCanBeReadOnEveryColour() {
        for map in ColourMap.allCases {
            for background in Self.grounds {
                let contrasts = (0...Tone.steps).map { step in
                    let colour = map.colour(UInt8(step), on: background)
                    return colour.contrast(with: colour.ink)
                }
                #expect(contrasts.allSatisfy { $0 >= 4.5 })
            }
        }
    }

    /// From Ottosson's page of 2020: white is (1, 0, 0).
    @Test func okLabHasTheKnownWhiteAndComesBack() {
        let white = OKLab(.white)
        #expect(abs(white.lightness - 1) < 1e-4 && abs(white.a) < 1e-4 && abs(white.b) < 1e-4)
        for hex: UInt32 in [0x000000, 0xFFFFFF, 0x123456, 0xFEE838, 0xC67A2C] {
            #expect(OKLab(RGB(hex)).rgb == RGB(hex))
        }
    }

    @Test func knowsThe256Colours() {
        #expect(RGB(index256: 16) == .black)
        #expect(RGB(index256: 231) == .white)
        #expect(RGB(index256: 220) == RGB(0xFFD700))
        #expect(RGB(index256: 244) == RGB(0x808080))
    }

    @Test func signedRampOf16ColoursGrowsWithTheDistance() {
        for level in stride(from: 0.0, through: 0.5, by: 0.05) {
            let (below, above) = (Tone(.blueOrange, 0.5 - level), Tone(.blueOrange, 0.5 + level))
            #expect(Shade16(below, on: .dark).glyph == Shade16(above, on: .dark).glyph)
        }
        #expect(Shade16(Tone(.cividis, 1), on: .dark).behind == 7)
        #expect(Shade16(Tone(.cividis, 1), on: .light).behind == 0)
        #expect(Shade16(Tone(.cividis, 0), on: .dark).solid == nil)
    }
}

struct ScaleTests {
    private let theme = Theme.all[0]

    @Test func fitsWhatItIsGiven() {
        let shares = Scale(fitting: [0, 0.5, 0.25, -.infinity, .nan], theme: theme)
        #expect(shares == Scale(.cividis, from: 0, to: 0.5))
        let signed = Scale(fitting: [-2, 1], theme: theme)
        #expect(signed == Scale(.blueOrange, from: -2, to: 2))
        #expect(signed.shade(of: 0).tone?.step == UInt8(Tone.steps / 2))
        #expect(Scale(fitting: [], theme: theme).highest == 1)
    }

    @Test func survivesAnyEndsAndValues() {
        let odd: [Float] = [
            .nan, .infinity, -.infinity, 0, -0.0, .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e30, 1,
        ]
        for low in odd {
            for high in odd {
                let scale = Scale(.viridis, from: low, to: high)
                for value in odd {
                    #expect((scale.shade(of: value).tone == nil) == !value.isFinite)
                }
            }
        }
    }

    @Test func whatIsNotFiniteHasItsOwnLook() {
        let scale = Scale(.viridis, from: 0, to: 1)
        let glyphs = [-Float.infinity, .infinity, .nan].map { scale.shade(of: $0).glyph }
        #expect(Set(glyphs).count == 3 && !glyphs.contains(nil))
    }

    @Test func largerValuesAreNeverWeaker() {
        let scale = Scale(.cividis, from: 0, to: 1)
        let steps = (0...1000).compactMap { scale.shade(of: Float($0) / 1000).tone?.step }
        #expect(steps == steps.sorted() && Set(steps).count == Tone.steps + 1)
        let ramp = Array(" .:-=+*#%@")
        let places = (0...1000).compactMap { index in
            scale.shade(of: Float(index) / 1000).tone.flatMap {
                ramp.firstIndex(of: Character($0.character))
            }
        }
        #expect(places == places.sorted() && Set(places).count == 10)
    }
}

struct DetectionTests {
    @Test(
        arguments: [
            (["TERM": "xterm-256color"], true, ColourDepth.Choice.auto, ColourDepth.ansi256),
            (["TERM": "xterm-256color", "COLORTERM": "truecolor"], true, .auto, .trueColour),
            (["TERM": "xterm", "COLORTERM": "24bit"], true, .auto, .trueColour),
            (["TERM": "xterm-kitty"], true, .auto, .trueColour),
            (["TERM": "xterm"], true, .auto, .ansi16),
            (["TERM": "linux"], true, .auto, .ansi16),
            (["TERM": "vt100"], true, .auto, .none),
            (["TERM": "dumb", "COLORTERM": "truecolor"], true, .auto, .none),
            ([:], true, .auto, .none),
            (["TERM": "xterm-256color"], false, .auto, .none),
            (["TERM": "xterm-256color", "NO_COLOR": "1"], true, .auto, .none),
            (["TERM": "xterm-256color", "NO_COLOR": ""], true, .auto, .ansi256),
            (["TERM": "xterm-256color", "NO_COLOR": "1"], false, .always, .ansi256),
            (["TERM": "dumb"], false, .always, .ansi16),
            (["TERM": "xterm", "COLORTERM": "truecolor"], true, .never, .none),
            (["TERM": "screen", "COLORTERM": "truecolor", "STY": "1.tty"], true, .auto, .ansi256),
            (
                ["TERM": "screen", "COLORTERM": "truecolor", "STY": "1.tty", "TMUX": "/tmp/x"],
                true,
                .auto, .trueColour
            ),
        ] as [([String: String], Bool, ColourDepth.Choice, ColourDepth)])
    func findsTheColours(
        environment: [String: String], isTerminal: Bool, choice: ColourDepth.Choice,
        depth: ColourDepth
    ) {
        #expect(
            ColourDepth.detect(choice, environment: environment, isTerminal: isTerminal) == depth)
    }

    @Test func findsTheBackground() {
        #expect(Background(environment: [:]) == nil)
        #expect(Background(environment: ["COLORFGBG": "15;0"]) == .dark)
        #expect(Background(environment: ["COLORFGBG": "0;default;15"]) == .light)
        #expect(Background(environment: ["COLORFGBG": "0;7"]) == .light)
    }

    @Test(arguments: [
        ("rgb:ffff/ffff/ffff", Background.light), ("rgb:0000/0000/0000", .dark),
        ("rgb:fd/f6/e3", .light), ("rgb:00/2b/36", .dark), ("rgba:f/f/f/8", .light),
        ("rgb:1e1e/1e1e/1e1e", .dark), ("rgb:ffff/ffff", nil), ("rgb:fffff/0/0", nil),
        ("rgb:-1/0/0", nil), ("#ffffff", nil), ("", nil), ("rgb:", nil), ("cmyk:f/f/f", nil),
    ])
    func readsWhatATerminalAnswers(specification: String, background: Background?) {
        #expect(Background(specification: specification) == background)
    }

    @Test func themesHaveNamesOfTheirOwn() {
        #expect(Set(Theme.all.map(\.name)).count == Theme.all.count)
        for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
        #expect(Theme.named("rainbow") == nil)
        #expect(Theme.named("viridis-light")?.background == .light)
    }
}
