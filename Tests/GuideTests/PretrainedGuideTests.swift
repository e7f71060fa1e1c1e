import Checkpoints
import Decoding
import ReferenceCases
import Tensors
import Testing
import Tracing

@testable import Guide

/// What is said of models of every family, and what can be changed in them.
@Suite(.disabled(if: References.areMissing, "the reference cases are not here"))
struct PretrainedGuideTests {
    static let families = [
        "bert", "bert_legacy", "distilbert", "roberta", "gpt2", "llama", "llama3", "marian", "bart",
        "t5",
        "t5_gated",
    ]

    private func reading(_ family: String) throws -> Reading {
        try SentenceModels.load(named: References.path("\(family)/checkpoint"))
            .read("The animal is tired")
    }

    /// Every event is told by its role in the model, not by its op alone.
    @Test(arguments: families)
    func everyEventHasWordsOfItsOwn(family: String) throws {
        let trace = try reading(family).trace
        for event in trace.events {
            let words = StepWords(of: event.id, in: trace)
            for text in [words.title, words.what, words.why, words.formula, words.shapeNote] {
                #expect(!text.isEmpty && !text.contains("{"), "\(event.path): \(text)")
            }
            #expect(words.title.count <= 60, "\(event.path): \(words.title)")
            #expect(words.what.count <= 330 && words.why.count <= 330, "\(event.path)")
            let plain = OpWords.phrase(for: event.op)
            #expect(words.what != plain.what, "\(event.path)")
        }
    }

    /// T5 and Llama add no learned vectors; the others do.
    @Test(arguments: families)
    func aBiasIsToldWhereThereIsOne(family: String) throws {
        let trace = try reading(family).trace
        let steps = trace.events.filter { event in
            ["attention.query", ".projection", ".first_linear", ".second_linear"].contains {
                event.path.hasSuffix($0)
            }
        }
        #expect(!steps.isEmpty)
        for event in steps {
            let words = StepWords(of: event.id, in: trace)
            let symbols = words.symbols.map(\.letter).joined(separator: " ")
            let hasBias = event.inputs.count > 2
            #expect(words.formula.contains(" + b_") == hasBias, "\(event.path)")
            #expect(symbols.contains("b_") == hasBias, "\(event.path)")
            #expect(hasBias || !words.what.contains("vector is added"), "\(event.path)")
        }
    }

    /// Models that read a text and translate nothing are not told as if they did.
    @Test(arguments: families.filter { !["marian", "bart", "t5", "t5_gated"].contains($0) })
    func noWordIsOfATranslation(family: String) throws {
        let trace = try reading(family).trace
        func check(_ text: String, _ path: String) {
            for word in ["transl", "source", "target", "<eos>", "<sos>", "language"] {
                #expect(!text.contains(word), "\(path): \(text)")
            }
        }
        for event in trace.events {
            let words = StepWords(of: event.id, in: trace)
            check(words.title + words.what + words.why + words.formula, event.path)
            for symbol in words.symbols { check(symbol.meaning, event.path) }
        }
        for block in Outline(of: trace).blocks {
            let words = BlockWords(block.path, in: trace)
            #expect(words.title != block.path)
            #expect(words.title.count <= 60)
            check(words.title + words.text, block.path)
        }
    }

    /// What T5 or BART writes need not be a translation, and begins and ends with tokens of its own.
    @Test(arguments: ["marian", "bart", "t5", "t5_gated"])
    func whatIsWrittenIsCalledAnAnswer(family: String) throws {
        let trace = try reading(family).trace
        let notices = Notices(in: trace)
        var all = ""
        func check(_ text: String, _ path: String) {
            for word in ["transl", "<eos>", "<sos>", "language"] {
                #expect(!text.contains(word), "\(path): \(text)")
            }
            all += text
        }
        for event in trace.events {
            let words = StepWords(of: event.id, in: trace)
            check(words.title + words.what + words.why + words.formula, event.path)
            for symbol in words.symbols { check(symbol.meaning, event.path) }
            for notice in notices.about(event.id, at: Place(row: 1)) {
                check(notice.text, event.path)
            }
        }
        for block in Outline(of: trace).blocks {
            let words = BlockWords(block.path, in: trace)
            check(words.title + words.text, block.path)
        }
        #expect(all.contains("Each word of the answer"))
        // Row 1 reads token 1 and writes token 2.
        let labels = try #require(trace["target.ids"]?.axes.last?.labels)
        let weights = try #require(trace["decoder.0.cross_attention.weights"])
        let told = notices.about(weights.event.id, at: Place(head: 0, row: 1)).map(\.text)
        #expect(told.contains { $0.contains("What comes next in the answer is") })
        #expect(told.contains { $0.contains(labels[2]) }, "\(told) \(labels)")
    }

