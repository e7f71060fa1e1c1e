import Tensors
import Testing

@testable import Tracing

struct SelectorTests {
    private let events = SampleModel.run().events

    private func names(_ text: String) throws -> [String] {
        try Selector(text).resolve(in: events).map(\.name)
    }

    private func message(_ text: String) -> String {
        do {
            _ = try Selector(text).resolveCell(in: events)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func globsMatchPartsOfPaths() throws {
        #expect(try names("encoder.*.self_attention.weights").count == 2)
        #expect(try names("**.weights").count == 4)
        #expect(try names("**").count == events.count)
        #expect(try names("encoder.0.**.output").count == 2)
        #expect(
            try names("*.embedding.sc*d") == [
                "encoder.embedding.scaled", "decoder.embedding.scaled",
            ])
        #expect(try names("logits") == ["logits"])
        #expect(throws: SelectorError.self) { try names("encoder.self_attention.weights") }
    }

    @Test func axesAreFixedByIndexAndByLabel() throws {
        let cell = try Selector(
            "encoder.1.self_attention.weights[head=1, query=is, key=cat#2]"
        ).resolveCell(in: events)
        #expect(cell.index == [1, 2, 4])
        #expect(events[cell.event].path == "encoder.1.self_attention.weights")
        let quoted = "encoder.1.self_attention.weights[head=0,query=\"<eos>\",key=\"cat\"#1]"
        #expect(try Selector(quoted).resolveCell(in: events).index == [0, 5, 1])
        #expect(
            try Selector("**.1.**.weights[head=0,query=your,key=4]").resolveCell(in: events).index
                == [0, 0, 4])
    }

    /// `river` is one piece where it stands alone, and two behind a piece for the space; `ri` is known to
    /// the vocabulary, `bank` is not.
    @Test func aWordInPiecesNamesItsLastPiece() throws {
        let labels = ["ri", "The", "ri", "##ver", "bank*", "␣", "##ri", "##ver", "##s"]
        let axis = Axis("position", labels: labels)
        func place(_ word: String, _ occurrence: Int? = nil) throws -> Int {
            try axis.index(of: .label(word, occurrence: occurrence))
        }
        #expect(try place("river") == 3)
        #expect(try place("River") == 3)
        #expect(try place("rivers") == 8)
        #expect(try place("bank") == 4)
        #expect(try place("ri", 2) == 2, "the label of a piece goes before a word")
        #expect(throws: SelectorError.self) { try place("rive") }
        #expect(throws: SelectorError.self) { try place("ver") }
    }

    /// The wording is part of the interface.
    @Test func errorsSayWhatIsNear() {
        let weights = "encoder.1.self_attention.weights"
        #expect(
            message("encoder.1.self_attention.wieghts")
                .hasPrefix("no event 'encoder.1.self_attention.wieghts'; near it: \(weights)"))
        #expect(
            message("\(weights)[head=0, query=is, key=cat]")
                == "'cat' occurs 2 times on key; choose cat#1 or cat#2")
        #expect(
            message("\(weights)[head=0, query=is, key=dog]")
                == "no 'dog' on key; its labels are Your, cat, is, a, cat, <eos>")
        #expect(
            message("\(weights)[head=2, query=is, key=a]")
                == "head=2 is outside: head goes from 0 to 1")
        #expect(message("\(weights)[head=-1]") == "head=-1 is outside: head goes from 0 to 1")
        #expect(
            message("\(weights)[layer=0]")
                == "\(weights) has no axis 'layer'; its axes are head, query, key")
        #expect(
            message("\(weights)[head=0]")
                == "\(weights) needs one position on each axis to be a cell; add query=..., key=..."
        )
        #expect(
            message("encoder.*.self_attention.weights").hasPrefix("2 events match; choose one of "))
        #expect(
            message("\(weights)[head")
                == "the selector is not understood at column 37: expected '=' and a position, found the end"
        )
        #expect(
            message("")
                == "the selector is not understood at column 0: expected a path such as encoder.0.self_attention.weights, found the end"
        )
        #expect(
            message("logits[position=0, token=x]")
                == "token has no labels; give an index instead of 'x'")
    }

    @Test func theNameOfEveryCellFindsItAgain() throws {
        let labels = [
            "cat", "cat", "3", "a,b", "x]", "#", "cat#1", "", "say \"hi\"", "é", " lead", "a=b",
        ]
        let axes = [Axis("key", labels: labels), Axis("feature", size: 2)]
        let event = Event(id: 0, path: "p", op: Constant(Tensor([0])), inputs: [], axes: axes)
        for position in labels.indices {
            let name = Selection(event: event, cells: [position, 1]).name
            #expect(try Selector(name).resolveCell(in: [event]).index == [position, 1], "\(name)")
        }
    }

    @Test func aSliceKeepsTheOpenAxes() throws {
        let trace = SampleModel.run()
        let selection = try #require(
            try Selector("encoder.0.self_attention.weights[query=a]").resolve(in: trace.events)
                .first)
        let value = trace.value(of: selection.event.id)
        let slice = selection.slice(value)
        #expect(selection.axes.map(\.name) == ["head", "key"])
        #expect(slice.shape == [2, 6])
        #expect(slice[1, 4] == value[1, 3, 4])
    }

    /// Whatever is typed gives a selector or an error, never a crash, and what was found once stays
    /// found.
    @Test func anyTextIsUnderstoodOrRefused() {
        let nasty = [
            "[", "]", "a[", "a[]", "a[]]", "a[=]", "a[b=]", "a[b=#]", "a[b=#1]", "a[b=\"]",
            "a[b=\"\"#]",
            "a[b=c#0]", "a[b=c#99999999999999999999]", "a[b=99999999999999999999]", "a[b=1,]", "*",
            "***",
            "**.**", ".", "..", "a..b", "\u{1B}[2J", "a[\u{0}=1]", "é[ü=ß]", " a ", "a b",
            String(repeating: "*", count: 5000), String(repeating: "**.", count: 12) + "x",
            String(repeating: "[", count: 5000),
        ]
        for text in nasty { _ = try? Selector(text).resolve(in: events) }
        var numbers = SeededGenerator(seed: 13)
        let seeds =
            nasty.filter { $0.count < 40 } + [
                "encoder.*.self_attention.weights[head=0, query=it, key=cat#2]"
            ]
        let alphabet = Array("ab*.[]=,#\"0129 -é\u{1B}\u{0}")
        for _ in 0..<4000 {
            var text = Array(seeds.randomElement(using: &numbers) ?? "")
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let place = Int.random(in: 0...text.count, using: &numbers)
                if Bool.random(using: &numbers) || text.isEmpty {
                    text.insert(alphabet.randomElement(using: &numbers) ?? "a", at: place)
                } else {
                    text.remove(at: min(place, text.count - 1))
                }
            }
            guard let selector = try? Selector(String(text)) else { continue }
            #expect(!selector.path.isEmpty)
        }
    }
}
