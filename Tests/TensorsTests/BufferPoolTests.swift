import CKernels
import Tensors
import Testing

struct BufferPoolTests {
    /// A size that nothing else in the tests asks for, so that nobody takes the buffer in between.
    private let unusual: Int64 = 1_234_567

    @Test func aReturnedBufferIsUsedAgain() {
        let first = heed_buffer_take(unusual)
        heed_buffer_return(first, unusual)
        // Within the same quarter of a doubling.
        let second = heed_buffer_take(unusual + 10_000)
        #expect(second == first)
        let third = heed_buffer_take(unusual)
        #expect(third != first)
        heed_buffer_return(second, unusual + 10_000)
        heed_buffer_return(third, unusual)
    }

    @Test func aDroppedTensorGivesItsBufferBack() {
        let count = Int(unusual) * 2
        func address() -> UnsafePointer<Float> { Tensor(shape: [count]) { $0[0] = 1 }.pointer }
        let first = address()
        #expect(address() == first)
    }

    /// Every buffer is whole, aligned, and overlaps no other.
    @Test func buffersDoNotOverlap() {
        let counts = Array(Int64(0)...70) + [100, 127, 128, 129, 1_000, 4_095, 4_096, 4_097]
        let buffers = counts.map { (heed_buffer_take($0), Int($0)) }
        for (number, (buffer, count)) in buffers.enumerated() {
            guard let buffer else { continue }
            #expect(Int(bitPattern: buffer).isMultiple(of: 64))
            for i in 0..<count { buffer[i] = Float(number) }
        }
        for (number, (buffer, count)) in buffers.enumerated() {
            #expect((0..<count).allSatisfy { buffer?[$0] == Float(number) })
            heed_buffer_return(buffer, Int64(count))
        }
    }

    /// Threads that take and return at once never hold the same buffer.
    @Test func threadsShareThePool() async {
        let intact = await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<500).allSatisfy { turn in
                        let mark = Float(task * 1_000 + turn)
                        let tensor = Tensor(repeating: mark, shape: [turn % 50 + 1])
                        return tensor.elements.allSatisfy { $0 == mark }
                    }
                }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(intact)
    }
}
