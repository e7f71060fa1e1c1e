/// Reads the part of JSON that a header consists of: objects, strings, and whole numbers in arrays.
///
/// A general reader would let through what a header must not have: `true` for 1, 1e3 for 1000, or
/// the same name twice, of which it keeps one.
struct HeaderScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// An object: calls `member` behind each colon; it must read the value.
    mutating func object(_ member: (inout HeaderScanner, String) throws -> Void) throws {
        var names: Set<String> = []
        try list(from: "{", to: "}") { scanner in
            let name = try scanner.string()
            guard names.insert(name).inserted else {
                throw Damage("'\(name.visible)' occurs twice in the header")
            }
            try scanner.expect(":")
            try member(&scanner, name)
        }
    }

    /// An array of whole numbers from 0 on.
    mutating func numbers() throws -> [Int] {
        var numbers: [Int] = []
        try list(from: "[", to: "]") { numbers.append(try $0.number()) }
        return numbers
    }

    mutating func string() throws -> String {
        try expect("\"", named: "a string")
        var text: [UInt8] = []
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(strictUTF8: text) else {
                    throw problem("UTF-8 text")
                }
                return string
            case UInt8(ascii: "\\"): try text.append(contentsOf: escape())
            case 0..<0x20: throw problem("\\u00.. for a control character")
            default: text.append(byte)
            }
        }
        throw problem("the end of a string")
    }

    /// Nothing but white space is left.
    mutating func end() throws {
        skipWhiteSpace()
        if position < bytes.count { throw problem("the end of the header") }
    }
}

extension HeaderScanner {
    private mutating func list(
        from start: Unicode.Scalar, to end: Unicode.Scalar,
        _ element: (inout HeaderScanner) throws -> Void
    ) throws {
        try expect(start)
        if skip(end) { return }
        repeat { try element(&self) } while skip(",")
        try expect(end, named: "',' or '\(end)'")
    }

    private mutating func number() throws -> Int {
        skipWhiteSpace()
        let start = position
        var number = 0
        while position < bytes.count, case 0x30...0x39 = bytes[position] {
            let (tens, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tens.addingReportingOverflow(Int(bytes[position] - 0x30))
            guard !overflows, !carries else { throw problem("a number of at most 63 bits") }
            number = sum
            position += 1
        }
        let digits = position - start
        guard digits == 1 || digits > 1 && bytes[start] != 0x30 else {
            position = start
            throw problem("a whole number from 0 on")
        }
        return number
    }

    /// The UTF-8 of what stands behind a backslash.
    private mutating func escape() throws -> [UInt8] {
        switch next() {
        case UInt8(ascii: "\""): return [UInt8(ascii: "\"")]
        case UInt8(ascii: "\\"): return [UInt8(ascii: "\\")]
        case UInt8(ascii: "/"): return [UInt8(ascii: "/")]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]) {
                guard next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u") else {
                    throw problem("the second half of a surrogate pair")
                }
                units.append(try codeUnit())
            }
            guard let text = String(validatingUTF16: units) else {
                throw problem("a pair of surrogates")
            }
            return Array(text.utf8)
        default: throw problem("an escape that JSON has")
        }
    }

    private mutating func codeUnit() throws -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw problem("four hexadecimal digits") }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}

extension HeaderScanner {
    private mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        skipWhiteSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ mark: Unicode.Scalar, named name: String? = nil) throws {
        guard skip(mark) else { throw problem(name ?? "'\(mark)'") }
    }

    /// Bytes count from 0, at the start of the header.
    private func problem(_ expected: String) -> Damage {
        Damage("the header is not understood at byte \(position): expected \(expected)")
    }
}

extension String {
    fileprivate init?(validatingUTF16 units: [UInt16]) {
        self.init(decoding: units, as: UTF16.self)
        guard utf16.elementsEqual(units) else { return nil }
    }
}
