/// How a file stores its numbers; all of them become 32-bit floats.
enum NumberType: String, CaseIterable {
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case float64 = "F64"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint8 = "U8"
    case bool = "BOOL"

    /// In bytes.
    var size: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16, .int16: 2
        case .int8, .uint8, .bool: 1
        }
    }

    /// Whether weights are stored so; whole numbers are counts, masks, or weights that were
    /// quantised.
    var isFloat: Bool { [.float32, .float16, .bfloat16, .float64].contains(self) }

    /// The numbers that the bytes stand for, little-endian.
    func decode(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<Float>) {
        func decode<Bits: FixedWidthInteger>(_ type: Bits.Type, _ number: (Bits) -> Float) {
            for index in 0..<bytes.count / size {
                let bits = bytes.loadUnaligned(fromByteOffset: index * size, as: type)
                output[index] = number(Bits(littleEndian: bits))
            }
        }
        switch self {
        case .float32: decode(UInt32.self) { Float(bitPattern: $0) }
        case .float16: decode(UInt16.self) { Float(halfPrecisionBits: $0) }
        case .bfloat16: decode(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case .float64: decode(UInt64.self) { Float(Double(bitPattern: $0)) }
        case .int64: decode(Int64.self) { Float($0) }
        case .int32: decode(Int32.self) { Float($0) }
        case .int16: decode(Int16.self) { Float($0) }
        case .int8: decode(Int8.self) { Float($0) }
        case .uint8, .bool: decode(UInt8.self) { Float($0) }
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
