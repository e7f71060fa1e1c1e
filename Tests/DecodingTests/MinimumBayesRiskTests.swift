import Foundation
import Testing

@testable import Decoding

struct MinimumBayesRiskTests {
    /// sacreBLEU 2.6.0, `CHRF().sentence_score(hypothesis, [reference]).score / 100`.
    @Test(arguments: [
        ("Ti amo molto", "Ti amo", 0.7329284307288246), ("gatto", "gatta", 0.5433333333333333),
        ("il cane", "un gatto", 0.04901960784313726), ("ab", "abcdefgh", 0.23404255319148937),
        ("a", "b", 0),
        ("Il tuo gatto è un bel gatto", "Il tuo gatto è bello", 0.6516325958086685),
        (
            "l'animale non ha attraversato la strada perché era troppo stanco",
            "l'animale non ha attraversato la strada perché era troppo stanca", 0.9809321877338895
        ), ("Ti amo molto", "Ti amo molto", 1),
    ])
    func chrFIsThatOfSacreBLEU(hypothesis: String, reference: String, expected: Double) {
        func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        let score = Utility.chrF.score(words(hypothesis), reference: words(reference))
        #expect(abs(score - expected) < 1e-12)
    }

    @Test func nothingIsLikeNothingAlone() {
        for utility in Utility.allCases {
            #expect(utility.score([], reference: []) == 1)
            #expect(utility.score(["a"], reference: []) == 0)
            #expect(utility.score([], reference: ["a"]) == 0)
        }
    }

    /// "a a b" and "a b c": "a" and "b" in common, 2 * 2 / 6.
    @Test func tokenF1CountsEachWordAsOftenAsItIsOnBothSides() {
        #expect(Utility.tokenF1.score(["a", "a", "b"], reference: ["a", "b", "c"]) == 4.0 / 6)
        #expect(Utility.tokenF1.score(["b", "a"], reference: ["a", "b"]) == 1)
    }

    /// Three sentences of one word: 2 with 0.4, 3 with 0.35, 4 with 0.25. As words, 3 and 4 are much
    /// alike, so 3 is the safest choice though 2 is the most probable.
    @Test func theSafestIsNotAlwaysTheMostProbable() throws {
        let last: [Double] = [0, 1, 0, 0, 0]
        let decoder = BigramDecoder([[0, 0, 0.4, 0.35, 0.25], last, last, last, last])
        let words = ["", "", "xyz", "gatto", "gatta"]
        let risk = MinimumBayesRisk(candidates: .beam(BeamSearch(width: 3)), utility: .chrF)
        let generation = decoder.session(limit: 3).generate(.minimumBayesRisk(risk)) {
            candidate, _ in candidate.ids.map { words[$0] }
        }
        #expect(generation.candidates.map(\.ids) == [[3], [4], [2]])
        let table = try #require(generation.risk)
        for (weight, expected) in zip(table.weights, [0.35, 0.25, 0.4]) {
            #expect(abs(weight - expected) < 1e-6)
        }
        let alike = 0.5433333333333333
        let utilities = [[1, alike, 0], [alike, 1, 0], [0, 0, 1]]
        for (row, expected) in zip(table.utilities.joined(), utilities.joined()) {
            #expect(abs(row - expected) < 1e-12)
        }
        let expected = [0.35 + 0.25 * alike, 0.25 + 0.35 * alike, 0.4]
        for (value, other) in zip(table.expected, expected) { #expect(abs(value - other) < 1e-6) }
        #expect(generation.candidates.map(\.score) == table.expected)
        // The greedy choice.
        #expect(decoder.session(limit: 3).generate(.greedy).ids == [2])
    }

    @Test(arguments: Utility.allCases)
    func theTableIsWhole(utility: Utility) throws {
        let risk = MinimumBayesRisk(
            candidates: .samples(40, Sampling(seed: 3)), utility: utility)
        let generation = BigramDecoder(words: 6, seed: 1).session(limit: 12)
            .generate(.minimumBayesRisk(risk))
        let table = try #require(generation.risk)
        let count = generation.candidates.count
        #expect(count > 3)
        #expect(table.utilities.count == count)
        #expect(abs(table.weights.reduce(0, +) - 1) < 1e-12)
        #expect(table.expected == table.expected.sorted(by: >))
        for row in 0..<count {
            #expect(table.utilities[row].count == count)
            #expect(table.utilities[row][row] == 1)
            #expect(table.utilities[row].allSatisfy { (0...1).contains($0) })
            let mean = zip(table.utilities[row], table.weights).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(table.expected[row] - mean) < 1e-12)
        }
        #expect(Set(generation.candidates.map(\.ids)).count == count)
        #expect(generation.candidates.allSatisfy { $0.isComplete })
    }

    @Test func whatWasCutIsACandidateOnlyIfThereIsNothingElse() {
        let endless = BigramDecoder([[0, 0, 1], [0, 1, 0], [0, 0, 1]])
        let risk = MinimumBayesRisk(candidates: .samples(4, Sampling()), utility: .tokenF1)
        let generation = endless.session(limit: 3).generate(.minimumBayesRisk(risk))
        #expect(generation.candidates.map(\.ids) == [[2, 2, 2]])
        #expect(!generation.isComplete)
    }
}
