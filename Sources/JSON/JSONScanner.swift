/// Reads JSON piece by piece, by bytes: whoever reads says what must come next.
///
/// A general reader would let through what a strict file must not have: `true` for 1, 1e3 for 1000,
/// or the same name twice, of which it keeps one. It would also take names that are canonically
/// equal ("é" as one scalar or as two) for the same, which are different pieces of a vocabulary.
public struct JSONScanner: Sendable {
    /// What kind of value comes next.
    public enum Kind: Sendable {
        case object, array, string, number, bool, null
    }

    /// Deeper than any file in earnest, and far from where reading would run out of stack.
    static let deepestNesting = 100

    private let bytes: [UInt8]
    /// What the text is called in errors: `the header`.
    private let subject: String
    private var position = 0
    private var depth = 0

    public init(_ bytes: [UInt8], subject: String = "the text") {
        self.bytes = bytes
        self.subject = subject
    }

    /// An object: calls `member` behind each colon; it must read the value. No name may occur twice.
    ///
    /// - Throws: `JSONError`, as all of these.
    public mutating func object(_ member: (inout JSONScanner, String) throws -> Void) throws {
        var names: Set<[UInt8]> = []
        try members { scanner, bytes in
            let name = String(decoding: bytes, as: UTF8.self)
            guard names.insert(bytes).inserted else {
                throw JSONError("'\(name.escaped)' occurs twice in \(scanner.subject)")
            }
            try member(&scanner, name)
        }
    }

    /// An object whose names are the UTF-8 of pieces of text; whoever reads must notice those that
    /// occur twice.
    public mutating func members(_ member: (inout JSONScanner, [UInt8]) throws -> Void) throws {
        try list(from: "{", to: "}") { scanner in
            let name = try scanner.utf8()
            try scanner.expect(":")
            try member(&scanner, name)
        }
    }

    /// An array: calls `element` before each of its values; it must read it.
    public mutating func array(_ element: (inout JSONScanner) throws -> Void) throws {
        try list(from: "[", to: "]", element)
    }

    /// An array of whole numbers from 0 on.
    public mutating func wholeNumbers() throws -> [Int] {
        var numbers: [Int] = []
        try array { numbers.append(try $0.wholeNumber()) }
        return numbers
    }

    public mutating func string() throws -> String {
        String(decoding: try utf8(), as: UTF8.self)
    }

    /// The UTF-8 of a string, which is valid.
    public mutating func utf8() throws -> [UInt8] {
        try expect("\"", named: "a string")
        var text: [UInt8] = []
        while true {
            let start = position
            while position < bytes.count, bytes[position].isPlain { position += 1 }
            text += bytes[start..<position]
            switch next() {
            case UInt8(ascii: "\""):
                guard text.allSatisfy({ $0 < 0x80 }) || String(strictUTF8: text) != nil else {
                    throw problem("UTF-8 text")
                }
                return text
            case UInt8(ascii: "\\"): text += try escape()
            case nil: throw problem("the end of a string")
            default: throw problem("\\u00.. for a control character")
            }
        }
    }

    /// A number from 0 on, without sign, fraction and exponent.
    public mutating func wholeNumber() throws -> Int {
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

    /// Any number that JSON has.
    public mutating func number() throws -> Double {
        skipWhiteSpace()
        let start = position
        while position < bytes.count, bytes[position].isInNumber { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // `Double` takes more than JSON does: a plus, a point at the end, digits behind a 0.
        let digits = text.drop { $0 == "-" }
        guard text.count - digits.count <= 1, let first = digits.first, first.isNumber,
            first != "0" || !(digits.dropFirst().first?.isNumber ?? false),
            digits.last?.isNumber == true, !digits.contains(".e"), !digits.contains(".E"),
            let number = Double(text), number.isFinite
        else {
            position = start
            throw problem("a number")
        }
        return number
    }

    /// What comes next; nil where no value begins.
    public mutating func nextKind() -> Kind? {
        skipWhiteSpace()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"), 0x30...0x39: return .number
        default: return nil
        }
    }

    public mutating func bool() throws -> Bool {
        if skip(word: "true") { return true }
        if skip(word: "false") { return false }
        throw problem("true or false")
    }

    public mutating func null() throws {
        guard skip(word: "null") else { throw problem("null") }
    }

    /// Nothing but white space is left.
    public mutating func end() throws {
        skipWhiteSpace()
        if position < bytes.count { throw problem("the end of \(subject)") }
    }

    /// Bytes count from 0, at the start of the text.
    public func problem(_ expected: String) -> JSONError {
        JSONError("\(subject) is not understood at byte \(position): expected \(expected)")
    }
}

extension JSONScanner {
    private mutating func list(
        from start: Unicode.Scalar, to end: Unicode.Scalar,
        _ element: (inout JSONScanner) throws -> Void
    ) throws {
        try expect(start)
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONScanner.deepestNesting else {
            throw problem("at most \(JSONScanner.deepestNesting) values in each other")
        }
        if skip(end) { return }
        repeat { try element(&self) } while skip(",")
        try expect(end, named: "',' or '\(end)'")
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

extension JSONScanner {
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

    private mutating func skip(word: String) -> Bool {
        skipWhiteSpace()
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func expect(_ mark: Unicode.Scalar, named name: String? = nil) throws {
        guard skip(mark) else { throw problem(name ?? "'\(mark)'") }
    }
}

extension UInt8 {
    /// Neither the end of a string, nor an escape, nor a control character.
    fileprivate var isPlain: Bool {
        self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
    }

    fileprivate var isInNumber: Bool {
        switch self {
        case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}

extension String {
    fileprivate init?(validatingUTF16 units: [UInt16]) {
        self.init(decoding: units, as: UTF16.self)
        guard utf16.elementsEqual(units) else { return nil }
    }
}
