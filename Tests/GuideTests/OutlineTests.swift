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

    /// Back from the loss, every part is gone through once, from the last to the first.
    @Test func theWayBackGoesThroughEveryPartOnce() throws {
        let trace = try WordsTraces.traceWithGradients(of: "I love you")
        let outline = Outline(of: trace)
        #expect(outline.passes.map(\.pass) == [.forward, .loss, .backward])
        let backward = outline.passes[2].blocks.map { outline.blocks[$0].path }
        #expect(
            backward == [
                "gradient.loss", "gradient.logits", "gradient.decoder.1.feed_forward",
                "gradient.decoder.1.cross_attention", "gradient.decoder.1.self_attention",
                "gradient.decoder.0.feed_forward", "gradient.decoder.0.cross_attention",
                "gradient.decoder.0.self_attention", "gradient.decoder.positional_encoding",
                "gradient.decoder.embedding", "gradient.encoder.1.feed_forward",
                "gradient.encoder.1.self_attention", "gradient.encoder.0.feed_forward",
                "gradient.encoder.0.self_attention", "gradient.encoder.positional_encoding",
                "gradient.encoder.embedding",
            ])
        #expect(outline.steps == outline.steps.sorted())
        for (index, block) in outline.blocks.enumerated() {
            for event in block.events { #expect(outline.block(of: event) == index) }
        }
    }

    @Test(arguments: [
        ("gradient.logits", Pass.backward, "logits"),
        ("loss.cross_entropy", .loss, "loss.cross_entropy"),
        ("update.logits.bias", .update, "logits.bias"), ("again.loss", .again, "loss"),
        ("logits", .forward, "logits"),
    ])
    func aPathTellsItsPass(path: String, pass: Pass, forward: String) {
        #expect(Pass(of: path) == pass)
        #expect(Pass.forwardPath(of: path) == forward)
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
