import Foundation
import Tensors

/// A file of named tensors: a length, a header in JSON, then the numbers
/// (github.com/huggingface/safetensors).
///
/// Nothing in the header is believed before it is checked: every tensor must lie in the file, fill
/// its shape, and leave neither holes nor overlaps.
public struct Safetensors: Sendable {
    /// In the order of the data.
    public let names: [String]
    /// Free text that the writer added.
    public let metadata: [String: String]
    private let tensors: [String: Tensor]

    public subscript(name: String) -> Tensor? { tensors[name] }

    /// The largest header that the format allows.
    private static let longestHeader = 100_000_000

    /// Maps the file; 32-bit floats are used in place.
    ///
    /// - Throws: `CheckpointError`.
    public init(path: String) throws {
        let file = try MappedFile(path)
        let header = try Safetensors.header(of: file.bytes, path: path)
        let data = UnsafeRawBufferPointer(rebasing: file.bytes[header.dataStart...])
        var next = 0
        var tensors: [String: Tensor] = [:]
        let entries = header.entries.sorted { ($0.value.start, $0.key) < ($1.value.start, $1.key) }
        for (name, entry) in entries {
            func check(_ holds: Bool, _ problem: String) throws {
                if !holds {
                    throw CheckpointError.damaged(path, "tensor '\(name.visible)' \(problem)")
                }
            }
            try check(entry.dtype == "F32", "is of type \(entry.dtype.visible); expected F32")
            try check(
                entry.start == next,
                entry.start < next
                    ? "overlaps the one before it" : "leaves a hole of \(entry.start - next) bytes")
            try check(
                entry.end >= entry.start && entry.end <= data.count,
                "ends at byte \(entry.end) of \(data.count)")
            try check(
                entry.end - entry.start == entry.bytesOfShape,
                "has \(entry.end - entry.start) bytes; its shape \(entry.shape) needs others")
            next = entry.end
            tensors[name] = Safetensors.tensor(
                UnsafeRawBufferPointer(rebasing: data[entry.start..<entry.end]),
                shape: entry.shape, owner: file)
        }
        if next != data.count {
            throw CheckpointError.damaged(
                path, "\(data.count - next) bytes behind the last tensor belong to none")
        }
        names = entries.map(\.key)
        metadata = header.metadata
        self.tensors = tensors
    }

    private static func tensor(
        _ bytes: UnsafeRawBufferPointer, shape: [Int], owner: MappedFile
    ) -> Tensor {
        if let start = bytes.baseAddress,
            Int(bitPattern: start) % MemoryLayout<Float>.alignment == 0
        {
            return Tensor(
                borrowing: start.assumingMemoryBound(to: Float.self), shape: shape, owner: owner)
        }
        return Tensor(shape: shape) {
            UnsafeMutableRawBufferPointer(start: $0, count: bytes.count).copyMemory(from: bytes)
        }
    }
}

// MARK: - The header

extension Safetensors {
    private struct Entry {
        let dtype: String
        let shape: [Int]
        let start: Int
        let end: Int

        /// What the shape needs, or -1 if no file could hold it.
        var bytesOfShape: Int {
            var count = MemoryLayout<Float>.size
            for size in shape {
                let (product, overflows) = count.multipliedReportingOverflow(by: size)
                if overflows { return -1 }
                count = product
            }
            return count
        }

        init?(_ json: Any) {
            guard let object = json as? [String: Any], let dtype = object["dtype"] as? String,
                let shape = (object["shape"] as? [Any])?.map(Safetensors.naturalNumber),
                let offsets = (object["data_offsets"] as? [Any])?.map(Safetensors.naturalNumber),
                !shape.contains(nil), shape.count <= 16, offsets.count == 2,
                let start = offsets[0], let end = offsets[1]
            else { return nil }
            self.dtype = dtype
            self.shape = shape.compactMap { $0 }
            self.start = start
            self.end = end
        }
    }

    /// A JSON number that is a whole one, from 0 on, and small enough to calculate with.
    private static func naturalNumber(_ json: Any) -> Int? {
        guard let number = json as? NSNumber, let value = Int(exactly: number.doubleValue),
            value >= 0, value < 1 << 53
        else { return nil }
        return value
    }

    private static func header(
        of bytes: UnsafeRawBufferPointer, path: String
    ) throws -> (entries: [String: Entry], metadata: [String: String], dataStart: Int) {
        guard bytes.count >= 8 else {
            throw CheckpointError.damaged(
                path, "it has \(bytes.count) bytes; even the length of the header needs 8")
        }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(bytes.count - 8), length <= longestHeader else {
            throw CheckpointError.damaged(
                path, "the header shall have \(length) bytes, the file has \(bytes.count)")
        }
        let dataStart = 8 + Int(length)
        let json = try? JSONSerialization.jsonObject(with: Data(bytes[8..<dataStart]))
        guard var object = json as? [String: Any] else {
            throw CheckpointError.damaged(path, "the header is not a JSON object")
        }
        let metadata = object.removeValue(forKey: "__metadata__") ?? [String: String]()
        guard let metadata = metadata as? [String: String] else {
            throw CheckpointError.damaged(path, "the metadata are not all text")
        }
        var entries: [String: Entry] = [:]
        for (name, description) in object {
            guard let entry = Entry(description) else {
                throw CheckpointError.damaged(
                    path,
                    "tensor '\(name.visible)' is not described by a dtype, a shape and two offsets")
            }
            entries[name] = entry
        }
        return (entries, metadata, dataStart)
    }
}

// MARK: - Writing

extension Safetensors {
    /// The bytes of a file with these tensors, in this order.
    public static func encode(
        _ tensors: [(name: String, value: Tensor)], metadata: [String: String] = [:]
    ) throws -> Data {
        var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
        var offset = 0
        for (name, value) in tensors {
            let end = offset + value.count * MemoryLayout<Float>.size
            header[name] = ["dtype": "F32", "shape": value.shape, "data_offsets": [offset, end]]
            offset = end
        }
        var json = try JSONSerialization.data(
            withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
        // The numbers start at a multiple of 8, so that they can be used in place.
        json.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8))
        var data = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
        data.append(json)
        data.reserveCapacity(data.count + offset)
        for (_, value) in tensors {
            let value = value.contiguous()
            data.append(Data(bytes: value.pointer, count: value.count * MemoryLayout<Float>.size))
        }
        return data
    }

    /// Writes a file whole or not at all.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public static func write(
        _ tensors: [(name: String, value: Tensor)], metadata: [String: String] = [:],
        to path: String
    ) throws {
        try AtomicFile.write(encode(tensors, metadata: metadata), to: path)
    }
}
