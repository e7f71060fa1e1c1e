import Checkpoints
import Decoding
import Models
import Testing
import Tokenizers
import Tracing

/// Traces of the bundled model, each made once.
enum WordsTraces {
    static let tired = "The animal didn't cross the street because it was too tired."
    static let wide = "The animal didn't cross the street because it was too wide."
    /// A long one, a short one, one word, an unknown word, a name, punctuation alone.
    static let sentences = [
        tired, wide, "I love you", "Hello", "zorblax", "Maria loves me.", "!",
        "the cat sees the dog",
    ]

    static let model = Result { try TranslationModel(named: "translation") }

    private static let traces: [String: Result<Trace, any Error>] = Dictionary(
        uniqueKeysWithValues: sentences.map { sentence in
            (sentence, Result { try model.get().translate(sentence).trace })
        })

    static func trace(of sentence: String) throws -> Trace {
        try #require(traces[sentence]).get()
    }

    /// The same run with the loss of training behind it and the gradient of every value.
    static func traceWithGradients(of sentence: String) throws -> Trace {
        let model = try model.get()
        let translation = try model.translate(sentence)
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        model.model.run(
            source: TokenSequence(translation.source),
            target: TokenSequence(
                ids: translation.generation.ids + [Vocabulary.endID],
                labels: translation.words + [Vocabulary.end]),
            in: Scope(tracer: tracer, parameters: model.parameters))
        let logits = try #require(recorder.trace["logits"])
        let targets = try #require(recorder.trace["target.ids"])
        let words = tracer.emit(
            CrossEntropy(smoothing: 0.1), [logits, targets], at: "loss.cross_entropy.words")
        let sum = tracer.emit(SumLeading(to: []), [words], at: "loss.cross_entropy.sum")
        let loss = tracer.emit(
            Scale(by: 1 / Float(words.value.count), because: "1 / n"), [sum],
            at: "loss.cross_entropy")
        return recorder.trace.backward(from: loss.event.id).trace
    }
}
