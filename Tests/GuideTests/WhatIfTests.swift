import Checkpoints
import Decoding
import Tensors
import Testing
import Tokenizers
import Tracing

@testable import Guide

/// Every change on the bundled model.
@Suite struct WhatIfTests {
    private let experiment: Experiment

    init() throws { experiment = try WhatIfSample.tired.get() }

    private func value(_ path: String, _ trace: Trace) throws -> Tensor {
        try #require(trace[path]).value
    }

    @Test func aReplayEqualsAFreshRun() throws {
        for change in try WhatIfSample.changes() {
            let run = try experiment.run(Changes([change]))
            let fresh = experiment.model.run(
                run.source, target: experiment.original.trace.target, norms: run.changes.norms,
                edits: run.edits)
            WhatIfSample.expectEqual(run.trace, fresh, change.name)
        }
    }

    @Test func everyChangeTogetherEqualsAFreshRun() throws {
        let changes = Changes(try WhatIfSample.changes())
        let run = try experiment.run(changes)
        let fresh = experiment.model.run(
            run.source, target: experiment.original.trace.target, norms: .before,
            edits: run.edits)
        WhatIfSample.expectEqual(run.trace, fresh, "all")
    }

    /// Up to five changes of any kind in any order, on this sentence and on another.
    @Test(arguments: 0..<40)
    func anyListEqualsAFreshRun(number: Int) throws {
        let pool: [WhatIf] =
            try [
                .swap(1, 5),
                .sentence("The animal didn't cross the street because it was too wide"),
                .reversed(positions: 12), .swap(0, 11),
            ] + WhatIfSample.changes()
        let list = (0...number % 5).map { pool[(number * 31 + $0 * 17) % pool.count] }
        let outcome = try experiment.outcome(of: Changes(list))
        let run = outcome.run
        let fresh = experiment.model.run(
            run.source, target: experiment.original.trace.target, norms: run.changes.norms,
            edits: run.edits)
        WhatIfSample.expectEqual(run.trace, fresh, "\(list.map(\.name))")
        #expect(run.words.count == experiment.original.words.count + 1)
        #expect(run.comparison.ranked().allSatisfy { !$0.relative.isNaN })
    }

    /// The edited events say so, their cells derive to the last bit, and what follows changes.
    @Test func editedCellsSayThatTheyWereEdited() throws {
        for change in try WhatIfSample.changes() where change != .normsBefore {
            let run = try experiment.run(Changes([change]))
            #expect(!run.edits.isEmpty, "\(change.name)")
            for edit in run.edits {
                let traced = try #require(run.trace[edit.path])
                #expect(traced.event.op.name.hasSuffix(", edited"))
                #expect(run.recomputed.contains(traced.event.id))
                let cell = zip(0..., traced.event.shape).map { axis, size in
                    (axis < edit.cells.count ? edit.cells[axis] : nil) ?? size / 2
                }
                let inputs = traced.event.inputs.map { run.trace.value(of: $0) }
                let derivation = traced.event.op.derive(cell, from: inputs)
                #expect(derivation.note != nil, "\(change.name)")
                #expect(derivation.combined.bitPattern == traced.value[cell].bitPattern)
            }
        }
    }

    @Test func theTracesLineUp() throws {
        let original = experiment.original.trace
        for change in try WhatIfSample.changes() where change != .normsBefore {
            let trace = try experiment.run(Changes([change])).trace
            #expect(trace.events.map(\.path) == original.events.map(\.path))
        }
    }

    // MARK: What each does

    @Test func withoutResidualOnlyThePartGoesOn() throws {
        let part = "encoder.1.feed_forward"
        let trace = try experiment.run(Changes([.residualOff(part: part)])).trace
        #expect(try value(part + ".residual", trace) == value(part + ".second_linear", trace))
        let all = try experiment.run(Changes([.residualOff(part: nil)])).trace
        for part in Anatomy(of: all).sublayers {
            let own = part.hasSuffix("feed_forward") ? ".second_linear" : ".projection"
            #expect(try value(part + ".residual", all) == value(part + own, all))
        }
    }

