/// The characters that stand for bytes in byte-level vocabularies (Radford et al. 2019): printable
/// ones for themselves, the others shifted to where printable ones are: the space is `Ġ`.
enum ByteAlphabet {
    /// The scalar of each byte.
    static let scalars: [Unicode.Scalar] = {
        var shifted: UInt32 = 0x100
        return (UInt8.min...UInt8.max).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
            default:
                defer { shifted += 1 }
                return Unicode.Scalar(shifted) ?? Unicode.Scalar(byte)
            }
        }
    }()

    private static let bytes = Dictionary(
        uniqueKeysWithValues: zip(scalars, UInt8.min...UInt8.max))

    /// The bytes of a text, one character each.
    static func spell(_ text: String) -> String {
        var spelling = String.UnicodeScalarView()
        for byte in text.utf8 { spelling.append(scalars[Int(byte)]) }
        return String(spelling)
    }

    /// The bytes that a piece stands for; nil if it has other characters.
    static func bytes(of piece: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in piece.unicodeScalars {
            guard let byte = self.bytes[scalar] else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
