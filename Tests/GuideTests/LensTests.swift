import Checkpoints
import Decoding
import Foundation
import Tensors
import Testing
import Tracing

@testable import Guide

/// Each lens on the bundled model, against sums that are written out here.
@Suite struct LensTests {
    private let experiment: Experiment
    private var trace: Trace { experiment.original.trace }

    init() throws { experiment = try WhatIfSample.tired.get() }

    private func value(_ path: String) throws -> Tensor { try #require(trace[path]).value }

    @Test func everyLensSaysWhatItIsAndIsNot() {
        for lens in Lens.allCases {
            #expect(!lens.name.isEmpty && lens.shows.hasSuffix("."))
            #expect(lens.doesNotShow.hasPrefix("Not ") && lens.doesNotShow.hasSuffix("."))
            #expect(lens.source.contains { $0.isNumber }, "a year")
        }
    }

    // MARK: Weights times values

    @Test func weightedValuesAreLengths() throws {
        for path in ["encoder.1.self_attention", "decoder.0.cross_attention"] {
            let result = try #require(trace.weightedValues(of: path))
            let weights = try value(path + ".weights")
            let values = try value(path + ".value")
            let projection = try value(path + ".projection.weight")
            #expect(result.axes == trace[path + ".weights"]?.axes)
            for (head, query, key) in [(0, 0, 0), (0, 7, 1), (3, 4, 9), (2, 1, 11)] {
                var squares = 0.0
                for feature in 0..<64 {
                    var sum = 0.0
                    for f in 0..<16 {
                        sum +=
                            Double(values[key, 16 * head + f])
                            * Double(projection[16 * head + f, feature])
                    }
                    squares += sum * sum
                }
                let expected = Double(weights[head, query, key]) * squares.squareRoot()
                #expect(abs(Double(result.value[head, query, key]) - expected) < 1e-5)
            }
        }
        #expect(trace.weightedValues(of: "encoder.0.feed_forward") == nil)
    }

    // MARK: Rollout

    @Test func rolloutRowsSumToOne() throws {
        let rollout = try #require(trace.rollout())
        let (source, target) = (12, try value("target.ids").count)
        #expect(rollout.encoder.value.shape == [2, source, source])
        #expect(rollout.decoder.value.shape == [2, target, target])
        #expect(rollout.both.value.shape == [2, target, source + target])
        for result in [rollout.encoder, rollout.decoder, rollout.both] {
            #expect(result.axes.map(\.size) == result.value.shape)
            result.value.forEachRow { row in
                let sum = (0..<result.value.shape[2]).reduce(Float(0)) { $0 + row[$1] }
                #expect(abs(sum - 1) < 1e-5)
            }
        }
        let labels = try #require(rollout.both.axes[2].labels)
        #expect(labels[11] == "<eos>" && labels[12] == "<sos>")
    }

    @Test func rolloutIsAProductOfLayers() throws {
        let rollout = try #require(trace.rollout())
        func step(_ path: String, _ query: Int, _ key: Int) throws -> Double {
            let weights = try value(path + ".weights")
            let mean = (0..<4).reduce(0.0) { $0 + Double(weights[$1, query, key]) } / 4
            return mean / 2 + (query == key ? 0.5 : 0)
        }
        for (query, key) in [(7, 1), (7, 7), (0, 11)] {
            let first = try step("encoder.0.self_attention", query, key)
            #expect(abs(Double(rollout.encoder.value[0, query, key]) - first) < 1e-6)
            var second = 0.0
            for middle in 0..<12 {
                second +=
                    try step("encoder.1.self_attention", query, middle)
                    * step("encoder.0.self_attention", middle, key)
            }
            #expect(abs(Double(rollout.encoder.value[1, query, key]) - second) < 1e-6)
        }
    }

    /// After the first decoder layer: half of the way through cross-attention comes from the
    /// source, the other half from what self-attention brought.
    @Test func rolloutJoinsSourceAndTarget() throws {
        let rollout = try #require(trace.rollout())
        let cross = try value("decoder.0.cross_attention.weights")
        for (query, key) in [(0, 0), (5, 2), (9, 11)] {
            var expected = 0.0
            for middle in 0..<12 {
                let mean = (0..<4).reduce(0.0) { $0 + Double(cross[$1, query, middle]) } / 4
                expected += mean / 2 * Double(rollout.encoder.value[1, middle, key])
            }
            #expect(abs(Double(rollout.both.value[0, query, key]) - expected) < 1e-6)
        }
        for (query, key) in [(0, 0), (5, 2), (5, 5)] {
            let half = rollout.decoder.value[0, query, key] / 2
            #expect(abs(rollout.both.value[0, query, 12 + key] - half) < 1e-6)
        }
        // Nobody has seen the future.
        #expect(rollout.both.value[1, 3, 12 + 4] == 0 && rollout.decoder.value[1, 3, 4] == 0)
    }

    // MARK: Heads

    /// Each effect is that of a fresh run, and of a new search.
    @Test func aRemovedHeadIsAFreshRunWithoutIt() throws {
        let removal = trace.withoutEachHead()
        #expect(removal.effects.count == 24)
        #expect(removal.result.axes.map(\.size) == [6, 4])
        let before = trace.logProbabilities.reduce(0, +)
        for (number, effect) in removal.effects.enumerated() {
            let edit = Edit(
                effect.attention + ".head_output", cells: [effect.head, nil, nil], .set(0))
            let fresh = experiment.model.run(
                experiment.original.source, target: trace.target, edits: [edit])
            let probabilities = try #require(fresh["probabilities"]).value
            var sum = 0.0
            for (row, id) in trace.target.ids.enumerated() {
                sum += log(Double(probabilities[row, id]))
            }
            #expect(abs(effect.change - (sum - before)) < 1e-4)
            #expect(effect.change == fresh.logProbabilities.reduce(0, +) - before)
            #expect(removal.result.value[number / 4, number % 4] == Float(effect.change))
            let search = experiment.model.translate(experiment.original.source, edits: [edit])
            #expect(effect.isSentenceChanged == (search.words != experiment.original.words))
        }
        let guided = try #require(
            removal.effects.first { $0.attention == "encoder.1.self_attention" && $0.head == 0 })
        #expect(guided.change < 0)
        #expect(guided.changedWords.map { trace.target.labels[$0] } == ["stanco"])
    }

