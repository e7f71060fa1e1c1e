import Guide
import Tensors
import Testing
import Tracing

@Suite struct WordsTests {
    /// Every text of an event, with a name for messages.
    private func texts(_ words: StepWords) -> [(name: String, text: String)] {
        [("title", words.title), ("what", words.what), ("why", words.why)]
            + [("formula", words.formula), ("shape", words.shapeNote)]
            + words.symbols.map { ("letter", $0.letter) }
            + words.symbols.map { ("meaning", $0.meaning) }
    }

    private func sentences(in text: String) -> Int {
        text.split(separator: " ").count { ".?!".contains($0.last ?? " ") }
    }

    /// Latin and Greek letters, ASCII, and the signs of mathematics.
    private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value) || "·√ᵀΣ≤".unicodeScalars.contains(scalar)
            || (0xA1...0x24F).contains(scalar.value) || (0x370...0x3FF).contains(scalar.value)
    }

    private func check(_ trace: Trace) {
        for event in trace.events {
            let words = StepWords(of: event.id, in: trace)
            for (name, text) in texts(words) {
                #expect(!text.isEmpty, "\(event.path): \(name)")
                #expect(text.unicodeScalars.allSatisfy(isPlain), "\(event.path): \(text)")
                #expect(!text.contains("{") && !text.contains("  b"), "\(event.path): \(text)")
            }
            #expect(words.title.count <= 60, "\(event.path): \(words.title)")
            for text in [words.what, words.why] {
                #expect((1...3).contains(sentences(in: text)), "\(event.path): \(text)")
                #expect(text.count <= 330, "\(event.path): \(text.count) characters")
                #expect(text.last == ".", "\(event.path): \(text)")
            }
            #expect(words.shapeNote.count <= 120, "\(event.path): \(words.shapeNote)")
        }
    }

    @Test(arguments: WordsTraces.sentences)
    func everyEventHasWords(sentence: String) throws {
        check(try WordsTraces.trace(of: sentence))
    }

    @Test func everyGradientHasWords() throws {
        check(try WordsTraces.traceWithGradients(of: "I love you"))
    }

    @Test func theLettersOfAGradientsFormulaAreItsInputs() throws {
        let trace = try WordsTraces.traceWithGradients(of: "I love you")
        func letters(_ path: String) throws -> [String] {
            let id = try #require(trace.events.first { $0.path == path }).id
            return StepWords(of: id, in: trace).symbols.map { "\($0.letter): \($0.meaning)" }
        }
        let block = "encoder.0.self_attention"
        #expect(
            try letters("gradient.\(block).masked") == [
                "g: the gradient of the weights",
                "y: the weights of the self-attention of encoder layer 0",
            ])
        #expect(
            try letters("gradient.\(block).weights") == [
                "a: the gradient of the head output",
                "b: the values by head of the self-attention of encoder layer 0",
            ])
        #expect(
            try letters("gradient.encoder.0.feed_forward.first_linear") == [
                "g: the gradient of the ReLU",
                "x: the first linear of the feed forward of encoder layer 0",
            ])
        #expect(try letters("gradient.\(block).scores") == ["x: the gradient of the scaled scores"])
    }

    /// The path without the number of the layer: what kind of event it is.
    private func kind(_ path: String) -> String {
        path.split(separator: ".").filter { Int($0) == nil }.joined(separator: ".")
    }

    /// The layer norm is the same thing wherever it stands; its words name the place.
    @Test func noTwoKindsOfEventsShareTheirWords() throws {
        let trace = try WordsTraces.traceWithGradients(of: "I love you")
        var kinds: [String: String] = [:]
        for event in trace.events {
            let words = StepWords(of: event.id, in: trace)
            // A layer's number is the only thing that events of one kind may differ in.
            let text = (words.title + words.what + words.why).filter { !$0.isNumber }
            let kind = kind(event.path)
            if let other = kinds[text], other != kind {
                let ends = Set([kind, other].map { $0.split(separator: ".").suffix(2) })
                #expect(ends.count == 1, "\(kind) has the words of \(other): \(words.title)")
            }
            kinds[text] = kind
        }
    }

    @Test func theThreeAttentionsSpeakOfTheirOwnRole() throws {
        let trace = try WordsTraces.trace(of: "I love you")
        let parts = [
            "query", "key", "value", "scores", "mask", "masked", "weights", "head_output",
            "residual",
        ]
        for part in parts {
            let words = try ["encoder.0.self", "decoder.0.self", "decoder.0.cross"].map {
                StepWords(of: try #require(trace["\($0)_attention.\(part)"]).event.id, in: trace)
            }
            #expect(Set(words.map(\.title)).count == 3, "\(part)")
            #expect(Set(words.map(\.what)).count == 3, "\(part)")
            #expect(Set(words.map(\.why)).count == 3, "\(part)")
        }
    }

    @Test func theSizesAreThoseOfTheTrace() throws {
        let trace = try WordsTraces.trace(of: "I love you")
        func words(_ path: String) throws -> StepWords {
            StepWords(of: try #require(trace[path]).event.id, in: trace)
        }
        let scaled = try words("encoder.1.self_attention.scaled")
        #expect(
            scaled.what
                == "Every score of the self-attention of encoder layer 1 is divided by √16 = 4.")
        #expect(
            scaled.shapeNote
                == "head 4 x query 4 x key 4: for each of the 4 heads, a row of 4 keys for each of the 4 queries."
        )
        #expect(
            try words("encoder.0.embedding.scaled".replacing("0.", with: "")).what.contains(
                "√64 = 8."))
        #expect(
            try words("encoder.0.self_attention.query").what.contains("the positional encoding"))
        #expect(
            try words("encoder.1.self_attention.query").what.contains("the feed forward of layer 0")
        )
        #expect(
            try words("decoder.0.cross_attention.query").what.contains(
                "the self-attention of this layer"))
        #expect(
            try words("decoder.0.cross_attention.key").what.contains(
                "the last layer of the encoder"))
    }

    /// The words of the op are for models that nobody foresaw; the bundled one needs none of them.
    @Test func everyEventOfTheModelHasWordsOfItsOwn() throws {
        let trace = try WordsTraces.trace(of: "I love you")
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        for event in trace.events {
            tracer.emit(
                event.op, event.inputs.map { trace[$0] }, at: "x.\(event.id)", axes: event.axes)
        }
        for event in trace.events {
            let own = StepWords(of: event.id, in: trace)
            #expect(own.what != StepWords(of: event.id, in: recorder.trace).what, "\(event.path)")
        }
    }

    /// Words for models that nobody foresaw come from the op.
    @Test func anUnknownEventIsToldByItsOp() throws {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        let numbers = tracer.emit(
            Constant(.init([1, 2])), [], at: "somewhere.else", axes: [Axis("thing", size: 2)])
        tracer.emit(Softmax(axis: "thing"), [numbers], at: "somewhere.new")
        tracer.emit(Unheard(), [numbers], at: "somewhere.newer")
        check(recorder.trace)
        #expect(
            StepWords(of: 1, in: recorder.trace).title == "Softmax: each row becomes shares of 1")
        let unheard = StepWords(of: 2, in: recorder.trace)
        #expect(unheard.title == "Unheard: one step of the computation")
        #expect(unheard.formula == "y = x")
        #expect(BlockWords("somewhere", in: recorder.trace).title == "somewhere")
    }

    /// A trace of one op on a path that has words which speak of what is not there.
    @Test func wordsThatTheTraceCannotFillFallBackToTheOp() throws {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        tracer.emit(
            Constant(.init([1, 2])), [], at: "x.0.self_attention.scaled",
            axes: [Axis("thing", size: 2)])
        #expect(StepWords(of: 0, in: recorder.trace).title.hasPrefix("Constant"))
    }

    @Test func everyBlockHasWords() throws {
        let trace = try WordsTraces.traceWithGradients(of: "I love you")
        let blocks = Outline(of: trace).blocks.map(\.path)
        for path in blocks {
            let words = BlockWords(path, in: trace)
            #expect(words.title != path)
            #expect(words.title.count <= 60)
            #expect((2...4).contains(sentences(in: words.text)), "\(path): \(words.text)")
            #expect(!words.text.contains("{"))
            #expect(words.text.unicodeScalars.allSatisfy(isPlain))
        }
        let forward = blocks.filter { !$0.hasPrefix("gradient") && !$0.hasPrefix("loss") }
        let texts = Set(forward.map { BlockWords($0, in: trace).text })
        // Layers 0 and 1 of each part share a text.
        #expect(texts.count == forward.count - 5)
    }
}

/// An op that no table knows.
private struct Unheard: Op {
    var name: String { "unheard" }
    var formula: String { "y = x" }

    func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }
    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0] }
    func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        Derivation(terms: [], combined: inputs[0][cell])
    }
}
