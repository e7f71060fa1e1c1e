import Tensors
import Tracing

/// What the model would write at one position of the target.
struct Choice {
    let probabilities: [Float]
    let favourite: String
    let id: Int
}

extension Trace {
    /// The choices of each position of the target.
    var choices: [Choice] {
        guard let traced = self["probabilities"] else { return [] }
        let labels = traced.axes[1].labels
        return traced.value.rows.map { row in
            let best = row.favourite
            return Choice(
                probabilities: row, favourite: labels?[best] ?? String(best), id: best)
        }
    }

    /// The natural logarithm of the probability of the target, or of one of its words given those
    /// before it.
    func logProbability(of word: Int?) -> Double {
        let words = logProbabilities
        return word.map { words[$0] } ?? words.reduce(0, +)
    }

    /// The natural logarithms of the probabilities of the target's words, each given those before.
    public var logProbabilities: [Double] {
        guard let logits = self["logits"], let targets = self["target.ids"] else { return [] }
        return logits.value.crossEntropy(targets: targets.value, smoothing: 0).elements.map {
            -Double($0)
        }
    }
}

extension Tensor {
    /// The rows of a matrix.
    var rows: [[Float]] {
        let elements = elements
        let width = shape[1]
        return (0..<shape[0]).map { Array(elements[$0 * width..<($0 + 1) * width]) }
    }
}

extension [Float] {
    /// The place of the largest number, the first where several are largest: what a greedy search
    /// takes.
    var favourite: Int { indices.max { self[$0] < self[$1] } ?? 0 }
}
