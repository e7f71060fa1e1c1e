import Foundation
import Tensors
import Testing

@testable import Tracing

struct OpCrossEntropyTests {
    private let logits: Tensor
    private let targets = Tensor([0, 3, -1, 6])

    init() {
        var numbers = SeededGenerator(seed: 51)
        logits = numbers.tensor([4, 7], -6...6)
    }

    /// -sum of q log p written out in double precision, with p the softmax and q the target
    /// distribution (Szegedy et al. 2016, section 7); 0 for padding.
    private func reference(row: Int, smoothing: Double) -> Double {
        guard targets[row] >= 0 else { return 0 }
        let row = (logits: (0..<7).map { Double(logits[row, $0]) }, target: Int(targets[row]))
        let sum = row.logits.reduce(0) { $0 + exp($1) }
        return row.logits.indices.reduce(0) { total, token in
            let share = smoothing / 7 + (token == row.target ? 1 - smoothing : 0)
            return total - share * (row.logits[token] - log(sum))
        }
    }

    @Test(arguments: [0, 0.1, 0.5] as [Float])
    func itIsTheSmoothedSurprise(smoothing: Float) {
        let losses = CrossEntropy(smoothing: smoothing).forward([logits, targets])
        for row in 0..<4 {
            let exact = reference(row: row, smoothing: Double(smoothing))
            #expect(abs(Double(losses[row]) - exact) < 5e-6)
        }
    }

    /// Without smoothing: minus the logarithm of the probability of the right word.
    @Test func itIsTheSurpriseAtTheTarget() {
        let losses = CrossEntropy(smoothing: 0).forward([logits, targets])
        let probabilities = Softmax(axis: "token").forward([logits])
        let surprise = NegativeLogarithm().forward([Tensor([probabilities[1, 3]])])
        #expect(abs(losses[1] - surprise[0]) < 5e-6)
    }

    /// The gradients of a row add up to 0: what one word gains the others lose.
    @Test func theGradientsOfARowAddUpToZero() {
        let gradient = CrossEntropyGradient(smoothing: 0.1).forward(
            [logits, targets, Tensor([1, 2, 3, -1])])
        for row in 0..<4 {
            #expect(abs((0..<7).reduce(0) { $0 + gradient[row, $1] }) < 1e-6)
        }
        #expect((0..<7).allSatisfy { gradient[2, $0] == 0 }, "padding teaches nothing")
        #expect(gradient[0, 0] < 0, "the right word is raised")
    }

    @Test func largeLogitsDoNotOverflow() {
        let losses = CrossEntropy(smoothing: 0).forward(
            [Tensor([1e4, -1e4], shape: [1, 2]), Tensor([1])])
        #expect(losses[0] == 2e4)
    }

    @Test func aTargetOutsideTheRowIsRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = CrossEntropy(smoothing: 0).forward([Tensor([1, 2], shape: [1, 2]), Tensor([2])])
        }
    }
}
