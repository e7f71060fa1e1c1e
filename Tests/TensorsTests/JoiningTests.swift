import Testing

@testable import Tensors

struct JoiningTests {
    private func counting(_ shape: [Int], from start: Int = 0) -> Tensor {
        Tensor((0..<shape.reduce(1, *)).map { Float(start + $0) }, shape: shape)
    }

    @Test func rowsAreAppendedInEachMatrix() {
        let joined = counting([2, 1, 2]).appendingRows(of: counting([2, 2, 2], from: 10))
        #expect(
            joined == Tensor([0, 1, 10, 11, 12, 13, 2, 3, 14, 15, 16, 17], shape: [2, 3, 2]))
    }

    /// Heads are strided views: what counts is the order of the cells, not that of the memory.
    @Test func viewsAreAppendedAsTheyRead() {
        let heads = counting([3, 4]).view(shape: [2, 3, 2], strides: [2, 4, 1])
        let joined = heads.appendingRows(of: heads)
        #expect(joined.shape == [2, 6, 2])
        for head in 0..<2 {
            for row in 0..<6 {
                for feature in 0..<2 {
                    #expect(joined[head, row, feature] == heads[head, row % 3, feature])
                }
            }
        }
    }

    @Test func whatWasAppendedCanBeTakenOut() {
        let (a, b) = (counting([2, 3, 4]), counting([2, 2, 4], from: 100))
        let joined = a.appendingRows(of: b)
        #expect(joined.rows(0..<3) == a)
        #expect(joined.rows(3..<5) == b)
        #expect(joined.rows(2..<2).count == 0)
    }

    @Test func positionsAreSelectedInAnyOrderAndNumber() {
        let x = counting([3, 2, 2])
        #expect(x.selecting([2, 0, 2]).elements == [8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11])
        #expect(x.selecting([0, 1, 2]) == x)
        #expect(x.selecting([]).shape == [0, 2, 2])
        // A repeated view, with a stride of 0.
        let repeated = counting([2, 2]).view(shape: [3, 2, 2], strides: [0, 2, 1])
        #expect(repeated.selecting([1, 2]).elements == [0, 1, 2, 3, 0, 1, 2, 3])
    }
}
