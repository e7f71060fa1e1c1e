import Testing
import Tracing

@testable import Lessons

/// Models with random weights: their structure is that of the real ones.
@Suite struct RandomModelTests {
    private static let tables = """
        gpt: gpt([On, the, river, bank])
        bert: bert(["[CLS]", He, was, "[SEP]", He, slept, "[SEP]"])
        t5: t5([I, love, you], ["<pad>", ti, amo])
        """

    private func computed(_ expression: String) throws -> Double {
        try number(expression, tables: Self.tables)
    }

    @Test func gptLooksBackAndBertBothWays() throws {
        let gpt = "gpt.decoder.1.self_attention.weights"
        #expect(try computed("max(\(gpt)[query=river, key=bank])") == 0)
        #expect(try computed("min(\(gpt)[query=bank, key=On])") > 0)
        #expect(try computed("min(bert.encoder.1.self_attention.weights)") > 0)
    }

    @Test func theSecondTextBeginsBehindTheSeparator() throws {
        #expect(try computed("sum(bert.source.segments)") == 3)
        #expect(try computed("bert.source.segments[position=3]") == 0)
        #expect(try computed("size(bert.next_sentence.probabilities, answer)") == 2)
    }

    @Test func t5CountsDistances() throws {
        let bias = "t5.encoder.relative_positions.bias"
        #expect(
            try computed("\(bias)[head=1, query=1, key=0] - \(bias)[head=1, query=2, key=1]") == 0)
        #expect(
            try computed("abs(\(bias)[head=1, query=1, key=0] - \(bias)[head=1, query=0, key=1])")
                > 0)
        #expect(try computed("max(t5.decoder.0.cross_attention.mask)") == 0)
        #expect(try computed("parameters(t5.**.bias)") == 0)
    }

    /// 4 tokens and 32 positions of 16 features; in each of two layers four matrices of 16 x 16 and two of
    /// 16 x 32 with their biases, and two norms; one norm at the end.
    @Test func parametersAreThoseOfTheSizes() throws {
        let layer = 4 * (256 + 16) + (512 + 32) + (512 + 16) + 2 * 32
        #expect(try computed("parameters(gpt.**)") == Double((4 + 32) * 16 + 2 * layer + 32))
    }

    @Test func theSameEveryTime() throws {
        let again =
            Self.tables.replacing("gpt: gpt", with: "other: gpt")
            + "\ngpt: gpt([On, the, river, bank])"
        #expect(try number("furthest(gpt.logits, other.logits)", tables: again) == 0)
        #expect(try computed("std(gpt.decoder.embedding.table)") > 0)
    }

    @Test func aChangeReachesWhatLooksThere() throws {
        let body = """
            ## A

            Words.

            ```heed
            let:
              gpt: gpt([On, the, river, bank])
            ```
            ```heed
            edit: [{open: 'gpt.decoder.0.self_attention.mask[query=the, key=bank]'}]
            ```
            ```heed
            assert:
              - min(gpt.decoder.0.self_attention.weights[query=the, key=bank]) > 0
              - max(gpt.decoder.0.self_attention.weights[query=On, key=bank]) == 0
            ```
            """
        #expect(problems(in: body) == [])
    }

    @Test func whatCannotBeMadeIsSaid() {
        let long = (0..<33).map { "w\($0)" }.joined(separator: ", ")
        let wrong = [
            ("gpt: gpt([\(long)])", "at most 32 words"), ("gpt: gpt(x)", "expected gpt([words])"),
            ("t5: t5([a])", "expected t5([words], [words])"),
            ("gpt: {compute: 'gpt([a])', rows: word}", "the axes of a model have their names"),
        ]
        for (table, message) in wrong {
            let found = problems(in: "## A\n\nWords.\n\n```heed\nlet:\n  \(table)\n```\n")
            #expect(found.first?.contains(message) == true, "\(table): \(found)")
        }
    }

    /// 2, 4, 6, 8 have the mean square 30.
    @Test func rmsNormTakesNoMeanAway() throws {
        let tables = "x: [[2, 4, 6, 8]]\nr: rms_normalise(x)"
        #expect(try number("r.mean_square[row=0]", tables: tables) == 30)
        #expect(try abs(number("mean(r)", tables: tables) - 5 / 30.0.squareRoot()) < 1e-5)
    }
}
