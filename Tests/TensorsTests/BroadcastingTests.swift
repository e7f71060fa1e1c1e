import Tensors
import Testing

/// By NumPy's rule: https://numpy.org/doc/stable/user/basics.broadcasting.html
struct BroadcastingTests {
    @Test(
        arguments: [
            ([], [], []), ([3], [], [3]), ([2, 3], [3], [2, 3]), ([2, 3], [2, 1], [2, 3]),
            ([3, 1], [1, 4], [3, 4]), ([8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]),
            ([1], [4], [4]), ([0], [1], [0]), ([2, 0], [1, 1], [2, 0]),
        ] as [([Int], [Int], [Int])])
    func shapesMeet(a: [Int], b: [Int], result: [Int]) {
        #expect(Broadcasting.shape(a, b) == result)
        #expect(Broadcasting.shape(b, a) == result)
        var numbers = SeededGenerator(seed: 21)
        let (x, y) = (numbers.tensor(a), numbers.tensor(b))
        let (sum, product) = (x.adding(y), x.multiplied(by: y))
        #expect(sum.shape == result)
        #expect(product.shape == result)
        for index in indices(of: result) {
            let left = x[Broadcasting.index(index, in: a)]
            let right = y[Broadcasting.index(index, in: b)]
            #expect(sum[index] == left + right)
            #expect(product[index] == left * right)
        }
    }

    @Test(arguments: [([3], [4]), ([2, 3], [2]), ([2, 1, 3], [3, 2])] as [([Int], [Int])])
    func othersDoNot(a: [Int], b: [Int]) {
        #expect(Broadcasting.shape(a, b) == nil)
    }

    @Test func indicesOfRepeatedAxesAreZero() {
        #expect(Broadcasting.index([4, 2, 3], in: [3, 1]) == [2, 0])
        #expect(Broadcasting.index([4, 2], in: []) == [])
    }

    /// Written out, so that a fault in `index` cannot hide one in the sum.
    @Test func rowsAndColumnsRepeat() {
        let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
        #expect(x.adding(Tensor([10, 20, 30])).elements == [11, 22, 33, 14, 25, 36])
        #expect(x.adding(Tensor([10, 20], shape: [2, 1])).elements == [11, 12, 13, 24, 25, 26])
        #expect(Tensor([2], shape: []).multiplied(by: x).elements == [2, 4, 6, 8, 10, 12])
    }

    @Test func viewsMeetToo() {
        let x = Tensor((0..<24).map(Float.init))
        let a = x.view(shape: [2, 3, 2], strides: [2, 8, 1])
        let b = x.view(shape: [3, 2], strides: [5, 1])
        let copied = Tensor(a.elements, shape: a.shape).adding(Tensor(b.elements, shape: b.shape))
        #expect(a.adding(b) == copied)
        #expect(b.adding(a) == copied)
    }

    private func indices(of shape: [Int]) -> [[Int]] {
        shape.reduce([[]]) { partial, size in
            partial.flatMap { index in (0..<size).map { index + [$0] } }
        }
    }
}
