import Checkpoints
import Decoding
import Testing

@Suite struct GreedyTests {
    @Test func theBundledModelTranslatesAndClosesTheSentence() throws {
        let model = try TranslationModel(named: "translation")
        let translation = try model.translate("I love you very much")
        #expect(translation.text == "Ti amo molto")
        #expect(translation.generation.isComplete)
        #expect(translation.generation.logProbability < 0)
    }
}
