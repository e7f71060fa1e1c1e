import Decoding
import Drawing
import Guide
import ReferenceCases
import Testing
import Tracing

@testable import TerminalApp

/// The walkthrough on models of other families, with random weights and every shape of their kind.
@Suite(.disabled(if: References.areMissing, "the reference cases are not here"))
struct PretrainedWalkTests {
    @Test(arguments: ["bert", "gpt2", "llama", "t5", "marian"])
    func everyStepCanBeSeenAndChanged(family: String) throws {
        let place = Place(width: 100, height: 30, depth: .none)
        var walk = try walk(family)
        walk.perform(.goIn)
        for _ in walk.outline.steps {
            #expect(walk.view(place).height == place.height)
            walk.perform(.stepOn)
        }
        try walk.go(to: "0.self_attention.weights")
        let all = WhatIf.Cells(Selection(event: walk.event))
        walk.attempt { $0.add(.set(all, to: 0)) }
        #expect(walk.changed != nil)
        let weights = try #require(walk.trace[walk.event.path])
        #expect(weights.value.elements.allSatisfy { $0 == 0 })
        for command in [Command.whatIf, .lenses, .ledger, .whereFrom, .whereTo, .help] {
            walk.perform(command)
            walk.refreshPanel()
            #expect(walk.view(place).height == place.height)
            walk.panel = nil
        }
    }

    private func walk(
        _ family: String, reading sentence: String = "The animal is tired"
    ) throws -> Walk {
        try walk(
            SentenceModels.load(named: References.path("\(family)/checkpoint")), reading: sentence)
    }

    private func walk(
        _ model: any SentenceModel, reading sentence: String = "The animal is tired"
    ) throws -> Walk {
        try Walk(
            sentence, model: model, theme: Theme.all[0],
            services: Services(
                otherModels: [], load: { try SentenceModels.load(named: $0) }, write: { _, _ in }))
    }

    /// Masks, heads and the sentence: the panel offers them, and the bottom line says what follows.
    @Test func aMaskAHeadAndTheSentenceCanBeChanged() throws {
        var walk = try walk("bert")
        let rows = walk.whatIfRows.map(\.text)
        #expect(rows.contains("    let it read another sentence …"))
        #expect(!rows.contains("[ ] layer norms before the parts"))
        #expect(!rows.contains("[ ] no causal mask"))

        try walk.go(to: "encoder.0.self_attention.mask")
        let cell = WhatIf.Cells(Selection(event: walk.event, cells: [1, 2]))
        walk.attempt { $0.add(.sight(cell, isOpen: false)) }
        let weights = try #require(walk.trace["encoder.0.self_attention.weights"]).value
        #expect((0..<weights.shape[0]).allSatisfy { weights[$0, 1, 2] == 0 })

        walk.attempt { $0.add(.headOff(attention: "encoder.0.self_attention", head: 1)) }
        let output = try #require(walk.trace["encoder.0.self_attention.head_output"]).value
        #expect((0..<output.shape[1]).allSatisfy { output[1, $0, 0] == 0 })

        walk.attempt { $0.reset() }
        walk.attempt { $0.add(.sentence("The street is wide")) }
        let other = try walk.subject.model.read("The street is wide")
        #expect(walk.trace["logits"]?.value == other.trace["logits"]?.value)
    }

    @Test func whatIsGuessedIsSaid() throws {
        var walk = try walk("gpt2")
        let guess = walk.subject.answer
        walk.attempt { $0.add(.outputTemperature(2)) }
        #expect(walk.message == "the guess stays: \(guess)   (d compares)")
        let last = try #require(walk.trace["logits"]?.event)
        let column = Selection(event: last, cells: [nil, 7])
        walk.attempt { $0.add(.set(WhatIf.Cells(column), to: 1000)) }
        let changed = walk.subject.answer(in: walk.trace)
        #expect(changed != guess)
        #expect(walk.message == "now it guesses: \(changed)   (before: \(guess); d compares)")
    }

    /// The pieces of a word as one row and one column, and as the vocabulary spells them.
    @Test func piecesAreMergedAndSpelled() throws {
        let place = Place(width: 100, height: 30, depth: .none)
        var walk = try walk("bert", reading: "animals in streets")
        let reading = walk.subject.reading
        #expect(reading.words.count < reading.tokens.count)
        try walk.go(to: "encoder.0.self_attention.weights")
        #expect(walk.pictures.contains(.words))
        walk.look.picture = .words
        let screen = TerminalEncoder(.none, styles: false).encode(walk.view(place))
        #expect(screen.contains("words: sum over the keys' pieces, mean over the queries'"))
        try walk.go(to: "encoder.0.self_attention.scores")
        #expect(!walk.pictures.contains(.words))
    }

