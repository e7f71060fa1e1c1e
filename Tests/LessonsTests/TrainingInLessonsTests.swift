import Testing

@testable import Lessons

/// What lessons can ask of training and of the choice of words.
@Suite struct TrainingInLessonsTests {
    /// What is wrong with a page of a lesson on a sentence; empty if nothing is.
    private static func page(_ body: String, sentence: String = "I love you") -> String {
        problems(in: "## A\n\nWords.\n\n" + body, sentence: sentence).joined(separator: "\n")
    }

    @Test func aRunWithATargetIsAStepOfTraining() {
        let problems = Self.page(
            """
            ```heed
            run: learned
            target: Ti amo molto
            ```

            ```heed
            assert:
              - learned:again.loss.cross_entropy < learned:loss.cross_entropy
              - furthest(learned:logits.bias, logits.bias) == 0
              - furthest(learned:update.logits.bias, logits.bias) > 0
              - learned:translation != translation
            ```
            """)
        #expect(problems == "")
    }

    @Test func aStepIsMadeOnTheModelAsItIs() {
        let problems = Self.page(
            """
            ```heed
            run: learned
            target: Ti amo
            edit: [causal_mask_off]
            ```
            """)
        #expect(problems.contains("a step of training is made on the model without changes"))
    }

    @Test func aTargetOfUnknownWordsIsSaid() {
        let problems = Self.page(
            """
            ```heed
            run: learned
            target: Ti zorblax
            ```

            {{ learned:loss.cross_entropy | 1 decimal }}
            """)
        #expect(problems.contains("the model cannot write \"zorblax\""), "\(problems)")
    }

    @Test func strategiesAreAskedWhatTheyWrite() {
        let problems = Self.page(
            """
            ```heed
            assert:
              - written(greedy) == translation
              - written(beam) == "L'orologio è nel trofeo"
              - log_probability(beam) > log_probability(greedy)
              - written(beam, 1) == written(greedy)
              - score(mbr) >= score(mbr, 1)
              - work(3) < work_without(3)
              - cache_bytes(3) == 2 * 2 * (4 + size(source.ids, position)) * 64 * 4
            ```
            """, sentence: "The clock is in the trophy")
        #expect(problems == "")
    }

    @Test(arguments: [
        ("written(best)", "expected a strategy: greedy, beam or mbr"),
        ("written(beam, 9)", "beam found 4 sentences, counted from 0"),
        ("work(99)", "expected the number of a word, from 0 to"),
        ("wrote_after(7.5)", "there is no record after 7.5 steps"),
    ])
    func whatCannotBeAskedIsSaid(expression: String, message: String) {
        let problems = Self.page("{{ \(expression) }}")
        #expect(problems.contains(message), "\(problems)")
    }

    @Test func theRecordOfATrainingIsATable() {
        let problems = Self.page(
            """
            ```heed
            let:
              maps: history(translation, encoder.1.self_attention.weights)
              loss: history(translation, loss)
              right: history(translation, held_out)
            ```

            ```heed
            assert:
              - abs(sum(maps[step="2000", head=0, query=it]) - 1) < 0.05
              - loss[step="2000"] < loss[step="0"]
              - right[step="2000"] == 1
              - wrote_after(2000) != wrote_after(0)
            ```
            """)
        #expect(problems == "")
    }

    @Test func whatWasNotRecordedIsSaid() {
        let problems = Self.page(
            """
            ```heed
            let:
              maps: history(translation, decoder.0.self_attention.weights)
            ```
            """)
        #expect(problems.contains("were recorded"), "\(problems)")
    }
}
