/// How a file stores its numbers; all of them become 32-bit floats.
enum NumberType: String, CaseIterable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"

    /// In bytes.
    var size: Int { self == .float32 ? 4 : 2 }

    /// The numbers that the bytes stand for, little-endian.
    func decode(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<Float>) {
        for index in 0..<bytes.count / size {
            let offset = index * size
            switch self {
            case .float32:
                let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                output[index] = Float(bitPattern: UInt32(littleEndian: bits))
            case .float16:
                let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
                output[index] = Float(halfPrecisionBits: UInt16(littleEndian: bits))
            case .bfloat16:
                let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
                output[index] = Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16)
            }
        }
    }
}

extension Float {
    /// The number of an IEEE 754 binary16 pattern. `Float16` does not exist on every processor.
    init(halfPrecisionBits bits: UInt16) {
        let sign: Float = bits >> 15 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = bits & 0x3FF
        switch exponent {
        case 0: self = sign * Float(fraction) * 0x1p-24
        case 0x1F: self = fraction == 0 ? sign * .infinity : .nan
        default:
            self =
                sign * Float(sign: .plus, exponent: exponent - 25, significand: 1)
                * Float(0x400 | fraction)
        }
    }
}
