import CKernels

/// A block of 32-bit floats with a shape: a view into shared memory.
///
/// Elements along the last axis always lie side by side; the other axes may have any stride, so
/// that splitting into heads costs nothing. A tensor is a value: changing a copy leaves the
/// original as it was.
public struct Tensor: Sendable {
    /// The only stored property, so that to pass a tensor along is to count one reference.
    private var storage: Storage

    /// The size of each axis, outermost first; empty for a single number.
    public var shape: [Int] { storage.shape }

    /// The distance between neighbours along each axis, in elements; 0 repeats one element.
    public var strides: [Int] { storage.ownStrides ?? Tensor.contiguousStrides(of: shape) }

    /// The distance between neighbours along one axis.
    func stride(along axis: Int) -> Int {
        storage.ownStrides?[axis] ?? shape[(axis + 1)...].reduce(1, *)
    }

    private init(_ storage: Storage) { self.storage = storage }

    /// A new tensor whose `count` elements, in row-major order, `fill` must all set.
    public init(shape: [Int], fill: (UnsafeMutablePointer<Float>) -> Void) {
        storage = Storage(shape: shape)
        fill(storage.pointer)
    }

    /// A tensor of the given elements in row-major order; their number must fit the shape.
    public init(_ elements: [Float], shape: [Int]) {
        precondition(elements.count == shape.reduce(1, *), "the elements do not fill the shape")
        self.init(shape: shape) { pointer in
            elements.withUnsafeBufferPointer {
                if let base = $0.baseAddress { pointer.update(from: base, count: $0.count) }
            }
        }
    }

    /// A vector.
    public init(_ elements: [Float]) {
        self.init(elements, shape: [elements.count])
    }

    /// A tensor that repeats one number.
    public init(repeating value: Float, shape: [Int]) {
        self.init(shape: shape) { $0.update(repeating: value, count: shape.reduce(1, *)) }
    }

    /// A tensor of zeros of which all rows are one: a shape without the memory for it.
    public init(placeholder shape: [Int]) {
        var strides = [Int](repeating: 0, count: shape.count)
        if !strides.isEmpty { strides[strides.count - 1] = 1 }
        self = Tensor(repeating: 0, shape: [max(shape.last ?? 1, 1)])
            .view(shape: shape, strides: strides)
    }

    /// A tensor that reads memory in place for as long as `owner` keeps it valid and unchanged.
    public init(borrowing memory: UnsafePointer<Float>, shape: [Int], owner: AnyObject) {
        self.init(Storage(borrowing: memory, shape: shape, owner: owner))
    }

    /// The number of axes.
    public var rank: Int { shape.count }

    /// The number of elements.
    public var count: Int { storage.count }

    /// Whether the elements lie in row-major order without gaps.
    public var isContiguous: Bool {
        guard let strides = storage.ownStrides else { return true }
        var expected = 1
        for axis in shape.indices.reversed() {
            if shape[axis] != 1 && strides[axis] != expected { return false }
            expected *= shape[axis]
        }
        return true
    }

    /// The first element; the rest follow by `strides`. Valid while the tensor lives.
    public var pointer: UnsafePointer<Float> { UnsafePointer(storage.pointer) }

    /// The element at one index for each axis.
    public subscript(index: [Int]) -> Float {
        precondition(index.count == rank, "an index needs one number for each axis")
        var position = 0
        for (axis, i) in index.enumerated() {
            precondition(
                i >= 0 && i < shape[axis], "index \(i) is outside an axis of \(shape[axis])")
            if let strides = storage.ownStrides {
                position += i * strides[axis]
            } else {
                position = position * shape[axis] + i
            }
        }
        return pointer[position]
    }

    public subscript(index: Int...) -> Float { self[index] }

    /// All elements in row-major order.
    public var elements: [Float] { elements(in: 0..<count) }

    /// Some elements, by their places in row-major order.
    public func elements(in range: Range<Int>) -> [Float] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the tensor")
        let source = contiguous()
        return withExtendedLifetime(source) {
            Array(
                UnsafeBufferPointer(
                    start: source.pointer + range.lowerBound, count: range.count))
        }
    }

    /// What was found out about the elements.
    var findings: Findings { storage.findings }

    /// The elements along the last axis at an index for each of the others; of no axes, the one.
    public func row(at leading: [Int]) -> [Float] {
        precondition(leading.count == max(rank - 1, 0), "an index for each axis but the last")
        precondition(zip(leading, shape).allSatisfy { (0..<$1).contains($0) }, "outside an axis")
        let start = leading.indices.reduce(0) { $0 + leading[$1] * stride(along: $1) }
        return withExtendedLifetime(self) {
            Array(UnsafeBufferPointer(start: pointer + start, count: shape.last ?? 1))
        }
    }

    static func contiguousStrides(of shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        var stride = 1
        for axis in shape.indices.reversed() {
            strides[axis] = stride
            stride *= shape[axis]
        }
        return strides
    }
}

