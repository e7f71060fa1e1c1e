import Tensors

/// Gives several query heads the same keys or values: `[..., group, position, feature] -> [..., head,
/// position, feature]`. Query head h reads group h / (heads / groups) (Ainslie et al. 2023).
public struct RepeatHeads: Op {
    let times: Int

    /// - Parameter times: how many query heads share a group.
    public init(times: Int) { self.times = times }

    public var name: String { "repeat heads(times: \(times))" }
    public var formula: String { "y[h, i, f] = x[h / \(times), i, f], rounded down" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        var axes = inputs[0]
        axes[axes.count - 3] = Axis("head", size: axes[axes.count - 3].size * times)
        return axes
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let x = inputs[0].contiguous()
        let block = x.shape[x.rank - 2] * x.shape[x.rank - 1]
        var shape = x.shape
        shape[x.rank - 3] *= times
        return Tensor(shape: shape) { output in
            for head in 0..<x.count / max(block, 1) * times {
                (output + head * block).update(
                    from: x.pointer + head / times * block, count: block)
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        var source = cell
        source[cell.count - 3] /= times
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(RepeatHeadsGradient(times: times), [step.upstream])
    }
}

/// Adds the gradients of the heads that share a group, in ascending order.
public struct RepeatHeadsGradient: Op {
    let times: Int
    public var name: String { "repeat heads gradient" }
    public var formula: String { "d[g] = sum of the gradients of the \(times) heads of group g" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        var axes = inputs[0]
        axes[axes.count - 3] = Axis("head", size: axes[axes.count - 3].size / times)
        return axes
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let g = inputs[0].contiguous()
        let block = g.shape[g.rank - 2] * g.shape[g.rank - 1]
        var shape = g.shape
        shape[g.rank - 3] /= times
        var sums = Tensor(repeating: 0, shape: shape)
        sums.update { output in
            for i in 0..<g.count { output[i / (block * times) * block + i % block] += g.pointer[i] }
        }
        return sums
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let factors = (0..<times).map { number in
            var source = cell
            source[cell.count - 3] = cell[cell.count - 3] * times + number
            return Derivation.Factor(0, source, inputs[0][source])
        }
        return .sum(factors, startingAtZero: true)
    }
}
