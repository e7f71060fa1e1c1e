import Foundation
import JSON
import Tensors
import Tracing

extension Safetensors {
    /// Writes a file of these tensors, in this order, whole or not at all.
    ///
    /// - Throws: `CheckpointError.unwritable`, also where two tensors have one name.
    public static func write(
        _ tensors: [(name: String, value: Tensor)], metadata: [String: String] = [:],
        to path: String
    ) throws {
        var names: Set = [SafetensorsHeader.metadataKey]
        for (name, _) in tensors where !names.insert(name).inserted {
            throw CheckpointError.unwritable(
                path, "a tensor cannot be named '\(name.escaped)': the name is taken")
        }
        try AtomicFile.write(encode(tensors, metadata: metadata), to: path)
    }

    private static func encode(
        _ tensors: [(name: String, value: Tensor)], metadata: [String: String]
    ) -> Data {
        let dataSize = tensors.reduce(0) { $0 + size(of: $1.value) }
        var header = Array(header(tensors, metadata: metadata).text.utf8)
        // The numbers start at a multiple of 8, so that they can be used in place.
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        var data = Data(capacity: MemoryLayout<UInt64>.size + header.count + dataSize)
        withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(contentsOf: header)
        for (_, value) in tensors {
            let value = value.contiguous()
            data.append(Data(bytes: value.pointer, count: size(of: value)))
        }
        return data
    }

    private static func header(
        _ tensors: [(name: String, value: Tensor)], metadata: [String: String]
    ) -> JSONText {
        var members: [(String, JSONText)] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map {
                ($0.key, JSONText.string($0.value))
            }
            members.append((SafetensorsHeader.metadataKey, .object(texts)))
        }
        var start = 0
        for (name, value) in tensors {
            let end = start + size(of: value)
            let description = JSONText.object([
                ("dtype", .string(NumberType.float32.rawValue)),
                ("shape", .array(value.shape.map(JSONText.integer))),
                ("data_offsets", .array([.integer(start), .integer(end)])),
            ])
            members.append((name, description))
            start = end
        }
        return .object(members)
    }

    /// In bytes.
    private static func size(of tensor: Tensor) -> Int {
        tensor.count * MemoryLayout<Float>.size
    }
}
