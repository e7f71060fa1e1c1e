// Putting blocks of elements together.

extension Tensor {
    /// The rows of `other` behind the rows of this tensor, in each matrix of the last two axes:
    /// `[..., m, n]` and `[..., k, n]` to `[..., m + k, n]`.
    public func appendingRows(of other: Tensor) -> Tensor {
        precondition(rank > 1 && rank == other.rank, "rows are appended to rows")
        let axis = rank - 2
        let width = shape[rank - 1]
        var joined = shape
        joined[axis] += other.shape[axis]
        precondition(
            shape[..<axis] == other.shape[..<axis] && width == other.shape[rank - 1],
            "shapes \(shape) and \(other.shape) do not join")
        let (first, second) = (contiguous(), other.contiguous())
        let (ownBlock, otherBlock) = (shape[axis] * width, other.shape[axis] * width)
        return Tensor(shape: joined) { output in
            var next = output
            for matrix in 0..<shape[..<axis].reduce(1, *) {
                next.update(from: first.pointer + matrix * ownBlock, count: ownBlock)
                next += ownBlock
                next.update(from: second.pointer + matrix * otherBlock, count: otherBlock)
                next += otherBlock
            }
        }
    }

    /// Some of the rows of each matrix, side by side in memory: `[..., m, n] -> [..., k, n]`.
    public func rows(_ range: Range<Int>) -> Tensor {
        precondition(rank > 1 && range.lowerBound >= 0 && range.upperBound <= shape[rank - 2])
        let source = contiguous()
        let width = shape[rank - 1]
        let (block, kept) = (shape[rank - 2] * width, range.count * width)
        return Tensor(shape: shape.dropLast(2) + [range.count, width]) { output in
            for matrix in 0..<shape.dropLast(2).reduce(1, *) {
                (output + matrix * kept).update(
                    from: source.pointer + matrix * block + range.lowerBound * width, count: kept)
            }
        }
    }

    /// Positions of the first axis in another order, any of them once, often or never:
    /// `[m, ...] -> [positions, ...]`.
    public func selecting(_ positions: [Int]) -> Tensor {
        let source = contiguous()
        let block = shape.dropFirst().reduce(1, *)
        return Tensor(shape: [positions.count] + shape.dropFirst()) { output in
            for (target, position) in positions.enumerated() {
                precondition(position >= 0 && position < shape[0], "no position \(position)")
                (output + target * block).update(
                    from: source.pointer + position * block, count: block)
            }
        }
    }
}
