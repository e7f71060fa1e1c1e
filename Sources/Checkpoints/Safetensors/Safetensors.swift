import Tensors

/// A file of named tensors: a length, a header in JSON, then the numbers
/// (github.com/huggingface/safetensors).
///
/// Nothing in the header is believed before it is checked; see `SafetensorsHeader`.
public struct Safetensors: Sendable {
    /// In the order of the data.
    public let names: [String]
    /// Free text that the writer added.
    public let metadata: [String: String]
    private let entries: [String: SafetensorsHeader.Entry]
    private let file: MappedFile

    /// Maps a file and checks its header; no number is read yet.
    ///
    /// - Throws: `CheckpointError.unreadable`, `CheckpointError.damaged`.
    public init(path: String) throws {
        let file = try MappedFile(path)
        let header = try Damage.naming(path) {
            try file.withBytes { try SafetensorsHeader(of: $0) }
        }
        names = header.entries.map(\.name)
        metadata = header.metadata
        entries = Dictionary(
            header.entries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.file = file
    }

    /// How many numbers all tensors together have.
    var count: Int { entries.values.reduce(0) { $0 + $1.range.count / $1.type.size } }

    /// The shape of a tensor and how its numbers are stored, without reading any.
    func description(of name: String) -> (shape: [Int], type: NumberType)? {
        entries[name].map { ($0.shape, $0.type) }
    }

    /// A tensor by its name. 32-bit floats are used where they lie in the file; others are
    /// converted into memory of their own.
    public subscript(name: String) -> Tensor? {
        guard let entry = entries[name] else { return nil }
        return file.withBytes { content in
            let bytes = UnsafeRawBufferPointer(rebasing: content[entry.range])
            if entry.type == .float32, let start = bytes.baseAddress,
                Int(bitPattern: start).isMultiple(of: MemoryLayout<Float>.alignment)
            {
                return Tensor(
                    borrowing: start.assumingMemoryBound(to: Float.self), shape: entry.shape,
                    owner: file)
            }
            return Tensor(shape: entry.shape) { entry.type.decode(bytes, into: $0) }
        }
    }
}