// MARK: - Views

extension Tensor {
    /// The same elements in row-major order without gaps; `self` if they already are.
    public func contiguous() -> Tensor {
        if isContiguous { return self }
        let columns = shape.last ?? 1
        let rows = rank > 1 ? shape[rank - 2] : 1
        let rowStride = rank > 1 ? stride(along: rank - 2) : columns
        return Tensor(shape: shape) { output in
            var next = output
            forEachBlock(ofRank: 2) { matrix in
                heed_copy_rows(next, matrix, Int64(rowStride), Int64(rows), Int64(columns))
                next += rows * columns
            }
        }
    }

    /// The same elements, in the same row-major order, under another shape of the same count.
    public func reshaped(_ shape: [Int]) -> Tensor {
        precondition(shape.reduce(1, *) == count, "reshaping keeps the number of elements")
        let source = contiguous()
        return Tensor(borrowing: source.pointer, shape: shape, owner: source.storage)
    }

    /// The same memory with other shape and strides, all inside this tensor's own extent.
    public func view(shape: [Int], strides: [Int]) -> Tensor {
        Tensor(Storage(borrowing: pointer, shape: shape, strides: strides, owner: storage))
    }

    /// Some of the columns of a matrix, without copying: `[m, n] -> [m, range]`.
    public func columns(_ range: Range<Int>) -> Tensor {
        precondition(rank == 2 && range.lowerBound >= 0 && range.upperBound <= shape[1])
        return Tensor(
            Storage(
                borrowing: pointer + range.lowerBound, shape: [shape[0], range.count],
                strides: [stride(along: 0), 1], owner: storage))
    }

    /// The last two axes at one index for each of the others, without copying; of fewer axes a
    /// matrix of one row: `[..., m, n] -> [m, n]`.
    public func matrix(at leading: [Int]) -> Tensor {
        precondition(leading.count == max(rank - 2, 0), "an index for each axis but the last two")
        precondition(zip(leading, shape).allSatisfy { (0..<$1).contains($0) }, "outside an axis")
        let columns = shape.last ?? 1
        let start = leading.indices.reduce(0) { $0 + leading[$1] * stride(along: $1) }
        return Tensor(
            Storage(
                borrowing: pointer + start,
                shape: [rank > 1 ? shape[rank - 2] : 1, columns],
                strides: [rank > 1 ? stride(along: rank - 2) : columns, 1], owner: storage))
    }

    /// The last row of a matrix: `[m, n] -> [n]`.
    public var lastRow: Tensor {
        precondition(rank == 2 && shape[0] > 0)
        let row = pointer + (shape[0] - 1) * stride(along: 0)
        return Tensor(borrowing: row, shape: [shape[1]], owner: storage)
    }

    /// Calls `body` with the start of each row (the last axis) in row-major order.
    public func forEachRow(_ body: (UnsafePointer<Float>) -> Void) {
        forEachBlock(ofRank: 1, body)
    }

    /// Calls `body` with the start of each block of so many last axes in row-major order.
    func forEachBlock(ofRank blockRank: Int, _ body: (UnsafePointer<Float>) -> Void) {
        guard rank > blockRank else { return body(pointer) }
        let outer = shape.dropLast(blockRank)
        let strides = strides
        guard !outer.contains(0) else { return }
        var index = [Int](repeating: 0, count: outer.count)
        var position = pointer
        while true {
            body(position)
            var axis = outer.count - 1
            while axis >= 0 {
                index[axis] += 1
                position += strides[axis]
                if index[axis] < shape[axis] { break }
                position -= strides[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }
}

// MARK: - Changing a value

extension Tensor {
    /// Changes the elements, in row-major order, in place where no other tensor shares them.
    public mutating func update(_ body: (UnsafeMutablePointer<Float>) -> Void) {
        if !isKnownUniquelyReferenced(&storage) || storage.isBorrowed || !isContiguous {
            let source = contiguous()
            self = Tensor(shape: shape) { $0.update(from: source.pointer, count: source.count) }
        }
        storage.forgetFindings()
        body(storage.pointer)
    }
}

extension Tensor: Equatable {
    /// Equal shapes and equal bits, so that a NaN equals itself.
    public static func == (a: Tensor, b: Tensor) -> Bool {
        guard a.shape == b.shape else { return false }
        let x = a.contiguous()
        let y = b.contiguous()
        return (0..<x.count).allSatisfy { x.pointer[$0].bitPattern == y.pointer[$0].bitPattern }
    }
}
