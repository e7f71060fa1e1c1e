import CKernels
import Foundation

/// What a tensor refers to: memory and its layout. The memory is a pooled buffer, or belongs to
/// something else, such as a mapped file or the storage that this is a view of.
///
/// Written once, while it is made, and only read afterwards; so it can be shared between tensors
/// and threads. (What is found out about it is behind locks.)
final class Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<Float>
    let shape: [Int]
    /// The strides where they are not those of row-major order without gaps. Most tensors have
    /// none: a trace makes thousands of tensors, and an array for each is time.
    let ownStrides: [Int]?
    let count: Int
    private let owner: AnyObject?
    /// Made when something is asked: of most of the thousands of tensors of a trace nothing is.
    private var ownFindings: Findings?
    private static let lock = NSLock()

    /// A buffer for so many floats with undefined content.
    init(shape: [Int]) {
        self.shape = shape
        count = shape.reduce(1, *)
        pointer = heed_buffer_take(Int64(count))
        ownStrides = nil
        owner = nil
    }

    /// Memory that stays valid, and unchanged, for as long as `owner` lives.
    init(
        borrowing memory: UnsafePointer<Float>, shape: [Int], strides: [Int]? = nil,
        owner: AnyObject
    ) {
        precondition(strides.map { $0.count == shape.count } ?? true)
        self.shape = shape
        count = shape.reduce(1, *)
        pointer = UnsafeMutablePointer(mutating: memory)
        ownStrides = strides
        self.owner = owner
    }

    /// What was found out about the memory, whichever view of it was asked.
    var findings: Findings {
        if let storage = owner as? Storage { return storage.findings }
        return Storage.lock.withLock {
            let findings = ownFindings ?? Findings()
            ownFindings = findings
            return findings
        }
    }

    /// To be called where nobody else refers to this, before the memory is changed.
    func forgetFindings() { ownFindings = nil }

    /// Whether the memory belongs to something else and must not be written to.
    var isBorrowed: Bool { owner != nil }

    deinit {
        if owner == nil { heed_buffer_return(pointer, Int64(count)) }
    }
}
