import Tensors

/// NumPy's archive: a zip file, not compressed, of one `.npy` for each tensor
/// (numpy.lib.format, version 1.0).
public enum NPZ {
    /// - Returns: the bytes of the archive.
    public static func encode(_ tensors: [(name: String, value: Tensor)]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, value) in tensors {
            let data = npy(value)
            let fileName = Array((name + ".npy").utf8)
            // Version 2.0, UTF-8 names, stored, the date of the format's epoch.
            var fields: [UInt8] = bytes(UInt16(20)) + bytes(UInt16(0x800)) + bytes(UInt16(0))
            fields += bytes(UInt16(0)) + bytes(UInt16(0x21)) + bytes(checksum(data))
            fields += bytes(UInt32(data.count)) + bytes(UInt32(data.count))
            fields += bytes(UInt16(fileName.count)) + bytes(UInt16(0))
            let offset = UInt32(archive.count)
            archive += bytes(UInt32(0x0403_4B50)) + fields + fileName + data
            directory += bytes(UInt32(0x0201_4B50)) + bytes(UInt16(20)) + fields
            directory += bytes(UInt16(0)) + bytes(UInt16(0)) + bytes(UInt16(0)) + bytes(UInt32(0))
            directory += bytes(offset) + fileName
        }
        let start = UInt32(archive.count)
        let count = UInt16(tensors.count)
        archive += directory + bytes(UInt32(0x0605_4B50)) + bytes(UInt16(0)) + bytes(UInt16(0))
        archive += bytes(count) + bytes(count) + bytes(UInt32(directory.count)) + bytes(start)
        return archive + bytes(UInt16(0))
    }

    private static func npy(_ value: Tensor) -> [UInt8] {
        let shape = value.shape.map { "\($0)," }.joined(separator: " ")
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }"
        let unpadded = 10 + header.utf8.count + 1
        header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        var data: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        data += bytes(UInt16(header.utf8.count)) + Array(header.utf8)
        for number in value.elements { data += bytes(number.bitPattern) }
        return data
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// CRC-32 (ISO 3309), as zip wants it.
    static func checksum(_ data: [UInt8]) -> UInt32 {
        ~data.reduce(~UInt32(0)) { (sum, byte) -> UInt32 in
            table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8)
        }
    }

    private static let table: [UInt32] = (0..<256).map { (index: UInt32) -> UInt32 in
        (0..<8).reduce(index) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
    }
}
