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

        // One matrix for all leading axes: they are only more rows.
        if b.rank == 2 && !transposeA && a.rank > 2 {
            let rows = a.reshaped([a.shape.dropLast().reduce(1, *), k])
            let product = rows.matrixProduct(b, transposeB: transposeB, bias: bias)
            return product.reshaped(Array(a.shape.dropLast()) + [n])
        }
        let leading = Array(a.shape.dropLast(2))
        precondition(b.rank == 2 || Array(b.shape.dropLast(2)) == leading, "leading axes differ")
        return Tensor(shape: leading + [m, n]) { c in
            let aStride = a.strides[a.rank - 2]
            let bStride = Int64(b.strides[b.rank - 2])
            var output = c
            forEachMatrixPair(a, b) { x, y in
                heed_matmul(
                    output, Int64(n), x, Int64(transposeA ? 1 : aStride),
                    Int64(transposeA ? aStride : 1), y, bStride, transposeB,
                    bias?.pointer, Int64(m), Int64(n), Int64(k))
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
