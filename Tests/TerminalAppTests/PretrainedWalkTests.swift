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

    private func walk(_ family: String) throws -> Walk {
        try Walk(
            "The animal is tired",
            model: SentenceModels.load(named: References.path("\(family)/checkpoint")),
            theme: Theme.all[0],
            services: Services(
                otherModels: [], load: { try SentenceModels.load(named: $0) }, write: { _, _ in }))
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
