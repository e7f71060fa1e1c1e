import Tensors

/// Cuts the features into heads: `[..., position, head * feature] -> [..., head, position,
/// feature]`. Nothing is computed or copied; head h gets the h-th block of the features.
public struct SplitHeads: Op {
    let heads: Int

    public init(heads: Int) { self.heads = heads }

    public var name: String { "split(heads: \(heads))" }
    public var formula: String { "y[h, i, f] = x[i, h * d_k + f]" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        let axes = inputs[0]
        let feature = axes[axes.count - 1]
        return axes.dropLast(2) + [
            Axis("head", size: heads), axes[axes.count - 2],
            Axis(feature.name, size: feature.size / heads),
        ]
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let x = inputs[0]
        let width = x.shape[x.rank - 1] / heads
        return x.view(
            shape: Array(x.shape.dropLast(2)) + [heads, x.shape[x.rank - 2], width],
            strides: Array(x.strides.dropLast(2)) + [width, x.strides[x.rank - 2], 1])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let width = inputs[0].shape[inputs[0].rank - 1] / heads
        let (head, position, feature) = (
            cell[cell.count - 3], cell[cell.count - 2], cell[cell.count - 1]
        )
        let source: [Int] = cell.dropLast(3) + [position, head * width + feature]
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(ConcatenateHeads(), [step.upstream])
    }
}

/// Puts the heads side by side again: `[..., head, position, feature] -> [..., position,
/// head * feature]`.
public struct ConcatenateHeads: Op {
    public var name: String { "concat(heads)" }
    public var formula: String { "y[i, h * d_k + f] = x[h, i, f]" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        let axes = inputs[0]
        let feature = axes[axes.count - 1]
        return axes.dropLast(3) + [
            axes[axes.count - 2],
            Axis(feature.name, size: axes[axes.count - 3].size * feature.size),
        ]
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let x = inputs[0]
        let last = x.rank - 1
        let (heads, positions, width) = (x.shape[last - 2], x.shape[last - 1], x.shape[last])
        let swapped = x.view(
            shape: Array(x.shape.dropLast(3)) + [positions, heads, width],
            strides: Array(x.strides.dropLast(3)) + [x.strides[last - 1], x.strides[last - 2], 1])
        return swapped.reshaped(Array(x.shape.dropLast(3)) + [positions, heads * width])
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let width = inputs[0].shape[inputs[0].rank - 1]
        let (position, feature) = (cell[cell.count - 2], cell[cell.count - 1])
        let source: [Int] = cell.dropLast(2) + [feature / width, position, feature % width]
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        let input = step.inputs[0].value
        return step.emit(SplitHeads(heads: input.shape[input.rank - 3]), [step.upstream])
    }
}
