/// How two tensors of different shapes meet, element by element, by NumPy's rule: shapes are
/// aligned at their last axes; an axis that is missing or of size 1 is repeated.
public enum Broadcasting {
    /// The shape of the result, or nil when the shapes do not fit.
    public static func shape(_ a: [Int], _ b: [Int]) -> [Int]? {
        if a == b { return a }
        let rank = max(a.count, b.count)
        var shape = [Int](repeating: 1, count: rank)
        for axis in 0..<rank {
            let x = axis - (rank - a.count)
            let y = axis - (rank - b.count)
            let m = x < 0 ? 1 : a[x]
            let n = y < 0 ? 1 : b[y]
            guard m == n || m == 1 || n == 1 else { return nil }
            shape[axis] = m == 1 ? n : m
        }
        return shape
    }

    /// The index into a tensor of shape `shape` that meets `index` of the result.
    public static func index(_ index: [Int], in shape: [Int]) -> [Int] {
        zip(index.suffix(shape.count), shape).map { $1 == 1 ? 0 : $0 }
    }
}

extension Tensor {
    /// This tensor repeated to `shape` without copying: repeated axes have stride 0.
    ///
    /// The last axis may not be a repeated one.
    func broadcast(to shape: [Int]) -> Tensor {
        if self.shape == shape { return self }
        let missing = shape.count - rank
        let strides = shape.indices.map { axis in
            axis < missing || self.shape[axis - missing] == 1 ? 0 : stride(along: axis - missing)
        }
        return view(shape: shape, strides: strides)
    }
}

/// Walks the runs of elements that lie side by side in two tensors and in a contiguous result, as
/// long as they can be.
func forEachRun(
    _ a: Tensor, _ b: Tensor, shape: [Int],
    _ body: (_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ start: Int, _ count: Int) ->
        Void
) {
    let a = a.broadcast(to: shape)
    let b = b.broadcast(to: shape)
    if a.isContiguous && b.isContiguous {
        return body(a.pointer, b.pointer, 0, shape.reduce(1, *))
    }
    let (aStrides, bStrides) = (a.strides, b.strides)
    var run = 1
    var outer = shape.count
    while outer > 0 {
        let axis = outer - 1
        guard shape[axis] == 1 || (aStrides[axis] == run && bStrides[axis] == run) else { break }
        run *= shape[axis]
        outer = axis
    }
    let rows = shape[..<outer].reduce(1, *)
    guard run * rows > 0 else { return }
    var index = [Int](repeating: 0, count: outer)
    var x = 0
    var y = 0
    for row in 0..<rows {
        body(a.pointer + x, b.pointer + y, row * run, run)
        var axis = outer - 1
        while axis >= 0 {
            index[axis] += 1
            x += aStrides[axis]
            y += bStrides[axis]
            if index[axis] < shape[axis] { break }
            x -= aStrides[axis] * shape[axis]
            y -= bStrides[axis] * shape[axis]
            index[axis] = 0
            axis -= 1
        }
    }
}
