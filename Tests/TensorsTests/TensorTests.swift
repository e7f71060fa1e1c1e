import Foundation
import Testing

@testable import Tensors

struct TensorTests {
    @Test func softmaxRowsSumToOneAndMaskedCellsAreZero() {
        var numbers = Numbers(seed: 4)
        var scores = numbers.tensor([37, 13], -30...30)
        scores.update { for row in 0..<37 { $0[row * 13 + row % 13] = -.infinity } }
        let weights = scores.softmax()
        for row in 0..<37 {
            #expect(abs((0..<13).reduce(0) { $0 + weights[row, $1] } - 1) < 1e-6)
            #expect(weights[row, row % 13] == 0)
            let highest = (0..<13).map { Double(scores[row, $0]) }.max() ?? 0
            let exponentials = (0..<13).map { exp(Double(scores[row, $0]) - highest) }
            for column in 0..<13 {
                let exact = exponentials[column] / exponentials.reduce(0, +)
                #expect(abs(Double(weights[row, column]) - exact) < 1e-6)
            }
        }
    }

    @Test func softmaxOfExtremesIsDefined() {
        let nothing = Tensor([-.infinity, -.infinity]).softmax()
        #expect(nothing.elements == [0, 0])
        #expect(Tensor([3e38, -3e38]).softmax().elements == [1, 0])
    }

    /// The worked numbers of the illustrated transformer: 112 and 96, divided by 8, give 0.88 and
    /// 0.12.
    @Test func thinkingMachines() {
        let weights = Tensor([112, 96]).scaled(by: 1 / Float(8)).softmax()
        #expect(abs(weights[0] - 0.88) < 0.005)
        #expect(abs(weights[1] - 0.12) < 0.005)
    }

    @Test func broadcastingRepeatsMissingAndSingleAxes() {
        let a = Tensor((0..<12).map(Float.init), shape: [2, 2, 3])
        let sum = a.adding(Tensor([10, 20, 30, 40, 50, 60], shape: [2, 3]))
        #expect(sum.elements == [10, 21, 32, 43, 54, 65, 16, 27, 38, 49, 60, 71])
        let columns = a.multiplied(by: Tensor([1, 2], shape: [2, 1]))
        #expect(columns.elements == [0, 1, 2, 6, 8, 10, 6, 7, 8, 18, 20, 22])
        #expect(Broadcasting.shape([2, 3], [4]) == nil)
    }

    @Test func changingACopyLeavesTheOriginal() {
        let original = Tensor([1, 2, 3])
        var copy = original
        copy.update { $0[0] = 9 }
        #expect(original.elements == [1, 2, 3])
        #expect(copy.elements == [9, 2, 3])
    }

    @Test func borrowedMemoryIsNeverWrittenTo() {
        final class Owner {}
        let memory: [Float] = [1, 2]
        memory.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var tensor = Tensor(borrowing: base, shape: [2], owner: Owner())
            tensor.update { $0[0] = 5 }
            #expect(tensor.elements == [5, 2])
            #expect(buffer[0] == 1)
        }
    }

    @Test func viewsReadInRowMajorOrder() {
        let x = Tensor((0..<6).map(Float.init), shape: [2, 3])
        // The last axis of a view has neighbours side by side: here it has one element.
        let swapped = x.view(shape: [3, 2, 1], strides: [1, 3, 1])
        #expect(!swapped.isContiguous)
        #expect(swapped.elements == [0, 3, 1, 4, 2, 5])
        #expect(swapped.reshaped([6]).elements == [0, 3, 1, 4, 2, 5])
        #expect(x.lastRow.elements == [3, 4, 5])
    }

    @Test func equalityComparesBits() {
        #expect(Tensor([.nan]) == Tensor([.nan]))
        #expect(Tensor([0]) != Tensor([-0.0]))
        #expect(Tensor([1, 2], shape: [1, 2]) != Tensor([1, 2]))
    }

    @Test func normalisedRowsHaveMeanZeroAndVarianceOne() {
        var numbers = Numbers(seed: 5)
        let x = numbers.tensor([9, 64], -5...9)
        let mean = x.mean()
        let rows = x.normalised(mean: mean, variance: x.variance(mean: mean), epsilon: 1e-5)
        for row in 0..<9 {
            let values = (0..<64).map { Double(rows[row, $0]) }
            #expect(abs(values.reduce(0, +) / 64) < 1e-6)
            #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 64 - 1) < 1e-4)
        }
    }

    @Test func crossEntropyIsTheSmoothedSurprise() {
        var numbers = Numbers(seed: 6)
        let logits = numbers.tensor([4, 7])
        let targets = Tensor([0, 3, -1, 6])
        let losses = logits.crossEntropy(targets: targets, smoothing: 0.1)
        for row in 0..<4 {
            guard targets[row] >= 0 else {
                #expect(losses[row] == 0)
                continue
            }
            let total = (0..<7).reduce(0.0) { $0 + exp(Double(logits[row, $1])) }
            let exact = (0..<7).reduce(0.0) { sum, token in
                let share = 0.1 / 7 + (Float(token) == targets[row] ? 0.9 : 0)
                return sum - share * (Double(logits[row, token]) - log(total))
            }
            #expect(abs(Double(losses[row]) - exact) < 1e-5)
        }
    }
}
