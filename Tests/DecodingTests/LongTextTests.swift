import Checkpoints
import Decoding
import ReferenceCases
import Testing
import Tokenizers
import Tracing

/// Texts of which not every value is kept.
@Suite(.disabled(if: References.areMissing, "the reference cases are not here"))
struct LongTextTests {
    private let model: PretrainedModel
    private let text = (0..<55).map { "the animal \($0)" }.joined(separator: " ")

    init() throws { model = try PretrainedModel(folder: References.path("t5/checkpoint")) }

    @Test func whatWasDroppedComesBackWithTheSameBits() throws {
        let everything = Recorder()
        let reading = try model.read(text, sink: everything)
        #expect(model.isLong(text) && !model.isLong("the animal"))
        #expect(reading.tokens.count > 256)
        let dropped = reading.trace.events.filter { reading.trace.heldValue(of: $0.id) == nil }
        #expect(dropped.contains { $0.path == "encoder.0.self_attention.weights" })
        #expect(!dropped.contains { $0.path.hasSuffix(".residual") || $0.path == "logits" })
        for event in dropped where event.path.hasPrefix("encoder.1") {
            #expect(
                reading.trace.value(of: event.id) == everything.trace.value(of: event.id),
                "\(event.path)")
        }
    }

    /// A sink that has seen enough.
    private final class Impatient: Sink {
        var progress: ReadingProgress
        private(set) var places: [String] = []
        private let last: String

        init(_ model: PretrainedModel, until last: String) {
            progress = ReadingProgress(of: model)
            self.last = last
        }

        func receive(_ traced: Traced) {
            progress.note(traced.event)
            if places.last != progress.description { places.append(progress.description) }
        }

        var wantsValues: Bool { !places.contains(last) }
    }

    @Test func aReadingSaysHowFarItIsAndCanBeStopped() throws {
        let patient = Impatient(model, until: "never")
        _ = try model.read("the animal", sink: patient)
        #expect(patient.places.contains("encoder, layer 1 of 2"))
        #expect(patient.places.contains("decoder, layer 2 of 2"))
        #expect(patient.places.last == "probabilities")

        let impatient = Impatient(model, until: "encoder, layer 2 of 2")
        #expect(throws: SentenceError.stopped) {
            try model.read("the animal", sink: impatient)
        }
    }
}
