import Tensors

/// Puts the rows of one value behind those of another: `[..., m, feature], [..., k, feature] ->
/// [..., m + k, feature]`. So the keys of a new word join those of the words before it.
public struct Append: Op {
    let axis: String

    /// - Parameter axis: the name of the axis that grows, the last but one: `key`.
    public init(axis: String) { self.axis = axis }

    public var name: String { "append(axis: \(axis))" }
    public var formula: String { "y[i] = a[i] for i < m, else b[i - m], with m the rows of a" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        var axes = inputs[0]
        let grown = axes.count - 2
        let (first, second) = (axes[grown], inputs[1][grown])
        var labels: [String]?
        if let own = first.labels, let others = second.labels { labels = own + others }
        axes[grown] = Axis(first.name, size: first.size + second.size, labels: labels)
        return axes
    }

    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].appendingRows(of: inputs[1]) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let grown = cell.count - 2
        let earlier = inputs[0].shape[grown]
        guard cell[grown] >= earlier else {
            return .copy(Derivation.Factor(0, cell, inputs[0][cell]))
        }
        var source = cell
        source[grown] -= earlier
        return .copy(Derivation.Factor(1, source, inputs[1][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let shapes = step.inputs.map(\.value.shape)
        let earlier = shapes[0][shapes[0].count - 2]
        let rows =
            step.input == 0 ? 0..<earlier : earlier..<earlier + shapes[1][shapes[1].count - 2]
        return step.emit(AppendGradient(rows: rows), [step.upstream])
    }
}

/// Takes one part of the rows back out: `[..., position, feature] -> [..., rows, feature]`.
public struct AppendGradient: Op {
    let rows: Range<Int>
    public var name: String { "append gradient" }
    public var formula: String { "d[i] = g[i + \(rows.lowerBound)]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        var axes = inputs[0]
        axes[axes.count - 2] = Axis(axes[axes.count - 2].name, size: rows.count)
        return axes
    }

    public func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].rows(rows) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        var source = cell
        source[cell.count - 2] += rows.lowerBound
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }
}
