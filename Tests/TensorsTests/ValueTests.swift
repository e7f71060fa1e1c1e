import Tensors
import Testing

/// Tensors as values: views, copies, changes, equality.
struct ValueTests {
    private let matrix = Tensor((0..<6).map(Float.init), shape: [2, 3])

    // MARK: Views

    @Test func elementsFollowTheShapeNotTheMemory() {
        let swapped = Tensor((0..<12).map(Float.init)).view(shape: [3, 2, 2], strides: [2, 6, 1])
        #expect(!swapped.isContiguous)
        #expect(swapped.elements == [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11])
        #expect(swapped[2, 1, 0] == 10)
        #expect(swapped.reshaped([4, 3]).elements == swapped.elements)
        #expect(swapped.contiguous().isContiguous)
        #expect(swapped.contiguous() == swapped)
    }

    @Test func aViewWithoutGapsIsNotCopied() {
        #expect(matrix.contiguous().pointer == matrix.pointer)
        #expect(matrix.reshaped([3, 2]).pointer == matrix.pointer)
        #expect(matrix.reshaped([6]).elements == matrix.elements)
        #expect(matrix.reshaped([1, 6, 1])[0, 4, 0] == 4)
        // An axis of one place may have any stride.
        let row = matrix.view(shape: [1, 3], strides: [99, 1])
        #expect(row.isContiguous)
        #expect(row.contiguous().pointer == matrix.pointer)
    }

    @Test func matricesAndRowsOfMoreAxes() {
        let blocks = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
        #expect(blocks.matrix(at: [1]).shape == [3, 4])
        #expect(blocks.matrix(at: [1]).elements == (12..<24).map(Float.init))
        #expect(blocks.matrix(at: [1]).pointer == blocks.pointer + 12)
        #expect(blocks.row(at: [1, 2]) == [20, 21, 22, 23])
        // Heads lie side by side.
        let heads = blocks.reshaped([6, 4]).view(shape: [2, 6, 2], strides: [2, 4, 1])
        #expect(heads.matrix(at: [1]).elements == [2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23])
        #expect(heads.row(at: [1, 5]) == [22, 23])
        #expect(Tensor([1, 2]).matrix(at: []).shape == [1, 2])
        #expect(Tensor([1, 2]).row(at: []) == [1, 2])
        #expect(Tensor([7], shape: []).matrix(at: []).elements == [7])
    }

    @Test func aStrideOfZeroRepeats() {
        let repeated = matrix.view(shape: [2, 2, 3], strides: [0, 3, 1])
        #expect(repeated.elements == matrix.elements + matrix.elements)
    }

    @Test func theLastRowIsAView() {
        #expect(matrix.lastRow.elements == [3, 4, 5])
        #expect(matrix.lastRow.shape == [3])
        #expect(matrix.view(shape: [2, 2], strides: [3, 1]).lastRow.elements == [3, 4])
    }

    @Test func aSingleNumberHasNoAxes() {
        let number = Tensor([7], shape: [])
        #expect(number.rank == 0)
        #expect(number.count == 1)
        #expect(number[[]] == 7)
        #expect(number.elements == [7])
        #expect(number.isContiguous)
    }

    @Test func emptyAxesHoldNothing() {
        for shape in [[0], [0, 3], [3, 0], [2, 0, 2]] {
            let empty = Tensor([], shape: shape)
            #expect(empty.count == 0)
            #expect(empty.elements.isEmpty)
            #expect(empty.adding(Tensor([1], shape: [])).elements.isEmpty)
            #expect(empty.softmax().shape == shape)
        }
    }

    @Test func rowsComeInOrder() {
        var firsts: [Float] = []
        let columns = matrix.view(shape: [3, 2, 1], strides: [1, 3, 1])
        columns.forEachRow { firsts.append($0[0]) }
        #expect(firsts == [0, 3, 1, 4, 2, 5])
    }

