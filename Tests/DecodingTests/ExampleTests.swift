import Checkpoints
import Testing

@testable import Decoding

/// Where the strategies do not agree.
struct ExampleTests {
    private let model: TranslationModel

    init() throws { model = try TranslationModel(named: "translation") }

    @Test(arguments: [
        (
            DecodingExample.gardenPath, "L'orologio è nella trofeo", "L'orologio è nel trofeo"
        ),
        (
            DecodingExample.noEnd, "Il gatto è vicino al camion perché era vicino al",
            "Il gatto è vicino al camion."
        ),
    ])
    func aBeamFindsWhatGreedyMisses(sentence: String, greedy: String, beam: String) throws {
        let first = try model.translate(sentence)
        let second = try model.translate(sentence, strategy: .beam(BeamSearch(width: 4)))
        #expect(first.text == greedy)
        #expect(second.text == beam)
        #expect(second.generation.logProbability > first.generation.logProbability)
    }

    /// The better sentence begins with a word that greedy search passes by.
    @Test func theBranchCanBeTakenByHand() throws {
        let forced = try model.translate(
            DecodingExample.gardenPath, continuing: model.targetIDs(of: "L'orologio è nel").ids)
        #expect(forced.text == "L'orologio è nel trofeo")
    }
}
