import Checkpoints
import Decoding
import Guide
import Testing
import Tracing

@Suite struct OutlineTests {
    @Test func theBlocksAreTheModelsParts() throws {
        let trace = try TranslationModel(named: "translation").translate("I love you").trace
        let outline = Outline(of: trace)
        #expect(
            outline.blocks.map(\.path) == [
                "source", "encoder.embedding", "encoder.positional_encoding",
                "encoder.0.self_attention", "encoder.0.feed_forward", "encoder.1.self_attention",
                "encoder.1.feed_forward", "target", "decoder.embedding",
                "decoder.positional_encoding", "decoder.0.self_attention",
                "decoder.0.cross_attention", "decoder.0.feed_forward", "decoder.1.self_attention",
                "decoder.1.cross_attention", "decoder.1.feed_forward", "logits", "probabilities",
            ])
    }

    @Test func everyEventThatIsNoParameterIsAStep() throws {
        let trace = try TranslationModel(named: "translation").translate("I love you").trace
        let outline = Outline(of: trace)
        let computed = trace.events.filter { !($0.op is Parameter) }.map(\.id)
        #expect(outline.steps == computed)
        for (index, block) in outline.blocks.enumerated() {
            for event in block.events { #expect(outline.block(of: event) == index) }
        }
    }
}
