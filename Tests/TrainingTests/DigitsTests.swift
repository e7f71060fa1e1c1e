import Testing

@testable import Training

struct DigitsTests {
    @Test(arguments: [
        (TrainingTask.copy, ["3", "1", "4", "1", "5"]),
        (.reverse, ["5", "1", "4", "1", "3"]), (.sort, ["1", "1", "3", "4", "5"]),
    ])
    func aTaskHasItsAnswer(task: TrainingTask, answer: [String]) {
        let corpus = Corpus(of: .tiny(task))
        let pair = corpus.examples.first { $0.source == ["3", "1", "4", "1", "5"] }
        #expect(pair?.target == answer)
    }

    @Test func whatIsHeldOutIsNotLearned() {
        let corpus = Corpus(of: .tiny())
        let training = Set(corpus.training.map(\.source))
        #expect(corpus.heldOut.count == 200)
        #expect(corpus.heldOut.allSatisfy { !training.contains($0.source) })
        #expect(corpus.examples.allSatisfy { training.contains($0.source) })
        #expect(training.count == corpus.training.count)
        #expect(Set(corpus.heldOut.map(\.source.count)) == Set(3...8))
        #expect(corpus.sourceWords == (0...9).map(String.init))
    }

    /// The loss of a model that knows nothing but the ten digits is log 13 or so.
    @Test func sortingIsLearned() throws {
        var recipe = try #require(Recipe.named["sort"])
        recipe.steps = 60
        recipe.warmUp = 20
        var run = TrainingRun(recipe)
        let first = run.advance().crossEntropy
        var last = first
        while !run.isFinished { last = run.advance().crossEntropy }
        #expect(first > 2)
        #expect(last < 0.6 * first)
    }
}
