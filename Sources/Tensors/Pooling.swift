import CKernels

/// What one number stands for that is shown in the place of several.
public enum Pooling: Sendable, Hashable {
    case mean, largest
}

extension Tensor {
    /// One number for each block of so many rows and columns of a part of a matrix, or what is left of
    /// a block at the part's end. One that is not a number makes its block not a number.
    public func pooled(
        rows: Range<Int>, columns: Range<Int>, high: Int, wide: Int, _ pooling: Pooling
    ) -> Tensor {
        precondition(rank == 2 && high > 0 && wide > 0)
        precondition(
            (0...shape[0]).contains(rows.upperBound) && (0...shape[1]).contains(columns.upperBound))
        let blocks = (rows.count + high - 1) / high
        let cells = (columns.count + wide - 1) / wide
        let stride = stride(along: 0)
        return Tensor(shape: [blocks, cells]) { output in
            Sharing.share(blocks, work: rows.count * columns.count) { part in
                let first = rows.lowerBound + part.lowerBound * high
                let last = min(rows.lowerBound + part.upperBound * high, rows.upperBound)
                heed_pool(
                    output + part.lowerBound * cells,
                    pointer + first * stride + columns.lowerBound, Int64(stride),
                    Int64(last - first), Int64(columns.count), Int64(high), Int64(wide),
                    pooling == .largest)
            }
        }
    }
}