    @Test func withoutNormTheResidualGoesOn() throws {
        let all = try experiment.run(Changes([.normOff(part: nil)])).trace
        for part in Anatomy(of: all).sublayers {
            #expect(
                try value(part + ".layer_norm.output", all) == value(part + ".residual", all))
        }
        let one = try experiment.run(Changes([.normOff(part: "decoder.0.cross_attention")])).trace
        let edited = one.events.filter { $0.op.name.hasSuffix("edited") }.map(\.path)
        #expect(
            edited == [
                "decoder.0.cross_attention.layer_norm.normalised",
                "decoder.0.cross_attention.layer_norm.output",
            ])
    }

    @Test func aSkippedPartPassesOnWhatItGets() throws {
        let trace = try experiment.run(Changes([.partOff("encoder.0.feed_forward")])).trace
        #expect(
            try value("encoder.0.feed_forward.layer_norm.output", trace)
                == value("encoder.0.self_attention.layer_norm.output", trace))
    }

    @Test func theScalingsAreSkipped() throws {
        let trace = try experiment.run(Changes([.attentionScalingOff, .embeddingScalingOff])).trace
        for attention in Anatomy(of: trace).attentions {
            #expect(
                try value(attention.path + ".scaled", trace)
                    == value(attention.path + ".scores", trace))
        }
        for stack in ["encoder", "decoder"] {
            #expect(
                try value(stack + ".embedding.scaled", trace)
                    == value(stack + ".embedding.lookup", trace))
        }
    }

    @Test func theHiddenFutureGetsNoWeight() throws {
        let attention = "encoder.0.self_attention"
        let trace = try experiment.run(Changes([.futureHidden(attention: attention)])).trace
        let weights = try value(attention + ".weights", trace)
        for query in 0..<weights.shape[1] {
            for key in 0..<weights.shape[2] {
                #expect((weights[2, query, key] == 0) == (key > query))
            }
        }
    }

    @Test func withoutCausalMaskTheFutureIsSeen() throws {
        let trace = try experiment.run(Changes([.causalMaskOff])).trace
        for layer in 0..<2 {
            let weights = try value("decoder.\(layer).self_attention.weights", trace)
            #expect(weights.elements.allSatisfy { $0 > 0 })
        }
    }

    /// At twice the temperature the ratio of two weights is its square root.
    @Test func temperatureEvensTheWeights() throws {
        let path = "encoder.0.self_attention.weights"
        let before = try value(path, experiment.original.trace)
        let trace = try experiment.run(Changes([.attentionTemperature(2)])).trace
        let after = try value(path, trace)
        for head in 0..<4 {
            let ratio = before[head, 3, 1] / before[head, 3, 5]
            let milder = after[head, 3, 1] / after[head, 3, 5]
            #expect(abs(milder * milder / ratio - 1) < 1e-4)
        }
        let causal = try value("decoder.0.self_attention.weights", trace)
        #expect(causal[0, 0, 1] == 0)
    }

    @Test func outputTemperatureKeepsTheSentence() throws {
        let outcome = try experiment.outcome(of: Changes([.outputTemperature(4)]))
        #expect(!outcome.isSentenceChanged)
        #expect(outcome.run.logProbability.after < outcome.run.logProbability.before - 1)
    }

    /// The norm of a part is that of its input, and the residual adds to what was not normalised.
    @Test func normsCanComeFirst() throws {
        let run = try experiment.run(Changes([.normsBefore]))
        let trace = run.trace
        let norm = try #require(trace["encoder.1.feed_forward.layer_norm.mean"]).event
        let input = try #require(trace["encoder.1.self_attention.residual"]).event
        #expect(norm.inputs == [input.id])
        let residual = try #require(trace["encoder.1.feed_forward.residual"]).event
        #expect(trace.events[residual.inputs[0]] === input)
        let memory = try #require(trace["encoder.layer_norm.normalised"])
        #expect(abs(memory.value.mean()[0]) < 1e-5)
        let key = try #require(trace["decoder.0.cross_attention.key"]).event
        #expect(key.inputs[0] == memory.event.id)
        let logits = try #require(trace["logits"]).event
        #expect(trace.events[logits.inputs[0]].path == "decoder.layer_norm.normalised")
        for block in Outline(of: trace).blocks {
            #expect(BlockWords(block.path, in: trace).title != block.path)
        }
        // The same weights, each read once.
        func parameters(_ trace: Trace) -> [String] {
            trace.events.filter { $0.op is Parameter }.map(\.path).sorted()
        }
        #expect(parameters(trace) == parameters(experiment.original.trace))
    }

    // MARK: The sentence

    /// The card of the model says so.
    @Test func theGuidedHeadDecidesTheAdjective() throws {
        let guided = WhatIf.headOff(attention: "encoder.1.self_attention", head: 0)
        let outcome = try experiment.outcome(of: Changes([guided]))
        #expect(outcome.before.words.last == "stanco")
        #expect(outcome.after.words.last == "stanca")
        #expect(outcome.after.words.dropLast() == outcome.before.words.dropLast())
        let word = try #require(outcome.run.words.dropLast().last)
        #expect(word.word == "stanco" && word.favouriteBefore == "stanco")
        #expect(word.favouriteAfter == "stanca")
        #expect(word.before > 0.5 && word.after < word.before)
    }

    /// Each word is the one that a whole run on the words before it prefers. Only that counts for an
    /// edit of single cells, or for a mask that lets earlier positions see later ones.
    @Test func theTranslationIsWhatWholeRunsPrefer() throws {
        let cells = try WhatIfSample.cells(
            "decoder.0.self_attention.weights[query=4, key=\"l'\"]")
        for list: [WhatIf] in [
            [.causalMaskOff], [.set(cells, to: 0.5), .normOff(part: "decoder.1.feed_forward")],
            [.normsBefore], [.reorder([1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])],
        ] {
            let outcome = try experiment.outcome(of: Changes(list))
            var prefix: [Int] = []
            for id in outcome.after.generation.ids {
                // The last word does not matter: the decoder reads those before it.
                let run = experiment.model.run(
                    outcome.run.source, target: TokenSequence(unlabelled: prefix + [0]),
                    norms: outcome.run.changes.norms, edits: outcome.run.edits)
                #expect(run.choices.last?.id == id)
                prefix.append(id)
            }
        }
    }

    @Test func anotherSentenceIsAnotherTranslation() throws {
        let text = "The animal didn't cross the street because it was too wide"
        let outcome = try experiment.outcome(of: Changes([.sentence(text)]))
        #expect(outcome.after.words.last == "larga")
        #expect(outcome.run.trace["source.ids"]?.axes[0].labels?.contains("wide") == true)
        // The target is still the first translation.
        #expect(outcome.run.words.map(\.word).contains("stanco"))
        let fresh = try experiment.model.translate(text)
        WhatIfSample.expectEqual(outcome.after.trace, fresh.trace, "another sentence")
    }

    @Test func swappedWordsKeepTheirLabels() throws {
        let experiment = try Experiment(
            experiment.model, sentence: "the Avengers defeated Thanos")
        let outcome = try experiment.outcome(of: Changes([.swap(1, 3), .swap(0, 1)]))
        #expect(
            outcome.run.trace["source.ids"]?.axes[0].labels
                == ["Thanos", "the", "defeated", "Avengers", "<eos>"])
        let back = try experiment.outcome(of: Changes([.swap(1, 3), .swap(1, 3)]))
        #expect(back.after.text == experiment.original.text)
        #expect(back.run.recomputed.isEmpty)
    }

    /// Attention alone is equivariant: the rows of the encoder's output move with the words.
    @Test func withoutPositionsTheOrderIsNothing() throws {
        let order = [3, 0, 7, 1, 11, 5, 2, 10, 4, 6, 9, 8]
        let path = "encoder.1.feed_forward.layer_norm.output"
        let off = WhatIf.positionsOff(.encoder)
        let plain = try value(path, experiment.run(Changes([off])).trace)
        let moved = try value(path, experiment.run(Changes([off, .reorder(order)])).trace)
        let placed = try value(path, experiment.run(Changes([.reorder(order)])).trace)
        func distance(_ other: Tensor) -> Float {
            order.indices.reduce(0) { worst, row in
                (0..<64).reduce(worst) {
                    max($0, (other[row, $1] - plain[order[row], $1]).magnitude)
                }
            }
        }
        #expect(distance(moved) < 1e-4)
        #expect(distance(placed) > 0.1)
    }

    @Test func reversingLeavesTheEnd() {
        #expect(WhatIf.reversed(positions: 4) == .reorder([2, 1, 0, 3]))
    }

    // MARK: Lists

    @Test func changesAreAListThatCanBeTakenBack() throws {
        var changes = Changes()
        changes.add(.attentionTemperature(2))
        changes.toggle(.causalMaskOff)
        changes.add(.attentionTemperature(3))
        changes.add(.swap(0, 1))
        changes.add(.swap(0, 1))
        #expect(
            changes.list == [.causalMaskOff, .attentionTemperature(3), .swap(0, 1), .swap(0, 1)])
        changes.remove(at: 2)
        changes.toggle(.causalMaskOff)
        #expect(changes.list == [.attentionTemperature(3), .swap(0, 1)])
        changes.add(.sentence("I love you"))
        #expect(changes.list == [.attentionTemperature(3), .sentence("I love you")])
        changes.reset()
        #expect(changes.isEmpty)
        let run = try experiment.run(changes)
        #expect(run.recomputed.isEmpty && run.words.allSatisfy { $0.before == $0.after })
        #expect(experiment.translate(with: run).words == experiment.original.words)
    }

    @Test func everyChangeHasItsOwnNameAndASentence() throws {
        let changes =
            try WhatIfSample.changes() + [.swap(0, 1), .reorder([1, 0]), .sentence("I love you")]
        #expect(Set(changes.map(\.name)).count == changes.count)
        for change in changes { #expect(change.explanation.hasSuffix(".")) }
    }

    @Test func whatCannotBeDoneIsRefused() throws {
        let cells = try WhatIfSample.cells("source.ids[position=it]")
        let scores = try WhatIfSample.cells("encoder.0.self_attention.scores[query=it]")
        let refused: [(WhatIf, String)] = [
            (.set(scores, to: .nan), "nan is not a number"),
            (
                .sight(scores, isOpen: false),
                "encoder.0.self_attention.scores is no mask: only a mask hides a key from a query"
            ),
            (
                .set(cells, to: 1e9),
                "source.ids holds the numbers of words: edit the sentence, or swap two words"
            ),
            (
                .headOff(attention: "encoder.0.self_attention", head: 4),
                "encoder.0.self_attention has the heads 0 to 3, not 4"
            ),
            (
                .partOff("encoder.7.feed_forward"),
                "this run has no event encoder.7.feed_forward.residual"
            ),
            (.attentionTemperature(0), "a temperature is a number above 0, not 0.0"),
            (.outputTemperature(.nan), "a temperature is a number above 0, not nan"),
            (.swap(0, 12), "the sentence has the positions 0 to 11, not 12"),
            (.reorder([0, 0]), "an order names each of the positions 0 to 11 once"),
        ]
        for (change, message) in refused {
            let error = #expect(throws: WhatIfError.self) {
                try experiment.run(Changes([change]))
            }
            #expect(error?.description == message)
        }
        // A cell of the long sentence, asked of a short one.
        let far = try WhatIfSample.cells("encoder.0.self_attention.mask[query=tired, key=it]")
        #expect(throws: WhatIfError.noCell(far.name)) {
            try experiment.run(
                Changes([.sentence("I love you"), .sight(far, isOpen: false)]))
        }
    }
}
