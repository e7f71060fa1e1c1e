import Drawing
import Tensors
import Testing
import Tracing

@testable import TerminalApp

private let tired = "The animal didn't cross the street because it was too tired"

@Suite struct WalkTests {
    @Test func steppingOnVisitsEveryStepAndBackAgain() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.press(.enter)
        var visited = [play.walk.event.id]
        for _ in play.walk.outline.steps.dropFirst() {
            play.press(.right)
            visited.append(play.walk.event.id)
        }
        #expect(visited == play.walk.outline.steps)
        play.press(.right)
        #expect(play.walk.event.id == visited.last)
        for step in visited.reversed() {
            #expect(play.walk.event.id == step)
            play.press(.left)
        }
    }

    @Test func theChosenWordStaysChosenFromStepToStep() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.0.self_attention.scores")
        play.press(.enter, .down)
        let axes = play.walk.event.axes
        #expect(axes[1].labels?[play.walk.gaze.cell.index[1]] == "was")
        play.type(":encoder.1.feed_forward.relu")
        play.press(.enter)
        #expect(
            play.walk.gaze.cell.index[0] == play.walk.event.axes[0].labels?.firstIndex(of: "was"))
    }

    @Test func theHeadIsChosenWithBrackets() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.0.self_attention.scores[head=0]")
        play.press(.enter)
        play.type("]]]")
        #expect(play.walk.gaze.cell.index[0] == 3)
        play.type("]")
        #expect(play.walk.gaze.cell.index[0] == 0)
    }

    @Test func theGridShowsTheHeadsOfAllLayersAndEnlargesOne() throws {
        for (width, height) in [(80, 24), (200, 60)] {
            var play = try Screenplay(tired, width: width, height: height)
            play.type(":encoder.0.self_attention.weights[head=3]")
            play.press(.enter)
            while play.walk.picture != .heads { play.type("v") }
            for layer in 0..<2 {
                for head in 0..<4 { #expect(play.screen.contains("layer \(layer) head \(head)")) }
            }
            play.type("]")
            #expect(play.walk.event.path == "encoder.1.self_attention.weights")
            #expect(play.screen.contains("layer 1 head 0 ◂"))
            play.type("[[")
            #expect(play.screen.contains("layer 0 head 2 ◂"))
            play.press(.enter)
            #expect(play.walk.picture == .equation && play.walk.depth == .steps)
            #expect(play.walk.event.path == "encoder.0.self_attention.weights")
            #expect(play.walk.gaze.cell.index[0] == 2)
        }
    }

    @Test func aLargeMapShowsThePictureOfEachBlock() throws {
        var play = try Screenplay(tired, width: 200, height: 60)
        let blocks = play.walk.outline.blocks.map(\.path)
        var screens: [String: String] = [:]
        for block in blocks {
            screens[block] = play.screen
            play.press(.right)
        }
        #expect(
            blocks.filter { screens[$0]?.contains("head 3") == true }
                == blocks.filter { $0.hasSuffix("attention") })
        for (block, sign) in [
            ("source", "number in the vocabulary"), ("encoder.positional_encoding", "encoding.sum"),
            ("decoder.1.feed_forward", "layer_norm.output"), ("logits", "the other 339 together"),
        ] {
            #expect(screens[block]?.contains(sign) == true, "\(block)")
        }
    }

    @Test func theSentenceSaysWhichWordOfTheOtherLanguageAsks() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":decoder.0.cross_attention.weights[head=1]")
        play.press(.enter)
        while play.walk.picture != .sentence { play.type("v") }
        play.press(.down)
        let word = play.walk.event.axes[1].name(of: play.walk.gaze.cell.index[1])
        #expect(play.screen.contains("\n\(word) → "))
    }

    @Test func theNumbersThatWereAddedAreInSight() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        for path in ["encoder.0.self_attention.residual", "logits"] {
            play.type(":\(path)")
            play.press(.enter, .enter, .end, .escape)
            let scene = Scene(of: play.walk.gaze.cell, in: play.walk.trace)
            let layout = StageView(walk: play.walk).equation
                .layout(width: 80, height: 12, depth: .ansi256)
            let column = try #require(play.walk.gaze.cell.index.last)
            for (operand, part) in scene.parts.enumerated() where part.title != "layer_norm.output"
            {
                let row = part.title.hasSuffix("bias") ? 0 : play.walk.gaze.cell.index[0]
                let cell = Matrix.Cell(row: part.isTransposed ? 0 : row, column: column)
                #expect(layout.frame(of: cell, inOperand: operand) != nil, "\(part.title)")
            }
        }
    }

    @Test func aMaskIsReadAsNumbers() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":decoder.0.self_attention.mask")
        play.press(.enter)
        #expect(play.screen.contains("animale      0    0    0 -inf -inf"))
    }

    @Test func everyChangeOfThePictureIsSaid() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.press(.enter)
        for key in "mmm##oo..c+-v" {
            play.type(String(key))
            #expect(play.walk.message != nil, "\(key)")
        }
    }

    @Test func aCellCanBeGoneTo() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.weights[head=0, query=it, key=street]")
        play.press(.enter)
        #expect(
            CellName.short(play.walk.gaze.cell, in: play.walk.trace)
                == "encoder.1.self_attention.weights[head 0, it, street]")
        play.type(":nowhere.at.all")
        play.press(.enter)
        #expect(play.walk.prompt?.error != nil)
    }

    @Test func tabCompletesANameAndAPartIsEnough() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":logi")
        play.press(.tab, .enter)
        #expect(play.walk.event.path.hasPrefix("logits"))
        play.type(":cross_attention.scaled")
        play.press(.enter)
        #expect(play.walk.event.path == "decoder.0.cross_attention.scaled")
    }

    @Test func aNumberCanBeFollowedAndTheTrailLeadsBack() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.masked[head=0, query=it, key=animal]")
        play.press(.enter)
        let start = play.walk.gaze.cell
        play.press(.character("f"), .enter)
        #expect(play.walk.event.path == "encoder.1.self_attention.scaled")
        play.press(.enter)
        #expect(play.walk.event.path == "encoder.1.self_attention.scores")
        play.press(.backspace, .backspace)
        #expect(play.walk.gaze.cell == start)
    }

    @Test func aTermCanBeOpenedDownToWhatWasLearned() throws {
        var play = try Screenplay(tired, width: 80, height: 40)
        play.type(":encoder.0.self_attention.query[query=it, feature=3]")
        play.press(.enter, .character("f"))
        let closed = (play.walk.panel?.rows ?? []).count
        play.press(.right)
        #expect((play.walk.panel?.rows ?? []).count == closed + 2)
        play.press(.left)
        #expect((play.walk.panel?.rows ?? []).count == closed)
    }

    @Test func escapeLeadsOutFromEverywhere() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.press(.enter, .enter, .enter)
        #expect(play.walk.panel != nil)
        play.press(.escape)
        #expect(play.walk.panel == nil && play.walk.depth == .cells)
        play.press(.escape, .escape, .escape)
        #expect(play.walk.depth == .blocks && !play.walk.isFinished)
        play.type("q")
        #expect(play.walk.isFinished)
    }

    @Test func playingStepsOnAndStopsAtTheEnd() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        #expect(play.walk.pace == nil)
        play.press(.enter, .character("a"))
        #expect(play.walk.pace != nil)
        for _ in 0...play.walk.outline.steps.count { play.walk.update(.tick) }
        #expect(play.walk.event.path == "probabilities")
        #expect(play.walk.pace == nil)
    }

    @Test func anotherSentenceKeepsTheStep() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.weights")
        play.press(.enter)
        play.type("/I love you very much")
        play.press(.enter)
        #expect(play.walk.event.path == "encoder.1.self_attention.weights")
        #expect(play.walk.event.axes[1].size == 6)
        play.type("/")
        play.press(.enter)
        #expect(play.walk.prompt?.error?.contains("empty") == true)
    }

    @Test func thePictureIsSavedInTheFormOfItsEnding() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.1.self_attention.weights")
        play.press(.enter, .character("s"), .enter)
        let svg = play.files.contents["heed-encoder.1.self_attention.weights.svg"]
        #expect(svg?.hasPrefix("<svg") == true)
        play.press(.character("s"), .control("u"))
        play.type("map.txt")
        play.press(.enter)
        #expect(play.files.contents["map.txt"]?.contains("animal") == true)
        play.press(.character("s"), .control("u"))
        play.type("map.png")
        play.press(.enter)
        #expect(play.walk.prompt?.error?.contains(".svg") == true)
    }

    @Test func sortedColumnsAreWalkedFromTheLargestDown() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        play.type(":encoder.0.self_attention.weights[head=1, query=tired, key=The]")
        play.press(.enter, .enter, .character("o"))
        for _ in 0..<12 { play.press(.left) }
        var values: [Float] = []
        for _ in 0..<12 {
            values.append(play.walk.trace.value(of: play.walk.event.id)[play.walk.gaze.cell.index])
            play.press(.right)
        }
        #expect(values == values.sorted(by: >) && values.count == 12)
    }

    @Test func aPressOnACellLooksAtIt() throws {
        var play = try Screenplay(tired, width: 160, height: 48)
        play.type(":encoder.1.self_attention.scores[head=0, query=it, key=animal]")
        play.press(.enter)
        let stage = Regions(of: play.walk, in: play.place).stage
        let layout = StageView(walk: play.walk).equation.layout(
            width: stage.width, height: stage.height, depth: .none)
        let place = try #require(layout.frame(of: Matrix.Cell(row: 2, column: 5), inOperand: 2))
        play.walk.update(
            .input(
                .mouse(
                    Mouse(
                        .press, column: stage.column + place.column, row: stage.row + place.row))))
        #expect(play.walk.gaze.cell.index == [0, 2, 5])
        #expect(play.walk.trail.count == 1)
    }

    @Test func aPressOnTheMapGoesThere() throws {
        var play = try Screenplay(tired, width: 80, height: 24)
        let frame = Regions(of: play.walk, in: play.place).map
        let layout = play.walk.map.layout(width: frame.width, height: frame.height)
        let place = try #require(layout.frame(of: 6))
        play.walk.update(
            .input(
                .mouse(
                    Mouse(
                        .press, column: frame.column + place.column, row: frame.row + place.row))))
        #expect(play.walk.block == 6)
    }

    @Test func aParameterIsWhereItBegins() throws {
        var play = try Screenplay("I love you very much", width: 80, height: 24)
        play.type(":encoder.0.self_attention.query.weight")
        play.press(.enter, .character("f"))
        #expect(play.screen.contains("here it begins: learned in training"))
    }

    /// Where the cells stand depends on how many colours there are.
    @Test(arguments: [ColourDepth.ansi16, .ansi256, .trueColour])
    func aPressFindsItsCell(depth: ColourDepth) throws {
        var play = try Screenplay(
            "The animal didn't cross the street because it was too tired", width: 80, height: 24)
        play.type(":decoder.0.self_attention.query")
        play.press(.enter)
        let place = Place(width: 80, height: 24, depth: depth)
        play.walk.fit(place)
        let stage = Regions(of: play.walk, in: place).stage
        let layout = StageView(walk: play.walk).equation.layout(
            width: stage.width, height: stage.height, depth: depth)
        // The learned matrix, whose rows have no words and so may stand two in a line.
        let wanted = Matrix.Cell(row: 4, column: play.walk.gaze.cell.index[1])
        let cell = try #require(layout.frame(of: wanted, inOperand: 1))
        play.walk.update(
            .input(
                .mouse(
                    Mouse(.press, column: stage.column + cell.column, row: stage.row + cell.row))))
        #expect(play.walk.event.path == "decoder.0.self_attention.query.weight")
        #expect(play.walk.gaze.cell.index == [wanted.row, wanted.column])
    }

    /// Whatever is pressed in whatever window, the screen has the window's size.
    @Test(arguments: [1, 2, 3]) func anyKeysInAnyWindow(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var play = try Screenplay("I love you very much", width: 80, height: 24)
        let keys = KeyMap.entries.filter { $0.command != .quit }.flatMap(\.keys)
        for _ in 0..<150 {
            play.press(keys.randomElement(using: &random) ?? .enter)
            let place = Place(
                width: .random(in: 0...120, using: &random),
                height: .random(in: 0...50, using: &random),
                depth: ColourDepth.allCases.randomElement(using: &random) ?? .none)
            play.walk.update(.input(.resized(columns: place.width, rows: place.height)))
            let screen = play.walk.view(place)
            #expect(screen.width == place.width && screen.height == place.height)
        }
    }
}
