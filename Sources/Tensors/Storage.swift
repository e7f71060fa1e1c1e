import CKernels

/// The memory behind tensors: a pooled buffer, or a region that something else owns, such as a
/// mapped file.
///
/// Written once, while it is made, and only read afterwards; so it can be shared between tensors
/// and threads.
final class Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<Float>
    let count: Int
    private let owner: AnyObject?

    /// A buffer of `count` floats with undefined content.
    init(count: Int) {
        pointer = heed_buffer_take(Int64(count))
        self.count = count
        owner = nil
    }

    /// Memory that stays valid, and unchanged, for as long as `owner` lives.
    init(borrowing memory: UnsafePointer<Float>, count: Int, owner: AnyObject) {
        pointer = UnsafeMutablePointer(mutating: memory)
        self.count = count
        self.owner = owner
    }

    /// Whether the memory belongs to something else and must not be written to.
    var isBorrowed: Bool { owner != nil }

    deinit {
        if owner == nil { heed_buffer_return(pointer, Int64(count)) }
    }
}
