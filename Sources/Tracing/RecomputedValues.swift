import Foundation
import Tensors

/// The values of dropped events that were computed again last: a screen asks for the same few many
/// times, and for their neighbours next.
final class RecomputedValues: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Int: Tensor] = [:]
    /// The oldest first.
    private var order: [Int] = []
    private var bytes = 0

    /// In bytes: the steps of one attention over 1,024 tokens with 12 heads take 200 MB.
    private static let most = 1 << 28

    subscript(id: Int) -> Tensor? { lock.withLock { values[id] } }

    /// Keeps a value, and lets go of the oldest where there are too many. One that is too large by
    /// itself is kept until the next comes.
    func keep(_ value: Tensor, of id: Int) {
        lock.withLock {
            guard values.updateValue(value, forKey: id) == nil else { return }
            order.append(id)
            bytes += RecomputedValues.size(value)
            while bytes > RecomputedValues.most, order.count > 1 {
                guard let old = values.removeValue(forKey: order.removeFirst()) else { continue }
                bytes -= RecomputedValues.size(old)
            }
        }
    }

    private static func size(_ value: Tensor) -> Int { value.count * MemoryLayout<Float>.size }
}
