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
        var walk = try Walk(
            "The animal is tired",
            model: SentenceModels.load(named: References.path("\(family)/checkpoint")),
            theme: Theme.all[0],
            services: Services(
                otherModels: [], load: { try SentenceModels.load(named: $0) }, write: { _, _ in }))
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
}
