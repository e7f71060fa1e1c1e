import Checkpoints
import Decoding
import Tensors
import Testing
import Tracing

@testable import Guide

/// The bundled model on the tired animal.
enum WhatIfSample {
    static let sentence = "The animal didn't cross the street because it was too tired"
    static let tired = Result { try Experiment(model.get(), sentence: sentence) }
    static let model = Result { try TranslationModel(named: "translation") }
    static let unguided = Result { try TranslationModel(named: "translation-unguided") }

    /// The cells that a selector names.
    static func cells(_ selector: String) throws -> WhatIf.Cells {
        let events = try tired.get().original.trace.events
        let selections = try Selector(selector).resolve(in: events)
        return WhatIf.Cells(try #require(selections.first))
    }

    /// All switches, and some of every other kind.
    static func changes() throws -> [WhatIf] {
        try WhatIf.switches(of: tired.get().original.trace) + [
            .set(cells("encoder.0.self_attention.scores[head=1, query=it]"), to: 2),
            .set(cells("encoder.0.feed_forward.first_linear.weight[input=3, feature=7]"), to: -1),
            .set(cells("decoder.1.cross_attention.masked[head=0, key=it]"), to: -.infinity),
            .scale(cells("encoder.1.feed_forward.relu[position=animal]"), by: 3),
            .scale(cells("logits.bias"), by: 0),
            .sight(cells("encoder.1.self_attention.mask[query=it, key=animal]"), isOpen: false),
            .sight(cells("decoder.0.self_attention.mask[query=0]"), isOpen: true),
            .attentionTemperature(2), .outputTemperature(0.5),
        ]
    }

    /// Every event with its value, its axes and the name of its op.
    static func expectEqual(
        _ a: Trace, _ b: Trace, _ comment: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(a.events.map(\.path) == b.events.map(\.path), sourceLocation: sourceLocation)
        let different = zip(a.events, b.events).filter { left, right in
            left.inputs != right.inputs || left.axes != right.axes || left.op.name != right.op.name
                || a.value(of: left.id) != b.value(of: right.id)
        }
        #expect(
            different.isEmpty, "\(comment): \(different.map(\.0.path))",
            sourceLocation: sourceLocation)
    }
}
