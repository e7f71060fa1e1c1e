import Tensors

/// Keeps one position: `[..., position, feature] -> [..., 1, feature]`. A model that says something
/// of the whole sentence reads it from the first.
public struct TakePosition: Op {
    let position: Int

    public init(_ position: Int) { self.position = position }

    public var name: String { "take(position: \(position))" }
    public var formula: String { "y[f] = x[\(position), f]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        var axes = inputs[0]
        let positions = axes[axes.count - 2]
        axes[axes.count - 2] = Axis(
            positions.name, size: 1, labels: positions.labels.map { [$0[position]] })
        return axes
    }

    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].rows(position..<position + 1) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        var source = cell
        source[cell.count - 2] = position
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let shape = step.inputs[0].value.shape
        return step.emit(
            TakePositionGradient(position, of: shape[shape.count - 2]), [step.upstream])
    }
}

/// The gradient at the position that was kept, 0 elsewhere: `[..., 1, feature] -> [..., position,
/// feature]`.
public struct TakePositionGradient: Op {
    let position: Int
    let positions: Int
    public var name: String { "take gradient" }
    public var formula: String { "d[\(position)] = g, 0 elsewhere" }

    init(_ position: Int, of positions: Int) {
        self.position = position
        self.positions = positions
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        var axes = inputs[0]
        axes[axes.count - 2] = Axis(axes[axes.count - 2].name, size: positions)
        return axes
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let g = inputs[0].contiguous()
        let width = g.shape[g.rank - 1]
        var spread = Tensor(
            repeating: 0, shape: Array(g.shape.dropLast(2)) + [positions, width])
        spread.update { output in
            for matrix in 0..<g.count / max(width, 1) {
                (output + (matrix * positions + position) * width).update(
                    from: g.pointer + matrix * width, count: width)
            }
        }
        return spread
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        guard cell[cell.count - 2] == position else { return .leaf(0) }
        var source = cell
        source[cell.count - 2] = 0
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }
}
