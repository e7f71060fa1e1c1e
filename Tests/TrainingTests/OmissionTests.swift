import Decoding
import Models
import Tensors
import Testing
import Tokenizers
import Tracing

@testable import Training

/// What a model does without is left out, and everything else stays as it was.
struct OmissionTests {
    private func trace(
        without omission: Omission?, source: [Int] = [3, 4, 5, 6], target: [Int] = [7, 8, 9]
    ) -> Trace {
        var recipe = Recipe.tiny()
        recipe.architecture.omissions = omission.map { [$0] } ?? []
        let run = TrainingRun(recipe)
        let recorder = Recorder()
        EncoderDecoder(run.configuration).run(
            source: TokenSequence(unlabelled: source), target: TokenSequence(unlabelled: target),
            in: Scope(tracer: Tracer(sink: recorder), parameters: run.parameters))
        return recorder.trace
    }

    private func value(_ path: String, in trace: Trace) throws -> Tensor {
        try #require(trace[path]?.value.contiguous())
    }

    /// The paths are a promise for every model.
    @Test(arguments: Omission.allCases)
    func thePathsAreThoseOfAWholeModel(omission: Omission) {
        let whole = trace(without: nil).events.map(\.path)
        let expected =
            omission == .scaling ? whole.filter { !$0.hasSuffix("attention.scaled") } : whole
        #expect(trace(without: omission).events.map(\.path) == expected)
    }

    /// Without positions, an encoder that reads the words in another order says the same of each.
    @Test func withoutPositionsTheOrderIsUnknown() throws {
        let last = "encoder.0.feed_forward.layer_norm.output"
        let order = [2, 0, 3, 1]
        let ids = [3, 4, 5, 6]
        func difference(_ omission: Omission?) throws -> Float {
            let straight = try value(last, in: trace(without: omission))
            let mixed = try value(
                last, in: trace(without: omission, source: order.map { ids[$0] }))
            var most: Float = 0
            for (row, from) in order.enumerated() {
                for feature in 0..<8 {
                    most = max(most, (mixed[row, feature] - straight[from, feature]).magnitude)
                }
            }
            return most
        }
        #expect(try difference(.positions) < 1e-5)
        #expect(try difference(nil) > 0.1)
    }

    /// Without the mask, the first word's logits depend on a word behind it.
    @Test func withoutTheMaskWordsSeeTheFuture() throws {
        func isChanged(_ omission: Omission?) throws -> Bool {
            let one = try value("logits", in: trace(without: omission, target: [7, 8, 9]))
            let other = try value("logits", in: trace(without: omission, target: [7, 10, 9]))
            return (0..<13).contains { one[0, $0] != other[0, $0] }
        }
        #expect(try isChanged(.mask))
        #expect(try !isChanged(nil))
    }

    /// Keys and values of earlier words change with each new word, from the second layer on: what
    /// was kept would be wrong.
    @Test func withoutTheMaskNothingIsCached() {
        var recipe = Recipe.tiny()
        recipe.architecture.layers = 2
        recipe.architecture.omissions = [.mask]
        let model = TrainingRun(recipe).model
        let source = TokenSequence(unlabelled: [3, 4, Vocabulary.endID])
        let generations = [true, false].map {
            model.session(translating: source, usesCache: $0).generate(.greedy)
        }
        #expect(generations[0].ids.count > 2)
        #expect(generations[0].ids == generations[1].ids)
        #expect(generations[0].logProbability == generations[1].logProbability)
    }

    @Test func withoutScalingTheScoresAreMasked() throws {
        let place = "decoder.0.self_attention."
        let plain = trace(without: .scaling)
        let scores = try value(place + "scores", in: plain)
        let mask = try value(place + "mask", in: plain)
        #expect(try value(place + "masked", in: plain) == scores.adding(mask))
        let whole = trace(without: nil)
        #expect(
            try value(place + "scaled", in: whole)
                == value(place + "scores", in: whole).scaled(by: 1 / Float(4).squareRoot()))
    }

    @Test func withoutResidualsAPartReplacesItsInput() throws {
        let trace = trace(without: .residuals)
        for (part, output) in [("self_attention", "projection"), ("feed_forward", "second_linear")]
        {
            let place = "decoder.0.\(part)."
            #expect(try value(place + "residual", in: trace) == value(place + output, in: trace))
        }
    }
}
