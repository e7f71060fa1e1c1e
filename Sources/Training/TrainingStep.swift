import Dispatch
import Models
import Tensors

/// What one step of training measured.
public struct StepReport: Sendable {
    /// Counted from 0.
    public let step: Int
    /// Label-smoothed cross-entropy a word.
    public let crossEntropy: Float
    /// The guided head's part of the loss.
    public let guidance: Float
    /// The norm of the gradient before clipping.
    public let gradientNorm: Float
    public let rate: Float
    /// Target words in the batch.
    public let words: Int
}

/// One step of gradient descent on one batch.
public struct TrainingStep: Sendable {
    let model: EncoderDecoder
    let recipe: Recipe

    public init(model: EncoderDecoder, recipe: Recipe) {
        self.model = model
        self.recipe = recipe
    }

    /// The gradient of the whole batch. Shards are computed side by side and summed in order, so
    /// that the result does not depend on the number of threads.
    func gradients(
        of batch: [Example], parameters: Parameters
    ) -> (gradients: [String: Tensor], crossEntropy: Float, guidance: Float, words: Int) {
        // Pairs of like length together need little padding.
        let sorted = batch.enumerated().sorted {
            ($0.element.target.count, $0.offset) < ($1.element.target.count, $1.offset)
        }.map(\.element)
        let shards = stride(from: 0, to: sorted.count, by: recipe.shard).map {
            Array(sorted[$0..<min($0 + recipe.shard, sorted.count)])
        }
        let words = batch.reduce(0) { $0 + $1.target.count }
        let loss = Loss(
            model: model, recipe: recipe, words: words, guides: batch.count { $0.guide != nil })
        let results = concurrentMap(shards) { loss.gradients(of: $0, parameters: parameters) }
        let sums = concurrentMap(parameters.paths) { path -> Tensor? in
            let parts = results.compactMap { $0.gradients[path] }
            guard parts.count > 1 else { return parts.first }
            var sum = parts[0].adding(parts[1])
            for part in parts.dropFirst(2) { sum.accumulate(part) }
            return sum
        }
        var gradients: [String: Tensor] = [:]
        for (path, sum) in zip(parameters.paths, sums) { gradients[path] = sum }
        return (
            gradients, results.reduce(0) { $0 + $1.crossEntropy },
            results.reduce(0) { $0 + $1.guidance }, words
        )
    }

    /// Moves the parameters along the gradient of the batch.
    ///
    /// - Parameter step: decides the learning rate.
    public func apply(
        _ batch: [Example], step: Int, to parameters: inout Parameters, optimiser: inout Adam
    ) -> StepReport {
        let (gradients, crossEntropy, guidance, words) = gradients(
            of: batch, parameters: parameters)
        let squares = concurrentMap(parameters.paths) { gradients[$0]?.sumOfSquares ?? 0 }
            .reduce(0, +)
        let norm = Float(squares.squareRoot())
        let rate = recipe.rate(at: step)
        optimiser.step(
            &parameters, gradients: gradients,
            gradientScale: recipe.gradientScale(norm: norm), rate: rate)
        return StepReport(
            step: step, crossEntropy: crossEntropy, guidance: guidance, gradientNorm: norm,
            rate: rate, words: words)
    }
}

/// Maps the elements on all cores; the results are in order.
func concurrentMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Result
) -> [Result] {
    var results = [Result?](repeating: nil, count: elements.count)
    results.withUnsafeMutableBufferPointer { buffer in
        // Each iteration writes one slot of its own.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: elements.count) {
            slots[$0] = transform(elements[$0])
        }
    }
    return results.compactMap { $0 }
}