    // MARK: Logit lens

    @Test func theLastLayerGivesTheLogits() throws {
        let warm = try experiment.run(Changes([.outputTemperature(3)])).trace
        let first = try experiment.run(Changes([.normsBefore])).trace
        for trace in [trace, warm, first] {
            let lens = try #require(trace.logitLens())
            #expect(lens.streams.count == 7)
            #expect(lens.logits.last == trace["logits"]?.value)
            #expect(lens.probabilities.last == trace["probabilities"]?.value)
        }
    }

    @Test func anEarlierStreamIsReadLikeTheLast() throws {
        let lens = try #require(trace.logitLens())
        #expect(lens.streams[0] == "decoder.positional_encoding.sum")
        #expect(lens.streams[3] == "decoder.0.feed_forward.layer_norm.output")
        let stream = try value(lens.streams[3])
        let table = try value("decoder.embedding.table")
        let bias = try value("logits.bias")
        for (position, token) in [(0, 3), (4, 200), (11, 348)] {
            var expected = Double(bias[token])
            for feature in 0..<64 {
                expected += Double(stream[position, feature]) * Double(table[token, feature])
            }
            #expect(abs(Double(lens.logits[3][position, token]) - expected) < 1e-4)
        }
        #expect(lens.result.axes.map(\.size) == lens.result.value.shape)
        let position = 2
        let id = trace.target.ids[position]
        #expect(lens.result.value[3, position] == lens.probabilities[3][position, id])
        let guesses = lens.guesses(stream: 6, position: position, most: 3)
        #expect(guesses.count == 3 && guesses[0].word == trace.target.labels[position])
        #expect(guesses[0].probability > guesses[1].probability)
    }

    // MARK: Importance

