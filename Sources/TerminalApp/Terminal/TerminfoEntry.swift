/// A terminal's description in the compiled form that ncurses reads (term(5), the format with
/// 32-bit numbers).
struct TerminfoEntry {
    let name: String
    /// In the standard order, as are the numbers and strings.
    var flags: [Bool] = []
    /// Negative for what is absent.
    var numbers: [Int32] = []
    /// Nil for what is absent. Bytes, as some terminals have commands that are not UTF-8.
    var strings: [[UInt8]?] = []
    /// Those beyond the standard ones that are set.
    var extendedFlags: [String] = []
    var extendedStrings: [(name: String, value: [UInt8])] = []

    init(name: String) { self.name = name }

    /// Marks the format.
    private static let magic: Int16 = 0o1036

    var bytes: [UInt8] {
        var writer = Writer()
        let text = StringTable(strings)
        writer.header([
            Self.magic, count(name.utf8.count + 1), count(flags.count),
            count(numbers.count), count(strings.count), count(text.bytes.count),
        ])
        writer.bytes += Array(name.utf8) + [0]
        writer.bytes += flags.map { $0 ? 1 : 0 }
        writer.align()
        for number in numbers { writer.number(number) }
        for offset in text.offsets { writer.header([offset]) }
        writer.bytes += text.bytes
        writer.align()
        appendExtensions(to: &writer)
        return writer.bytes
    }

    /// Their values, and then their names, which begin their own count of offsets.
    private func appendExtensions(to writer: inout Writer) {
        let values = StringTable(extendedStrings.map(\.value))
        let names = StringTable(
            (extendedFlags + extendedStrings.map(\.name)).map { Array($0.utf8) })
        writer.header([
            count(extendedFlags.count), 0, count(extendedStrings.count),
            count(values.offsets.count + names.offsets.count),
            count(values.bytes.count + names.bytes.count),
        ])
        writer.bytes += extendedFlags.map { _ in 1 }
        writer.align()
        writer.header(values.offsets + names.offsets)
        writer.bytes += values.bytes + names.bytes
    }

    private func count(_ number: Int) -> Int16 { Int16(clamping: number) }
}

/// Strings one behind the other, each ended by 0, and where each begins.
private struct StringTable {
    var offsets: [Int16] = []
    var bytes: [UInt8] = []

    /// - Parameter strings: nil for what is absent, which has the offset -1.
    init(_ strings: [[UInt8]?]) {
        for string in strings {
            guard let string else {
                offsets.append(-1)
                continue
            }
            offsets.append(Int16(clamping: bytes.count))
            bytes += string + [0]
        }
    }
}

/// Little-endian numbers.
private struct Writer {
    var bytes: [UInt8] = []

    mutating func header(_ numbers: [Int16]) {
        for number in numbers { append(number) }
    }

    mutating func number(_ number: Int32) { append(number) }

    /// Numbers begin at even places.
    mutating func align() {
        if bytes.count % 2 == 1 { bytes.append(0) }
    }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
}