    @Test func copiesFollowTheStrides() {
        let blocks = Tensor((0..<12).map(Float.init)).view(
            shape: [2, 3, 1, 2], strides: [6, 2, 2, 1])
        #expect(blocks.elements == (0..<12).map(Float.init))
        // Rows that fill no vector, one, and one and a part.
        for width in [5, 16, 21] {
            let cut = Tensor((0..<120).map(Float.init)).view(shape: [3, width], strides: [40, 1])
            let rows = [0, 40, 80].flatMap { start in (start..<start + width).map(Float.init) }
            #expect(cut.elements == rows)
        }
    }

    @Test func anIndexOutsideIsRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = Tensor([1, 2], shape: [1, 2])[0, 2]
        }
    }

    // MARK: Changes

    @Test func changingACopyLeavesTheOriginal() {
        let original = Tensor([1, 2, 3])
        var copy = original
        copy.update { $0[0] = 9 }
        #expect(original.elements == [1, 2, 3])
        #expect(copy.elements == [9, 2, 3])
    }

    @Test func changingAViewLeavesTheRest() {
        var row = matrix.lastRow
        row.update { $0[0] = 9 }
        #expect(row.elements == [9, 4, 5])
        #expect(matrix.elements == [0, 1, 2, 3, 4, 5])
        var columns = matrix.view(shape: [2, 2], strides: [3, 1])
        columns.update { for i in 0..<4 { $0[i] = -1 } }
        #expect(columns.elements == [-1, -1, -1, -1])
        #expect(matrix.elements == [0, 1, 2, 3, 4, 5])
    }

    @Test func whatNobodySharesIsChangedInPlace() {
        var tensor = Tensor([1, 2, 3])
        let before = tensor.pointer
        tensor.update { $0[1] = 5 }
        #expect(tensor.pointer == before)
        tensor.accumulate(Tensor([1, 1, 1]))
        #expect(tensor.pointer == before)
        #expect(tensor.elements == [2, 6, 4])
    }

    @Test func borrowedMemoryIsNeverWrittenTo() {
        final class Memory {
            let numbers = UnsafeMutablePointer<Float>.allocate(capacity: 2)
            init() { numbers.update(repeating: 1, count: 2) }
            deinit { numbers.deallocate() }
        }
        let memory = Memory()
        var tensor = Tensor(borrowing: memory.numbers, shape: [2], owner: memory)
        #expect(tensor.pointer == UnsafePointer(memory.numbers))
        tensor.update { $0[0] = 5 }
        #expect(tensor.elements == [5, 1])
        #expect(memory.numbers[0] == 1)
    }

    @Test func borrowedMemoryLivesAsLongAsItsReaders() {
        final class Owner {
            let end: () -> Void
            init(atEnd end: @escaping () -> Void) { self.end = end }
            deinit { end() }
        }
        var hasEnded = false
        let numbers: [Float] = [1, 2]
        numbers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var tensor = Tensor(
                borrowing: base, shape: [2], owner: Owner { hasEnded = true })
            var view: Tensor? = tensor.reshaped([2, 1])
            tensor = Tensor([0])
            #expect(!hasEnded)
            #expect(view?.elements == [1, 2])
            view = nil
            #expect(hasEnded)
        }
    }

    // MARK: Equality

    @Test func equalityComparesShapesAndBits() {
        #expect(Tensor([.nan, 1]) == Tensor([.nan, 1]))
        #expect(Tensor([.nan]) != Tensor([.infinity]))
        #expect(Tensor([0]) != Tensor([-0.0]))
        #expect(Tensor([1, 2], shape: [1, 2]) != Tensor([1, 2]))
        #expect(Tensor([1, 2]) != Tensor([1, 3]))
        #expect(Tensor([1], shape: []) != Tensor([1]))
        #expect(matrix.view(shape: [3, 2], strides: [1, 3]) != matrix.reshaped([3, 2]))
    }
}
