import Foundation
import Tensors

/// What the model says about the word behind one hypothesis.
struct NextWord {
    /// One for each word of the vocabulary.
    let logits: Tensor
    let probabilities: Tensor
    private let highest: Float
    private let logHighest: Double

    /// - Parameter logits: `[token]`.
    init(logits: Tensor, probabilities: Tensor) {
        self.logits = logits.contiguous()
        self.probabilities = probabilities.contiguous()
        var best = 0
        for id in 1..<logits.count where self.logits.pointer[id] > self.logits.pointer[best] {
            best = id
        }
        highest = self.logits.pointer[best]
        logHighest = log(Double(self.probabilities.pointer[best]))
    }

    private init(
        logits: Tensor, probabilities: Tensor, highest: Float, logHighest: Double
    ) {
        self.logits = logits
        self.probabilities = probabilities
        self.highest = highest
        self.logHighest = logHighest
    }

    /// The same without some words: their probability becomes 0, that of the others stays.
    func forbidding(_ words: Set<Int>) -> NextWord {
        var (logits, probabilities) = (logits, probabilities)
        for word in words where word < logits.count {
            logits.update { $0[word] = -.infinity }
            probabilities.update { $0[word] = 0 }
        }
        return NextWord(
            logits: logits, probabilities: probabilities, highest: highest, logHighest: logHighest)
    }

    /// One word only, which is certain.
    func forcing(_ word: Int) -> NextWord {
        var logits = Tensor(repeating: -.infinity, shape: logits.shape)
        var probabilities = Tensor(repeating: 0, shape: logits.shape)
        logits.update { $0[word] = 0 }
        probabilities.update { $0[word] = 1 }
        return NextWord(
            logits: logits, probabilities: probabilities, highest: 0, logHighest: 0)
    }

    /// The natural logarithm of a word's probability, from its logit: that of a very improbable word
    /// is exact too, where the probability itself has become 0.
    func logProbability(of id: Int) -> Double {
        Double(logits.pointer[id]) - Double(highest) + logHighest
    }

    /// The ids of the most probable words, the best first; of equal ones the lower id.
    func best(_ count: Int) -> [Int] { NextWord.largest(count, of: logits) }

    /// The positions of the largest elements, the largest first; of equal ones the earlier.
    static func largest(_ count: Int, of values: Tensor) -> [Int] {
        let numbers = UnsafeBufferPointer(start: values.pointer, count: values.count)
        // Inserting into a short list is quick; a long one is sorted.
        guard count <= 64 else {
            let order = numbers.indices.sorted {
                numbers[$0] == numbers[$1] ? $0 < $1 : numbers[$0] > numbers[$1]
            }
            return Array(order.prefix(count))
        }
        var found: [Int] = []
        found.reserveCapacity(count + 1)
        for (position, number) in numbers.enumerated() {
            if found.count == count, let last = found.last, number <= numbers[last] { continue }
            let place = found.firstIndex { numbers[$0] < number } ?? found.count
            found.insert(position, at: place)
            if found.count > count { found.removeLast() }
        }
        return found
    }

    var distribution: Distribution {
        let top = best(Distribution.most).map {
            Distribution.Word(id: $0, probability: probabilities.pointer[$0])
        }
        let all = UnsafeBufferPointer(start: probabilities.pointer, count: probabilities.count)
        let sum = all.reduce(0) { $0 + Double($1) }
        let known = top.reduce(0) { $0 + Double($1.probability) }
        return Distribution(
            top: top, rest: top.count == all.count ? 0 : max(0, sum - known),
            restCount: all.count - top.count)
    }
}
