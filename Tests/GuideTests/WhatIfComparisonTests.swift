import Checkpoints
import Decoding
import Tensors
import Testing
import Tracing

@testable import Guide

/// Two runs side by side.
@Suite struct WhatIfComparisonTests {
    private let experiment: Experiment

    init() throws { experiment = try WhatIfSample.tired.get() }

    private func comparison(with sentence: String) throws -> Comparison {
        Comparison(
            before: experiment.original.trace,
            after: try experiment.model.translate(sentence).trace)
    }

    @Test func aRunDoesNotDifferFromItself() throws {
        let trace = experiment.original.trace
        let again = try experiment.model.translate(WhatIfSample.sentence).trace
        for after in [trace, again] {
            let comparison = Comparison(before: trace, after: after)
            #expect(comparison.ranked().isEmpty)
            #expect(comparison.firstDifference == nil)
        }
    }

    @Test func aHeadThatIsOffIsTheFirstDifference() throws {
        let off = WhatIf.headOff(attention: "encoder.0.self_attention", head: 2)
        let run = try experiment.run(Changes([off]))
        let comparison = run.comparison
        let path = "encoder.0.self_attention.head_output"
        #expect(comparison.firstDifference == path)
        let values = try #require(comparison.values(at: path))
        var (head, all) = (0.0, 0.0)
        forEachCell(of: values.before.shape) { _, cell in
            let square = Double(values.before[cell]) * Double(values.before[cell])
            all += square
            if cell[0] == 2 { head += square }
            #expect(values.difference[cell] == (cell[0] == 2 ? -values.before[cell] : 0))
        }
        #expect(abs(values.relativeChange - (head / all).squareRoot()) < 1e-6)

        let ranked = comparison.ranked()
        #expect(ranked.contains { $0.path == path })
        #expect(ranked.map(\.relative) == ranked.map(\.relative).sorted(by: >))
        let recomputed = Set(run.recomputed.map { run.trace.events[$0].path })
        #expect(ranked.allSatisfy { recomputed.contains($0.path) })
    }

    @Test func anEditedWeightIsCounted() throws {
        let cells = try WhatIfSample.cells("encoder.0.self_attention.query.weight")
        let run = try experiment.run(Changes([.scale(cells, by: 2)]))
        let comparison = run.comparison
        #expect(comparison.firstDifference == cells.path)
        let change = try #require(comparison.ranked().first { $0.path == cells.path })
        #expect(abs(change.relative - 1) < 1e-6)
    }

    /// Masked cells are minus infinity in both runs; where one opens, the change is infinite.
    @Test func infinitiesAreNoTrouble() throws {
        let run = try experiment.run(Changes([.causalMaskOff]))
        let comparison = run.comparison
        let ranked = comparison.ranked()
        #expect(ranked.first?.relative == .infinity)
        #expect(ranked.allSatisfy { !$0.relative.isNaN })
        let same = try #require(
            Comparison(before: run.original, after: run.original)
                .values(at: "decoder.0.self_attention.masked"))
        #expect(same.difference.elements.allSatisfy { $0 == 0 })
    }

    // MARK: Sentences

    @Test func sentencesMeetInTheWordsThatTheyShare() throws {
        let comparison = try comparison(
            with: "The animal didn't cross the wide street because it was tired")
        let values = try #require(comparison.values(at: "encoder.0.self_attention.weights"))
        let shared = [
            "The", "animal", "didn't", "cross", "the", "street", "because", "it", "was", "tired",
            "<eos>",
        ]
        #expect(values.axes.map(\.size) == [4, 11, 11])
        #expect(values.axes[1].labels == shared && values.axes[2].labels == shared)
        // "street" is the sixth word before, the seventh after; "tired" the eleventh in both.
        let before = try #require(comparison.before["encoder.0.self_attention.weights"]).value
        let after = try #require(comparison.after["encoder.0.self_attention.weights"]).value
        #expect(values.before[3, 5, 9] == before[3, 5, 10])
        #expect(values.after[3, 5, 9] == after[3, 6, 10])
        #expect(values.difference[3, 5, 9] == after[3, 6, 10] - before[3, 5, 10])
    }

    /// Up to the scores nothing passes from word to word; the softmax is where another word is felt.
    @Test func anotherWordReachesTheOthersInTheWeights() throws {
        let comparison = try comparison(
            with: "The animal didn't cross the street because it was too wide")
        #expect(comparison.firstDifference == "encoder.0.self_attention.weights")
    }

    @Test func nothingInCommonIsNoComparison() throws {
        let words = Alignment(Axis("key", labels: ["a", "b"]), Axis("key", labels: ["c"]))
        #expect(words.before.isEmpty && words.axis.size == 0)
        let repeated = Alignment(
            Axis("key", labels: ["a", "b", "a", "c"]), Axis("key", labels: ["b", "x", "c", "a"]))
        #expect(repeated.before == [1, 3] && repeated.after == [0, 2])
        #expect(repeated.axis.labels == ["b", "c"])
        let numbered = Alignment(Axis("position", size: 5), Axis("position", size: 3))
        #expect(numbered.before == [0, 1, 2] && numbered.after == [0, 1, 2])
    }

    // MARK: Models

    @Test func twoModelsAreCompared() throws {
        let other = try Experiment(WhatIfSample.unguided.get(), sentence: WhatIfSample.sentence)
        let comparison = Comparison(
            before: experiment.original.trace, after: other.original.trace)
        #expect(comparison.firstDifference == "encoder.embedding.table")
        let weights = try #require(comparison.values(at: "encoder.1.self_attention.weights"))
        let (it, animal) = (7, 1)
        #expect(weights.axes[1].labels?[it] == "it" && weights.axes[2].labels?[animal] == "animal")
        #expect(weights.before[0, it, animal] > 0.9)
        #expect(weights.difference[0, it, animal] < -0.5)
    }
}
