import Testing

@testable import Drawing

struct ModelMapTests {
    /// An encoder-decoder in the midst of its computation.
    static func map(layers: Int = 2, here: Int = 9) -> ModelMap {
        typealias Block = ModelMap.Block
        var blocks: [Block] = []
        for stack in ModelMap.Stack.allCases {
            blocks += [
                Block("embedding", stack: stack),
                Block("positional encoding", short: "position", stack: stack),
            ]
            for layer in 0..<layers {
                func part(_ title: String, _ short: String, reads: Bool = false) -> Block {
                    Block(
                        title, short: short, stack: stack, layer: layer, hasResidual: true,
                        readsEncoder: reads)
                }
                blocks.append(part("self-attention", "self"))
                if stack == .decoder {
                    blocks.append(part("cross-attention", "cross", reads: true))
                }
                blocks.append(part("feed forward", "feed fwd"))
            }
        }
        blocks += [
            Block("logits", stack: .decoder),
            Block("probabilities", short: "probs", stack: .decoder),
        ]
        for index in blocks.indices {
            blocks[index].state = index < here ? .done : index == here ? .here : .ahead
        }
        return ModelMap(blocks)
    }

    private static func only(_ stack: ModelMap.Stack) -> ModelMap {
        ModelMap(map().blocks.filter { $0.stack == stack })
    }

    private static let maps = [
        map(), map(layers: 6, here: 25), map(layers: 0), only(.encoder), only(.decoder),
        ModelMap([]),
    ]
    private static let places = [(1, 1), (12, 4), (30, 12), (30, 40), (78, 22), (150, 60)]

    @Test func keepsToItsPlace() {
        for map in Self.maps {
            for (width, height) in Self.places {
                let surface = map.surface(width: width, height: height, depth: .none)
                #expect(surface.width <= width && surface.height <= height)
                #expect(map.surface(width: width, depth: .none).width <= width)
            }
        }
    }

    @Test func thePlaceOfABlockLeadsBackToIt() throws {
        for map in Self.maps {
            for (width, height) in Self.places.dropFirst() {
                let layout = map.layout(width: width, height: height)
                for index in map.blocks.indices {
                    guard let frame = layout.frame(of: index) else { continue }
                    let last = frame.row + frame.height - 1
                    let found = try #require(
                        layout.block(column: frame.column + frame.width - 1, row: last))
                    #expect(layout.frame(of: found) == frame)
                    #expect(map.blocks[found].layer == map.blocks[index].layer)
                    if layout.form != .folded { #expect(found == index) }
                }
                #expect(layout.block(column: 0, row: 0) == nil)
                #expect(layout.block(column: width, row: 3) == nil)
            }
        }
    }

    @Test func alwaysShowsWhereWeAre() throws {
        for here in Self.map(layers: 6).blocks.indices {
            let map = Self.map(layers: 6, here: here)
            for (width, height) in [(30, 8), (40, 14), (78, 22)] {
                let layout = map.layout(width: width, height: height)
                let frame = try #require(layout.frame(of: here))
                let surface = map.surface(width: width, height: height, depth: .none)
                let signs = (0..<surface.height).flatMap { row in
                    (0..<surface.width).filter { surface[$0, row].text == "»" }.map { ($0, row) }
                }
                #expect(signs.count == 1)
                #expect(signs.allSatisfy { frame.contains(column: $0.0, row: $0.1) })
            }
        }
    }

    /// Every cross-attention has an arrow, also where it is folded away; none without an encoder.
    @Test func theEncoderIsRead() {
        func arrows(_ map: ModelMap, _ width: Int, _ height: Int) -> Int {
            let surface = map.surface(width: width, height: height, depth: .none)
            return (0..<surface.height).reduce(0) {
                $0 + surface.row($1).count { $0.text == "▸" }
            }
        }
        #expect(arrows(Self.map(), 78, 60) == 2)
        #expect(arrows(Self.map(), 30, 22) == 2)
        #expect(arrows(Self.map(layers: 6), 78, 22) == 6)
        #expect(arrows(Self.only(.decoder), 78, 22) == 0)
    }

    @Test func boxesWhereTheyFit() {
        #expect(Self.map().layout(width: 78, height: 60).form == .boxes)
        #expect(Self.map().layout(width: 78, height: 22).form == .open)
        #expect(Self.map().layout(width: 30, height: 15).form == .tight)
        #expect(Self.map(layers: 6).layout(width: 78, height: 22).form == .folded)
    }
}

struct BreadcrumbTests {
    private let steps = ["encoder", "layer 1", "self-attention", "weights"]

    private func text(_ width: Int) -> String {
        Breadcrumb(steps).surface(width: width, depth: .none).row(0).map(\.text).joined()
            .padded(to: width)
    }

    @Test(arguments: [
        (46, "encoder › layer 1 › self-attention › weights"),
        (40, "… › layer 1 › self-attention › weights"),
        (30, "… › self-attention › weights"), (12, "… › weights"), (8, "weights"), (4, "wei…"),
    ])
    func theBeginningGivesWay(width: Int, shown: String) {
        #expect(text(width) == shown.padded(to: width))
    }

    @Test func aClickFindsItsStep() {
        let crumb = Breadcrumb(steps)
        #expect(crumb.step(column: 0, width: 46) == 0)
        #expect(crumb.step(column: 8, width: 46) == nil)
        #expect(crumb.step(column: 10, width: 46) == 1)
        #expect(crumb.step(column: 4, width: 30) == 2)
        #expect(crumb.step(column: 29, width: 30) == nil)
        #expect(Breadcrumb([]).surface(width: 10, depth: .none).height == 0)
    }
}
