import Models
import Tensors
import Tokenizers

@testable import Tracing

/// A small encoder-decoder with random weights, traced on a sentence in which a word occurs twice.
enum SampleModel {
    static let source = TokenSequence(
        ids: [3, 4, 5, 6, 4, 2], labels: ["Your", "cat", "is", "a", "cat", "<eos>"])
    static let target = TokenSequence(ids: [4, 7, 3, 2], labels: ["il", "gatto", "è", "<eos>"])
    static let model = EncoderDecoder(
        Configuration(
            dModel: 8, heads: 2, encoderLayers: 2, decoderLayers: 1, dFF: 12, sourceVocabulary: 9,
            targetVocabulary: 8))

    static let parameters: Parameters = {
        var numbers = SeededGenerator(seed: 11)
        var parameters = Parameters()
        for declaration in model.declarations {
            parameters[declaration.path] = numbers.tensor(declaration.shape, -0.7...0.7)
        }
        return parameters
    }()

    /// A fresh run, with edits made on the way.
    static func run(
        source: TokenSequence = source, edits: [Edit] = []
    ) -> Trace {
        let recorder = Recorder()
        model.run(
            source: source, target: target,
            in: Scope(tracer: Tracer(sink: recorder, edits: edits), parameters: parameters))
        return recorder.trace
    }

    /// The same with the loss behind it.
    static func runWithLoss() -> (trace: Trace, loss: Int) {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        model.run(source: source, target: target, in: Scope(tracer: tracer, parameters: parameters))
        guard let logits = recorder.trace["logits"], let targets = recorder.trace["target.ids"]
        else {
            preconditionFailure("the model has logits and a target")
        }
        let words = tracer.emit(
            CrossEntropy(smoothing: 0.1), [logits, targets], at: "loss.words")
        let sum = tracer.emit(SumLeading(to: []), [words], at: "loss.sum")
        let loss = tracer.emit(Scale(by: 0.25, because: "1 / 4"), [sum], at: "loss")
        return (recorder.trace, loss.event.id)
    }
}
