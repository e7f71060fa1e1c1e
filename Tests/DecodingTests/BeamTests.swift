import Foundation
import Testing

@testable import Decoding

struct BeamTests {
    private let garden = BigramDecoder.garden.session(limit: 5)

    /// 0.6 * 0.36 against 0.4 * 0.9.
    @Test func greedyIsCaughtByAGoodFirstWordAndABeamOfTwoIsNot() {
        let greedy = garden.generate(.greedy)
        #expect(greedy.ids == [2, 4])
        #expect(abs(greedy.logProbability - log(0.216)) < 1e-6)
        let beam = garden.generate(.beam(BeamSearch(width: 2)))
        #expect(beam.ids == [3, 5])
        #expect(abs(beam.logProbability - log(0.36)) < 1e-6)
    }

    /// The second step, worked by hand: "la strada" 0.36, "il gatto" 0.216, "il strada" 0.204,
    /// "la gatto" 0.04; two stay.
    @Test func everyHypothesisIsWrittenDownWithItsFate() throws {
        let generation = garden.generate(.beam(BeamSearch(width: 2)))
        let step = generation.steps[1]
        #expect(step.expansions.map { generation.tree[$0.hypothesis].word } == [2, 3])
        let considered = step.expansions.flatMap { $0.considered.map { generation.tree[$0] } }
        #expect(considered.map(\.word) == [4, 5, 5, 4])
        #expect(considered.map(\.rank) == [1, 2, 0, 3])
        #expect(considered.map(\.fate) == [.extended, .dropped, .extended, .dropped])
        for (hypothesis, probability) in zip(considered, [0.216, 0.204, 0.36, 0.04]) {
            #expect(abs(exp(hypothesis.logProbability) - probability) < 1e-6)
            #expect(hypothesis.length == 2)
            #expect(generation.expansion(behind: hypothesis.id)?.hypothesis == hypothesis.parent)
        }
        #expect(generation.path(to: considered[2].id).map { generation.tree[$0].word } == [3, 5])
        let first = try #require(generation.steps.first?.expansions.first)
        #expect(first.hypothesis == 0)
        #expect(first.distribution.top.prefix(2).map(\.id) == [2, 3])
    }

    /// With a width of 3: "il" ends in the second step with 0.5 * 0.6 = 0.3, and only two places are
    /// left for 0.5 * 0.9 = 0.45, 0.5 * 0.4 * 0.9 = 0.18 and those that do not end.
    @Test func anEndedHypothesisKeepsItsPlace() {
        let table: [[Double]] = [
            [0, 0, 0.5, 0.5, 0], [0, 1, 0, 0, 0], [0, 0.6, 0, 0, 0.4], [0, 0, 0, 0, 1],
            [0, 0.9, 0, 0, 0.1],
        ]
        let generation = BigramDecoder(table).session(limit: 9).generate(
            .beam(BeamSearch(width: 3)))
        #expect(generation.steps.map(\.expansions.count) == [1, 2, 2])
        #expect(generation.candidates.map(\.ids) == [[3, 4], [2], [2, 4]])
        for (candidate, probability) in zip(generation.candidates, [0.45, 0.3, 0.18]) {
            #expect(abs(exp(candidate.logProbability) - probability) < 1e-6)
        }
    }

    /// What has no probability at all is not considered, however wide the beam is.
    @Test func theImpossibleIsNotConsidered() {
        let generation = garden.generate(.beam(BeamSearch(width: 6)))
        #expect(generation.tree.dropFirst().allSatisfy { $0.logProbability > -.infinity })
        #expect(generation.candidates.map(\.ids) == [[3, 5], [2, 4], [2, 5], [2], [3, 4]])
    }

    /// With a place for every hypothesis, nothing is lost: the beam finds what trying all finds.
    @Test(arguments: 0..<20 as Range<UInt64>, [0, 0.6, 1.5])
    func aWideBeamIsExhaustive(seed: UInt64, alpha: Double) throws {
        let words = 4
        let limit = 4
        let decoder = BigramDecoder(words: words, seed: seed)
        let penalty = LengthPenalty(alpha: alpha)
        var open: [[Int]] = [[]]
        var ended: [[Int]] = []
        for _ in 0..<limit {
            let longer = open.flatMap { start in (0..<words).map { start + [$0] } }
            ended += longer.filter { $0.last == BigramDecoder.end }
            open = longer.filter { $0.last != BigramDecoder.end }
        }
        func score(_ sentence: [Int]) -> Double {
            decoder.logProbability(sentence) / pow((5 + Double(sentence.count)) / 6, alpha)
        }
        let best = try #require(ended.max { score($0) < score($1) })
        let generation = decoder.session(limit: limit).generate(
            .beam(BeamSearch(width: 256, lengthPenalty: penalty)))
        #expect(generation.ids == best.dropLast())
        #expect(abs(generation.best.score - score(best)) < 1e-5)
        #expect(generation.candidates.count == ended.count + open.count)
        let scores = generation.candidates.prefix(ended.count).map(\.score)
        #expect(scores == scores.sorted(by: >))
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func aBeamOfOneIsGreedy(seed: UInt64) {
        let session = BigramDecoder(words: 12, seed: seed).session(limit: 30)
        let greedy = session.generate(.greedy)
        let beam = session.generate(.beam(BeamSearch(width: 1)))
        #expect(greedy.tree == beam.tree)
        #expect(greedy.candidates == beam.candidates)
    }

    /// A wider beam is no better at each sentence; but what it returns is never less probable than
    /// its own other candidates.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func theBestComesFirstAndTheTreeIsWhole(seed: UInt64) {
        let generation = BigramDecoder(words: 8, seed: seed).session(limit: 12).generate(
            .beam(BeamSearch(width: 5)))
        for (number, hypothesis) in generation.tree.enumerated() {
            #expect(hypothesis.id == number)
            guard let parent = hypothesis.parent else { continue }
            #expect(generation.tree[parent].fate == .extended)
            #expect(generation.tree[parent].length + 1 == hypothesis.length)
        }
        var ended = 0
        for step in generation.steps {
            let considered = step.expansions.flatMap(\.considered).map { generation.tree[$0] }
            let kept = considered.filter { $0.fate != .dropped }
            #expect(kept.count == 5 - ended)
            let worst = kept.map(\.score).min() ?? 0
            for dropped in considered where dropped.fate == .dropped {
                #expect(dropped.score <= worst)
            }
            ended += considered.count { $0.fate == .ended }
        }
        #expect(generation.best.score == generation.candidates.map(\.score).max())
    }

