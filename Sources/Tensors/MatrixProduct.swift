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
        let bStride = Int64(b.stride(along: b.rank - 2))
        func multiply(
            _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, rows: Int,
            into c: UnsafeMutablePointer<Float>
        ) {
            heed_matmul(
                c, Int64(n), x, Int64(transposeA ? 1 : aStride), Int64(transposeA ? aStride : 1), y,
                bStride, transposeB, bias?.pointer, Int64(rows), Int64(n), Int64(k))
        }
        // One matrix for all leading axes: they are only more rows.
        if b.rank == 2 && (a.rank == 2 || !transposeA && a.isContiguous) {
            let rows = shape.dropLast().reduce(1, *)
            return Tensor(shape: shape) { multiply(a.pointer, b.pointer, rows: rows, into: $0) }
        }
        precondition(
            b.rank == 2 || b.shape.dropLast(2) == a.shape.dropLast(2), "leading axes differ")
        return Tensor(shape: shape) { c in
            var output = c
            forEachMatrixPair(a, b) { x, y in
                multiply(x, y, rows: m, into: output)
                output += m * n
            }
        }
    }
}

/// Calls `body` with the start of each matrix (the last two axes) of `a` and of `b`.
private func forEachMatrixPair(
    _ a: Tensor, _ b: Tensor,
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
) {
    let leading = a.rank - 2
    let (aStrides, bStrides) = (a.strides, b.strides)
    let matrices = a.shape[..<leading].reduce(1, *)
    var index = [Int](repeating: 0, count: leading)
    for _ in 0..<matrices {
        var x = 0
        var y = 0
        for axis in 0..<leading {
            x += index[axis] * aStrides[axis]
            if b.rank > 2 { y += index[axis] * bStrides[axis] }
        }
        body(a.pointer + x, b.pointer + y)
        for axis in stride(from: leading - 1, through: 0, by: -1) {
            index[axis] += 1
            if index[axis] < a.shape[axis] { break }
            index[axis] = 0
        }
    }
}