    @Test func theColumnsAreWhatTheySay() throws {
        let path = "encoder.1.self_attention"
        let word = try #require(trace.target.labels.firstIndex(of: "stanco"))
        let table = try #require(
            trace.importance(attention: path, head: 0, query: 7, word: word))
        #expect(table.keys.map(\.label) == trace[path + ".weights"]?.axes[2].labels)
        let weights = try value(path + ".weights")
        let lengths = try #require(trace.weightedValues(of: path)).value
        let before = trace.logProbabilities[word]
        for key in table.keys {
            #expect(key.weight == Double(weights[0, 7, key.position]))
            #expect(key.weightedValue == Double(lengths[0, 7, key.position]))
            let hidden = experiment.model.run(
                experiment.original.source, target: trace.target,
                edits: [Edit(path + ".masked", cells: [0, 7, key.position], .set(-.infinity))])
            #expect(key.lossWithout == before - hidden.logProbabilities[word])
        }
        let animal = table.keys[1]
        #expect(animal.weight > 0.9 && animal.lossWithout > 0.1)
        let bars = table.bars("weight", \.weight)
        #expect(bars.axes[0].labels == table.keys.map(\.label))
        #expect(bars.value[1] == weights[0, 7, 1])
    }

    /// In the unguided model a head gives "it" most of its weight on "didn't", and nothing happens
    /// to the pronoun's adjective when it cannot look there; "animal" gets next to none of it.
    @Test func aHighWeightIsNotImportance() throws {
        let unguided = try Experiment(WhatIfSample.unguided.get(), sentence: WhatIfSample.sentence)
        let trace = unguided.original.trace
        let word = try #require(trace.target.labels.firstIndex(of: "stanco"))
        let path = "encoder.0.self_attention"
        let table = try #require(trace.importance(attention: path, head: 1, query: 7, word: word))
        let favourite = try #require(table.keys.max { $0.weight < $1.weight })
        #expect(favourite.label == "didn't" && favourite.weight > 0.7)
        #expect(favourite.lossWithout.magnitude < 0.001)
        let words = try #require(table.agreement.gradientTimesInput)
        let lengths = try #require(table.agreement.weightedValue)
        #expect(words < 0.2 && lengths > 0.8)
    }

    /// To first order: the slope of the log-probability when the word's embedding is stretched.
    @Test func gradientTimesInputIsASlope() throws {
        for (attention, stack) in [
            ("encoder.0.self_attention", "encoder"), ("decoder.1.self_attention", "decoder"),
            ("decoder.0.cross_attention", "encoder"),
        ] {
            let table = try #require(trace.importance(attention: attention, head: 1, query: 9))
            for key in table.keys where key.position.isMultiple(of: 4) {
                func logProbability(_ factor: Float) -> Double {
                    let edit = Edit(
                        stack + ".embedding.scaled", cells: [key.position, nil], .scale(factor))
                    return trace.replaying([edit]).trace.logProbabilities.reduce(0, +)
                }
                let slope = (logProbability(1.01) - logProbability(0.99)) / 0.02
                #expect(
                    abs(slope - key.gradientTimesInput) < 2e-3 + 2e-2 * abs(slope),
                    "\(attention) \(key.label)")
            }
        }
    }

    @Test func onlyVisibleKeysAreListed() throws {
        let path = "decoder.0.self_attention"
        let table = try #require(trace.importance(attention: path, head: 0, query: 3))
        #expect(table.keys.map(\.position) == [0, 1, 2, 3])
        #expect(trace.importance(attention: path, head: 4, query: 3) == nil)
        #expect(trace.importance(attention: path, head: 0, query: 99) == nil)
        #expect(trace.importance(attention: path, head: 0, query: 0, word: 99) == nil)
        #expect(trace.importance(attention: "encoder.9.self_attention", head: 0, query: 0) == nil)
    }

    @Test func ranksAgreeOrNot() throws {
        // Worked by hand in many textbooks: 1 - 6 * 194 / (10 * 99).
        let scores: [Double] = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
        let hours: [Double] = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
        #expect(abs(try #require(rankCorrelation(scores, hours)) + 29.0 / 165) < 1e-12)
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
        let tied = try #require(rankCorrelation([1, 2, 2, 3], [1, 5, 6, 7]))
        #expect(abs(tied - 4.5 / (4.5 * 5).squareRoot()) < 1e-12)
        #expect(rankCorrelation([1, 2, 3], [9, 8, -7]) == -1)
        #expect(rankCorrelation([1, 2, 3], [4, 4, 4]) == nil)
        #expect(rankCorrelation([], []) == nil)
    }
}
