import CKernels
import Foundation
import Tensors

/// How surprised the model is by each right word: `logits [..., token], targets [...] -> [...]`.
/// With smoothing, a share of the target is spread over the vocabulary (Szegedy et al. 2016). A
/// negative target is padding and costs nothing.
public struct CrossEntropy: Op {
    let smoothing: Float

    public init(smoothing: Float) { self.smoothing = smoothing }

    public var name: String {
        smoothing == 0 ? "cross entropy" : "cross entropy(smoothing: \(smoothing))"
    }
    public var formula: String {
        smoothing == 0
            ? "y = log(sum over t of exp(x[t])) - x[target]"
            : "y = log(sum over t of exp(x[t])) - (1 - s) * x[target] - s / n * sum over t of x[t], s = \(smoothing)"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0].dropLast() }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].crossEntropy(targets: inputs[1], smoothing: smoothing)
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let logits = LogitRow(inputs[0], cell)
        let target = inputs[1][cell]
        let chooser = Derivation.Term(
            [Derivation.Factor(1, cell, target)], contribution: 0, role: .index)
        guard target >= 0 else { return Derivation(terms: [chooser], combined: 0) }
        let n = Float(logits.values.count)
        var total: Float = 0
        for logit in logits.values { total += logit }
        let own = logits.values[Int(target)]
        let logSum = logits.highest + log(logits.sum)
        let value = logSum - (1 - smoothing) * own - smoothing / n * total
        let terms = logits.values.indices.map { t in
            // The whole log-sum is booked on the target, so that the contributions add up.
            let booked = t == Int(target) ? logSum - (1 - smoothing) * own : 0
            return Derivation.Term(
                [Derivation.Factor(0, cell + [t], logits.values[t])],
                contribution: booked - smoothing / n * logits.values[t],
                part: logits.exponentials[t])
        }
        return Derivation(
            terms: terms + [chooser], combined: value,
            note: smoothing == 0
                ? "-log(\(logits.exponentials[Int(target)] / logits.sum))"
                : "-log of the probability of the target is \(logSum - own)")
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        guard step.input == 0 else { return nil }
        return step.emit(
            CrossEntropyGradient(smoothing: smoothing),
            [step.inputs[0], step.inputs[1], step.upstream])
    }
}

/// The probabilities minus the target distribution: `logits [..., token], targets [...],
/// upstream [...] -> [..., token]`.
public struct CrossEntropyGradient: Op {
    let smoothing: Float
    public var name: String { "cross entropy gradient" }
    public var formula: String {
        smoothing == 0
            ? "d[t] = g * (softmax(x)[t] - (1 if t is the target))"
            : "d[t] = g * (softmax(x)[t] - s / n - (1 - s if t is the target))"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        inputs[0].crossEntropyGradient(
            targets: inputs[1], smoothing: smoothing, upstream: inputs[2])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let row = Array(cell.dropLast())
        let token = cell[cell.count - 1]
        let logits = LogitRow(inputs[0], row)
        let target = Derivation.Factor(1, row, inputs[1][row])
        let upstream = Derivation.Factor(2, row, inputs[2][row])
        let weight = target.value < 0 ? 0 : upstream.value
        var probability = logits.exponentials[token] / logits.sum
        let softmax = probability
        if Float(token) == target.value { probability -= 1 - smoothing }
        let spread = smoothing / Float(logits.values.count)
        let value = (probability - spread) * weight
        let wanted = spread + (Float(token) == target.value ? 1 - smoothing : 0)
        let shares = logits.values.indices.map { t in
            Derivation.Term(
                [Derivation.Factor(0, row + [t], logits.values[t])], contribution: 0,
                role: t == token ? .numerator : .denominator, part: logits.exponentials[t])
        }
        return Derivation(
            terms: [Derivation.Term([upstream], contribution: value)] + shares
                + [Derivation.Term([target], contribution: 0, role: .index)], combined: value,
            note: "(\(softmax) - \(wanted)) x \(weight)")
    }
}

/// One row of logits with its exponentials, computed as the kernels do.
private struct LogitRow {
    let values: [Float]
    let highest: Float
    let exponentials: [Float]
    let sum: Float

    init(_ logits: Tensor, _ row: [Int]) {
        let values = (0..<logits.shape[row.count]).map { logits[row + [$0]] }
        let highest = values.reduce(-Float.infinity) { $1 > $0 ? $1 : $0 }
        exponentials = values.map { heed_exp($0 - highest) }
        var sum: Float = 0
        for exponential in exponentials { sum += exponential }
        self.values = values
        self.highest = highest
        self.sum = sum
    }
}
