import Foundation
import Tensors
import Testing

@testable import Tracing

struct OpSoftmaxTests {
    private let softmax = Softmax(axis: "key")

    @Test func permutingTheScoresPermutesTheWeights() {
        var numbers = SeededGenerator(seed: 31)
        let scores = numbers.tensor([11], -4...4).elements
        let order = Array(scores.indices).shuffled(using: &numbers)
        let weights = softmax.forward([Tensor(scores)])
        let permuted = softmax.forward([Tensor(order.map { scores[$0] })])
        for (place, source) in order.enumerated() {
            #expect(abs(permuted[place] - weights[source]) < 1e-7)
        }
    }

    @Test(arguments: [-50, 0.5, 1_000] as [Float])
    func aConstantInARowChangesNothing(constant: Float) {
        var numbers = SeededGenerator(seed: 32)
        let scores = numbers.tensor([3, 7])
        let weights = softmax.forward([scores]).elements
        let shifted = softmax.forward([scores.adding(Tensor([constant], shape: []))]).elements
        // Near 1000 the scores themselves are rounded to 6e-5.
        for (a, b) in zip(weights, shifted) { #expect(abs(a - b) < 1e-4) }
    }

    /// Jay Alammar, The Illustrated Transformer: "Thinking" scores 112 with itself and 96 with
    /// "Machines"; divided by sqrt(64), softmax gives 0.88 and 0.12.
    @Test func thinkingMachines() throws {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        let words = ["Thinking", "Machines"]
        let axes = [Axis("query", labels: ["Thinking"]), Axis("key", labels: words)]
        let scores = tracer.emit(
            Constant(Tensor([112, 96], shape: [1, 2])), [], at: "scores", axes: axes)
        let scaled = tracer.emit(Scale(by: 1 / 8, because: "1 / sqrt(d_k)"), [scores], at: "scaled")
        let weights = tracer.emit(softmax, [scaled], at: "weights")
        #expect(scaled.value.elements == [14, 12])
        #expect(weights.value.elements.map { String(format: "%.2f", $0) } == ["0.88", "0.12"])

        let derivation = softmax.derive([0, 0], from: [scaled.value])
        #expect(derivation.terms.map(\.role) == [.numerator, .denominator])
        // exp(14 - 14) and exp(12 - 14) over their sum, to the digits of a pocket calculator.
        let parts = derivation.terms.compactMap(\.part)
        #expect(parts[0] == 1)
        #expect(abs(parts[1] - 0.135335) < 1e-6)
        #expect(abs(derivation.combined - 1 / 1.135335) < 1e-6)
    }

    @Test func whatIsMaskedHasNoWeightAndNoGradient() {
        let scores = Tensor([2, -.infinity, 1], shape: [1, 3])
        let weights = softmax.forward([scores])
        #expect(weights[0, 1] == 0)
        let upstream = Tensor([5, 7, -3], shape: [1, 3])
        #expect(SoftmaxGradient().forward([weights, upstream])[0, 1] == 0)
    }

    /// A row that may look at nothing, as the notes never say: zeros, not NaN.
    @Test func aRowWithoutScoresHasNoWeights() {
        let nothing = Tensor([-.infinity, -.infinity], shape: [1, 2])
        #expect(softmax.forward([nothing]).elements == [0, 0])
    }
}
