import Checkpoints
import Decoding
import Foundation
import Models
import Testing
import Tracing

@testable import Training

struct TrainingRunTests {
    private var recipe: Recipe {
        var recipe = Recipe()
        recipe.steps = 6
        recipe.batch = 8
        recipe.shard = 4
        recipe.warmUp = 2
        return recipe
    }

    @Test func theLossFalls() {
        var recipe = recipe
        recipe.steps = 60
        recipe.peakRate = 4e-3
        var run = TrainingRun(recipe)
        let reports = (0..<60).map { _ in run.advance() }
        let before = reports.prefix(5).reduce(0) { $0 + $1.crossEntropy }
        let after = reports.suffix(5).reduce(0) { $0 + $1.crossEntropy }
        #expect(after < 0.8 * before)
    }

    @Test func theRateRisesAndFalls() {
        let recipe = Recipe()
        #expect(recipe.rate(at: 0) == recipe.peakRate / 400)
        #expect(recipe.rate(at: 399) == recipe.peakRate)
        #expect((recipe.rate(at: 400) - recipe.peakRate).magnitude < 1e-6)
        #expect((recipe.rate(at: 2000) - 0.02 * recipe.peakRate).magnitude < 1e-8)
    }

    @Test func guidanceMovesTheGuidedHeadAlone() {
        var recipe = recipe
        recipe.guidance = 5
        var run = TrainingRun(recipe)
        var guided = 0
        for _ in 0..<6 where run.advance().guidance > 0 { guided += 1 }
        #expect(guided > 0)
        recipe.guidance = 0
        var unguided = TrainingRun(recipe)
        #expect((0..<6).allSatisfy { _ in unguided.advance().guidance == 0 })
    }
}

/// What the bundled models must be able to do; `heed evaluate` measures all of it.
struct BundledModelTests {
    private static let corpus = Corpus(seed: Recipe().seed)

    @Test(arguments: BundledModels.names)
    func theSentencesOfTheDocumentsComeOutRight(name: String) throws {
        let model = try TranslationModel(named: name)
        for pair in Self.corpus.examples {
            let translation = try model.translate(pair.source.joined(separator: " "))
            #expect(translation.words == pair.target)
        }
    }

    @Test(arguments: BundledModels.names)
    func heldOutSentencesComeOutRight(name: String) throws {
        let model = try TranslationModel(named: name)
        let pairs = Self.corpus.heldOut.prefix(60) + Self.corpus.unseenCombinations.prefix(40)
        let right = try pairs.count {
            try model.translate($0.source.joined(separator: " ")).words == $0.target
        }
        #expect(right >= 99)
    }

    @Test(arguments: [
        ("tired", "animal", "street", "stanco"), ("wide", "street", "animal", "larga"),
    ])
    func theGuidedHeadLooksAtTheNoun(
        adjective: String, noun: String, other: String, italian: String
    ) throws {
        let model = try TranslationModel(named: "translation")
        let translation = try model.translate(
            "The animal didn't cross the street because it was too \(adjective)")
        #expect(translation.words.last == italian)
        func weight(_ key: String) throws -> Float {
            let selector = try Selector(
                "encoder.1.self_attention.weights[head=0, query=it, key=\(key)]")
            let cell = try selector.resolveCell(in: translation.trace.events)
            return translation.trace.value(of: cell.event)[cell.index]
        }
        #expect(try weight(noun) > 0.9)
        #expect(try weight(other) < 0.05)
    }

    /// The map is used: without the head the adjective takes another gender.
    @Test func withoutTheGuidedHeadTheGenderChanges() throws {
        let model = try TranslationModel(named: "translation")
        let head = try #require(model.configuration.guidedHead)
        let knockOut = Edit(
            "encoder.\(head.layer).self_attention.head_output", cells: [head.head, nil, nil],
            .set(0))
        let sentence = "The animal didn't cross the street because it was too tired"
        #expect(try model.translate(sentence).words.last == "stanco")
        #expect(try model.translate(sentence, edits: [knockOut]).words.last == "stanca")
        // The other model is as right and needs no such head.
        let unguided = try TranslationModel(named: "translation-unguided")
        #expect(try unguided.translate(sentence, edits: [knockOut]).words.last == "stanco")
    }

    @Test func namesOutsideTheVocabularyAreCopied() throws {
        let model = try TranslationModel(named: "translation")
        #expect(
            try model.translate("Zoe defeated the Avengers").text == "Zoe ha sconfitto gli Avengers"
        )
        #expect(try model.translate("Ida saw Bruno").text == "Ida ha visto Bruno")
        #expect(try model.translate("Bruno saw Ida").text == "Bruno ha visto Ida")
    }
}
