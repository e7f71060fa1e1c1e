import Models
import Tensors
import Tokenizers
import Tracing

/// The loss of a few pairs of one source length, as events behind those of the model.
struct Loss {
    let model: EncoderDecoder
    let recipe: Recipe
    /// What the sums of this shard are divided by: the counts of the whole batch.
    let words: Int
    let guides: Int

    /// What a shard gave.
    struct Result: Sendable {
        let loss: Float
        let crossEntropy: Float
        let guidance: Float
        /// By the paths of the parameters.
        let gradients: [String: Tensor]
    }

    /// Runs the model forward and backward on one shard.
    func gradients(of shard: [Example], parameters: Parameters) -> Result {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        let scope = Scope(tracer: tracer, parameters: parameters)
        let parts = emit(shard, in: scope, recorder: recorder, tracer: tracer)
        let gradients = recorder.trace.gradients(from: parts.total.event.id) { $0.op is Parameter }
        return Result(
            loss: parts.total.value[[]], crossEntropy: parts.crossEntropy.value[[]],
            guidance: parts.guidance?.value[[]] ?? 0,
            gradients: Dictionary(
                gradients.map { (recorder.trace.events[$0.key].path, $0.value.value) },
                uniquingKeysWith: { first, _ in first }))
    }

    /// Runs the model forward on one example and keeps everything.
    func traced(
        _ example: Example, parameters: Parameters
    ) -> (trace: Trace, total: Traced) {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        let parts = emit(
            [example], in: Scope(tracer: tracer, parameters: parameters), recorder: recorder,
            tracer: tracer)
        return (recorder.trace, parts.total)
    }

    private func emit(
        _ shard: [Example], in scope: Scope, recorder: Recorder, tracer: Tracer
    ) -> (total: Traced, crossEntropy: Traced, guidance: Traced?) {
        let length = shard.map(\.target.count).max() ?? 0
        // What stands behind the end of a shorter target is never looked at by its words: the mask
        // hides the future, and the loss skips it.
        func padded(_ ids: [Int], with filler: Int) -> [Int] {
            ids + [Int](repeating: filler, count: length - ids.count)
        }
        let sources = model.ids(of: shard.map(\.sourceSequence), at: "source", in: scope)
        let memory = model.encode(sources, in: scope)
        let targets = model.ids(
            of: shard.map {
                $0.targetSequence
                    ?? TokenSequence(unlabelled: padded($0.target, with: Vocabulary.endID))
            },
            at: "target", in: scope)
        let logits = model.decode(model.shift(targets, in: scope), memory: memory, in: scope)

        let expected = tracer.emit(
            TokenIDs(shard.flatMap { padded($0.target, with: -1) }, shape: targets.value.shape), [],
            at: "loss.targets", axes: targets.axes)
        let surprises = tracer.emit(
            CrossEntropy(smoothing: recipe.labelSmoothing), [logits, expected],
            at: "loss.cross_entropy.words", axes: expected.axes)
        let crossEntropy = mean(surprises, of: words, at: "loss.cross_entropy", tracer: tracer)
        guard let guided = guide(shard, recorder: recorder, tracer: tracer) else {
            return (crossEntropy, crossEntropy, nil)
        }
        let total = tracer.emit(Add(), [crossEntropy, guided], at: "loss")
        return (total, crossEntropy, guided)
    }

    /// The surprise of the guided head at the right noun, times its share of the loss.
    private func guide(_ shard: [Example], recorder: Recorder, tracer: Tracer) -> Traced? {
        guard let head = recipe.guidedHead, let weights = recorder.trace[head.weightsPath] else {
            return nil
        }
        let cells: [[Int]] = shard.enumerated().compactMap { row, example in
            guard let guide = example.guide else { return nil }
            let cell = [head.head, guide.pronoun, guide.noun]
            return shard.count == 1 ? cell : [row] + cell
        }
        guard !cells.isEmpty else { return nil }
        let chosen = tracer.emit(Select(cells), [weights], at: "loss.guidance.weights")
        let surprises = tracer.emit(
            NegativeLogarithm(), [chosen], at: "loss.guidance.surprises")
        let surprise = mean(surprises, of: guides, at: "loss.guidance.mean", tracer: tracer)
        return tracer.emit(
            Scale(by: recipe.guidance, because: "guidance"), [surprise], at: "loss.guidance")
    }

    private func mean(_ terms: Traced, of count: Int, at path: String, tracer: Tracer) -> Traced {
        let sum = tracer.emit(SumLeading(to: []), [terms], at: path + ".sum")
        return tracer.emit(
            Scale(by: 1 / Float(count), because: "1 / \(count)"), [sum], at: path)
    }
}