    /// What is shown as it is read is told as the vocabulary spells it, too.
    @Test func helpSpellsThePieces() throws {
        var walk = try walk("gpt2")
        let tokens = walk.subject.reading.tokens
        let place = try #require(tokens.indices.first { tokens[$0].raw != tokens[$0].label })
        try walk.go(to: "decoder.0.self_attention.weights")
        walk.gaze.look(
            at: Cell(event: walk.event.id, index: [0, place, place]), of: walk.trace)
        let token = tokens[place]
        #expect(token.raw.hasPrefix("Ġ"))
        #expect(
            walk.helpRows.map(\.text).contains(
                "token    \(token.label) is \(token.raw) in the vocabulary, number \(token.id)"))
    }

    /// All of a vast map is shown first; zoomed in, or among its cells, single tokens.
    @Test func aVastMapIsShownAsAWhole() throws {
        let place = Place(width: 80, height: 24, depth: .none)
        var walk = try walk("t5", reading: String(repeating: "the animal ", count: 140))
        try walk.go(to: "encoder.1.self_attention.weights")
        walk.look.picture = .matrix
        func screen() -> String { TerminalEncoder(.none, styles: false).encode(walk.view(place)) }
        #expect(walk.event.shape[2] > 256)
        #expect(screen().contains("each cell is the largest of"))
        walk.perform(.zoomIn)
        #expect(screen().contains("rows 0–") && !screen().contains("each cell"))
        walk.look.zoom = nil
        walk.perform(.goIn)
        #expect(walk.depth == .cells && !screen().contains("each cell"))
    }

    /// A long text is read beside the loop: the screen says how far it is, and then shows it.
    @Test(.timeLimit(.minutes(1)))
    func aLongTextIsReadBesideTheLoop() throws {
        let place = Place(width: 80, height: 24, depth: .none)
        var walk = try walk("gpt2")
        walk.read(beside: "another text")
        #expect(walk.message?.hasPrefix("reading a long text") == true)
        #expect(walk.pace == .milliseconds(100))
        walk.update(.input(.key(.right)))
        #expect(walk.subject.sentence == "The animal is tired")
        while walk.readingJob != nil {
            #expect(walk.view(place).height == place.height)
            walk.update(.tick)
        }
        #expect(walk.subject.sentence == "another text")
        #expect(walk.pace == nil)
    }

    /// What is tried with another text waits beside the loop too, and then stands as if it had
    /// been read at once.
    @Test(.timeLimit(.minutes(1)))
    func aLongTextIsTriedBesideTheLoop() throws {
        let model = SlowModel(
            model: try SentenceModels.load(named: References.path("gpt2/checkpoint")))
        var (walk, quick) = (try self.walk(model), try self.walk("gpt2"))
        let other = WhatIf.sentence("The street is tired")
        for change in [other, .attentionTemperature(2)] {
            try walk.change { $0.add(change) }
            if change == other {
                #expect(walk.message?.hasPrefix("reading a long text") == true)
                #expect(walk.changes.isEmpty && walk.changed == nil)
            }
            while walk.readingJob != nil { walk.update(.tick) }
            try quick.change { $0.add(change) }
            #expect(walk.changes == quick.changes)
            #expect(walk.message == quick.message)
            let logits = walk.changed?["logits"]?.value
            #expect(logits != nil && logits == quick.changed?["logits"]?.value)
        }
        // The text was read once; the second change was made to it.
        #expect(walk.subject.sentence == "The animal is tired")
        try walk.compare(withSentence: "The animal is wide")
        #expect(walk.rival == nil)
        while walk.readingJob != nil { walk.update(.tick) }
        #expect(walk.rival?.name == "“The animal is wide”")
        #expect(walk.version == .difference)
    }

    @Test func escapeStopsTheReading() throws {
        var walk = try walk("gpt2")
        walk.read(beside: "another text")
        let job = try #require(walk.readingJob)
        walk.update(.input(.key(.escape)))
        #expect(walk.readingJob == nil && !job.wantsValues)
        #expect(walk.message == "stopped; this is the text before")
        walk.update(.tick)
        #expect(walk.subject.sentence == "The animal is tired")
    }

    @Test func aTextThatCannotBeReadSaysWhy() throws {
        var walk = try walk("gpt2")
        walk.read(beside: String(repeating: "too long ", count: 100))
        while walk.readingJob != nil { walk.update(.tick) }
        #expect(walk.message?.contains("this model reads at most 40") == true)
        #expect(walk.subject.sentence == "The animal is tired")
    }
}

/// A model to which every text is long.
private struct SlowModel: SentenceModel {
    let model: any SentenceModel

    var title: String { model.title }
    var layers: Int { model.layers }

    func isLong(_ sentence: String) -> Bool { true }

    func tokens(reading sentence: String, pair: String?) throws -> [ReadToken] {
        try model.tokens(reading: sentence, pair: pair)
    }

    func read(
        _ sentence: String, pair: String?, sink: (any Sink)?, edits: [Edit]
    ) throws -> Reading {
        try model.read(sentence, pair: pair, sink: sink, edits: edits)
    }

    func guesses(in trace: Trace) -> Reading.Answer { model.guesses(in: trace) }
}