    /// A head's share of the projection, whichever way round the matrix is written.
    @Test(arguments: families)
    func theLongestContributionIsThatOfTheHead(family: String) throws {
        let trace = try reading(family).trace
        let place = trace["encoder.0.self_attention.projection"] == nil ? "decoder" : "encoder"
        let path = "\(place).0.self_attention."
        let projection = try #require(trace[path + "projection"])
        let heads = try #require(trace[path + "head_output"]).event.axes[0].size
        let told = Notices(in: trace).about(projection.event.id, at: Place(row: 1))[0].text
        // Without the others, and without the bias, that head's vector is the longest.
        let product = try #require(projection.event.op as? MatrixProduct)
        let concat = trace.value(of: projection.event.inputs[0])
        let weight = trace.value(of: projection.event.inputs[1])
        let width = concat.shape[1] / heads
        let lengths = (0..<heads).map { head in
            let alone = Tensor(
                (0..<concat.shape[1]).map { $0 / width == head ? concat[1, $0] : 0 },
                shape: [1, concat.shape[1]])
            return product.forward([alone, weight]).elements.reduce(0) { $0 + $1 * $1 }
        }
        let longest = try #require(lengths.indices.max { lengths[$0] < lengths[$1] })
        #expect(told.contains("comes from head \(longest): "), "\(told) \(lengths)")
    }

    /// What is said at any place ends, whatever the sizes of the model.
    @Test(arguments: families)
    func everyPlaceHasNotices(family: String) throws {
        let trace = try reading(family).trace
        let notices = Notices(in: trace)
        for event in trace.events {
            for place in [Place(), Place(head: 1, row: 1)] {
                for notice in notices.about(event.id, at: place) {
                    #expect(notice.text.last == ".", "\(event.path): \(notice.text)")
                    #expect(!notice.text.lowercased().contains("nan"), "\(notice.text)")
                }
            }
        }
    }

    /// Number 0 is the padding, the start, or a mark: only in heed's own models is it no word.
    @Test(arguments: families)
    func noTokenIsCalledUnknownForItsNumber(family: String) throws {
        let trace = try reading(family).trace
        let notices = Notices(in: trace)
        for path in ["source.ids", "target.ids"] {
            guard let ids = trace[path] else { continue }
            for notice in notices.about(ids.event.id, at: Place()) {
                #expect(!notice.text.contains("not in the vocabulary"), "\(notice.text)")
            }
        }
    }

    /// Every switch that is offered changes the computation, as a run with the same edits does.
    @Test(arguments: families)
    func everySwitchActs(family: String) throws {
        let trace = try reading(family).trace
        let switches = WhatIf.switches(of: trace).filter { $0 != .normsBefore }
        #expect(switches.contains(.positionsOff(.both)))
        #expect(switches.contains { if case .headOff = $0 { true } else { false } })
        for change in switches {
            let changed = try Changes([change]).replaying(trace)
            let moved = changed.recomputed.contains {
                trace.value(of: $0) != changed.trace.value(of: $0)
            }
            #expect(moved, "\(change.name)")
        }
    }

    /// Words that change places are the words of another sentence.
    @Test(arguments: ["bert", "gpt2"])
    func swappedWordsAreAnotherSentence(family: String) throws {
        let model = try SentenceModels.load(named: References.path("\(family)/checkpoint"))
        let original = try model.read("the cat")
        let words = original.tokens.indices.filter { !original.tokens[$0].isSpecial }
        let changed = try Changes([.swap(words[0], words[1])]).replaying(original.trace).trace
        var ids = original.tokens.map(\.id)
        ids.swapAt(words[0], words[1])
        #expect(changed["source.ids"]?.value.elements == ids.map(Float.init))
        let weights = try #require(changed.events.last { $0.path.hasSuffix("weights") })
        var labels = original.tokens.map(\.label)
        labels.swapAt(words[0], words[1])
        #expect(weights.axes[1].labels == labels)
        #expect(throws: WhatIfError.noPosition(99, positions: ids.count)) {
            try Changes([.swap(0, 99)]).replaying(original.trace)
        }
        let turned = WhatIf.reversed(original.tokens.map { !$0.isSpecial })
        let back = try Changes([turned, turned]).replaying(original.trace).trace
        #expect(back["logits"]?.value == original.trace["logits"]?.value)
    }
}
