import CKernels

extension Tensor {
    /// The matrix product over the last two axes: `[..., m, k] x [..., k, n] -> [..., m, n]`.
    ///
    /// Every output starts from `bias[n]`, or 0, and adds the products in ascending k, each with
    /// one rounding. Leading axes are matched one by one; a `b` of two axes serves all of them.
    ///
    /// - Parameters:
    ///   - transposeA: read `self` as `[..., k, m]`.
    ///   - transposeB: read `b` as `[..., n, k]`.
    public func matrixProduct(
        _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false, bias: Tensor? = nil
    ) -> Tensor {
        let a = self
        let m = a.shape[a.rank - (transposeA ? 1 : 2)]
        let k = a.shape[a.rank - (transposeA ? 2 : 1)]
        let n = b.shape[b.rank - (transposeB ? 2 : 1)]
        precondition(b.shape[b.rank - (transposeB ? 1 : 2)] == k, "inner sizes differ")
        precondition(bias.map { $0.shape == [n] } ?? true, "a bias has one number a column")

        var shape = a.shape
        shape[rank - 2] = m
        shape[rank - 1] = n
        let aStride = a.stride(along: a.rank - 2)
        let bStride = b.stride(along: b.rank - 2)
        let work = shape.reduce(1, *) * k
        func multiply(
            _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, rows: Int, columns: Range<Int>,
            into c: UnsafeMutablePointer<Float>
        ) {
            let first = columns.lowerBound
            heed_matmul(
                c + first, Int64(n), x, Int64(transposeA ? 1 : aStride),
                Int64(transposeA ? aStride : 1), y + first * (transposeB ? bStride : 1),
                Int64(bStride), transposeB, bias.map { $0.pointer + first }, Int64(rows),
                Int64(columns.count), Int64(k))
        }
        // One matrix for all leading axes: they are only more rows.
        if b.rank == 2 && (a.rank == 2 || !transposeA && a.isContiguous) {
            let rows = shape.dropLast().reduce(1, *)
            return Tensor(shape: shape) { c in
                Sharing.share(n, by: Tensor.columnsOfAPart, work: work) {
                    multiply(a.pointer, b.pointer, rows: rows, columns: $0, into: c)
                }
            }
        }
        precondition(
            b.rank == 2 || b.shape.dropLast(2) == a.shape.dropLast(2), "leading axes differ")
        let matrices = shape.dropLast(2).reduce(1, *)
        return Tensor(shape: shape) { c in
            Sharing.share(matrices, work: work) {
                forEachMatrixPair(a, b, in: $0) { number, x, y in
                    multiply(x, y, rows: m, columns: 0..<n, into: c + number * m * n)
                }
            }
        }
    }

    /// A multiple of what the kernels compute side by side.
    private static let columnsOfAPart = 32
}

/// Calls `body` with the number and the start of each matrix (the last two axes) of `a` and of `b`.
private func forEachMatrixPair(
    _ a: Tensor, _ b: Tensor, in matrices: Range<Int>,
    _ body: (Int, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
) {
    let leading = a.rank - 2
    let (aStrides, bStrides) = (a.strides, b.strides)
    for number in matrices {
        var rest = number
        var x = 0
        var y = 0
        for axis in (0..<leading).reversed() {
            let index = rest % a.shape[axis]
            rest /= a.shape[axis]
            x += index * aStrides[axis]
            if b.rank > 2 { y += index * bStrides[axis] }
        }
        body(number, a.pointer + x, b.pointer + y)
    }
}