    /// Two words with the same probability: the lower number, and of two equal hypotheses the
    /// first.
    @Test func tiesAreDecidedByTheOrder() {
        let even: [[Double]] = [[0, 0, 0.5, 0.5], [0, 1, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]]
        let session = BigramDecoder(even).session(limit: 4)
        #expect(session.generate(.greedy).ids == [2])
        let beam = session.generate(.beam(BeamSearch(width: 2)))
        #expect(beam.candidates.map(\.ids) == [[2], [3]])
        #expect(beam.candidates[0].score == beam.candidates[1].score)
    }

    /// What the limit cuts ranks behind what ended, however probable it is.
    @Test func unfinishedSentencesComeLast() {
        let table: [[Double]] = [[0, 0.1, 0.9], [0, 1, 0], [0, 0.01, 0.99]]
        let session = BigramDecoder(table).session(limit: 3)
        let greedy = session.generate(.greedy)
        #expect(!greedy.isComplete)
        #expect(greedy.ids == [2, 2, 2])
        #expect(greedy.tree.last?.fate == .cut)
        let beam = session.generate(.beam(BeamSearch(width: 2)))
        #expect(beam.candidates.map(\.isComplete) == [true, false])
        #expect(beam.ids.isEmpty)
        #expect(beam.candidates[1].logProbability > beam.candidates[0].logProbability)
    }

    /// log P / ((5 + 10) / 6)^1 for 10 words is log P / 2.5.
    @Test func theLengthPenaltyIsThatOfThePaper() {
        #expect(LengthPenalty(alpha: 1).score(-5, length: 10) == -2)
        #expect(LengthPenalty(alpha: 1).score(-5, length: 1) == -5)
        #expect(LengthPenalty.none.score(-5, length: 100) == -5)
        #expect(abs(LengthPenalty(alpha: 0.5).score(-5, length: 19) + 2.5) < 1e-12)
    }

    @Test func aPenaltyMakesLongSentencesWin() {
        // "il" ends with 0.5; otherwise four words that are nearly certain follow.
        let table: [[Double]] = [
            [0, 0, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0], [0, 0.5, 0, 0.5, 0, 0, 0],
            [0, 0, 0, 0, 1, 0, 0], [0, 0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0, 1],
            [0, 0.96, 0.04, 0, 0, 0, 0],
        ]
        let session = BigramDecoder(table).session(limit: 10)
        #expect(session.generate(.beam(BeamSearch(width: 2))).ids == [2])
        let penalised = BeamSearch(width: 2, lengthPenalty: LengthPenalty(alpha: 1))
        #expect(session.generate(.beam(penalised)).ids == [2, 3, 4, 5, 6])
    }

    @Test func aBranchCanBeForced() {
        let forced = garden.generate(.greedy, continuing: [3])
        #expect(forced.ids == [3, 5])
        #expect(forced.tree[1].isForced)
        #expect(!forced.tree[2].isForced)
        #expect(abs(forced.logProbability - log(0.36)) < 1e-6)
        let beam = garden.generate(.beam(BeamSearch(width: 2)), continuing: [2, 5])
        #expect(beam.ids == [2, 5])
        #expect(beam.candidates.allSatisfy { $0.ids.starts(with: [2, 5]) })
    }

    @Test func theMassOfTheRestIsWhatTheTopLeaves() {
        let decoder = BigramDecoder(words: 30, seed: 3)
        let generation = decoder.session(limit: 1).generate(.greedy)
        let distribution = generation.steps[0].expansions[0].distribution
        #expect(distribution.top.count == Distribution.most)
        #expect(distribution.restCount == 20)
        let probabilities = distribution.top.map(\.probability)
        #expect(probabilities == probabilities.sorted(by: >))
        let sum = probabilities.reduce(0) { $0 + Double($1) }
        #expect(abs(sum + distribution.rest - 1) < 1e-6)
        for word in distribution.top {
            #expect(abs(Double(word.probability) - exp(decoder.logProbability([word.id]))) < 1e-6)
        }
    }
}
