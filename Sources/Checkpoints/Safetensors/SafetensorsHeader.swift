import JSON

/// What a file of tensors says that it holds, checked against the file: every tensor lies in it,
/// fills its shape, and leaves neither holes nor overlaps.
struct SafetensorsHeader {
    /// One tensor.
    struct Entry {
        let name: String
        let type: NumberType
        let shape: [Int]
        /// Bytes, counted from the start of the file.
        let range: Range<Int>
    }

    static let metadataKey = "__metadata__"
    /// In bytes, as the format says.
    static let longest = 100_000_000
    private static let mostAxes = 16

    /// In the order of the data.
    let entries: [Entry]
    let metadata: [String: String]

    /// - Throws: `Damage`.
    init(of file: UnsafeRawBufferPointer) throws {
        let lengthSize = MemoryLayout<UInt64>.size
        guard file.count >= lengthSize else {
            throw Damage(
                "it has \(file.count) bytes; the length of the header alone needs \(lengthSize)")
        }
        let length = UInt64(littleEndian: file.loadUnaligned(as: UInt64.self))
        guard length <= Self.longest else {
            throw Damage("its header has \(length) bytes; expected at most \(Self.longest)")
        }
        let dataStart = lengthSize + Int(length)
        guard dataStart <= file.count else {
            throw Damage(
                "its header has \(length) bytes, but the file ends after \(file.count - lengthSize)"
            )
        }

        var scanner = JSONScanner(
            Array(file[lengthSize..<dataStart]), subject: "the header")
        var descriptions: [Description] = []
        var metadata: [String: String] = [:]
        try scanner.object { scanner, name in
            if name == Self.metadataKey {
                try scanner.object { metadata[$1] = try $0.string() }
            } else {
                descriptions.append(try Description(of: name, from: &scanner))
            }
        }
        try scanner.end()

        // An empty tensor may share its place with the one that follows.
        descriptions.sort { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
        let dataSize = file.count - dataStart
        var next = 0
        entries = try descriptions.map {
            let entry = try $0.checked(after: next, dataStart: dataStart, dataSize: dataSize)
            next = $0.end
            return entry
        }
        guard next == dataSize else {
            throw Damage("its last \(dataSize - next) bytes belong to no tensor")
        }
        self.metadata = metadata
    }

    /// What the header says of one tensor.
    private struct Description {
        let name: String
        let type: String
        let shape: [Int]
        let start: Int
        let end: Int

        init(of name: String, from scanner: inout JSONScanner) throws {
            var type: String?
            var shape: [Int]?
            var offsets: [Int]?
            try scanner.object { scanner, key in
                switch key {
                case "dtype": type = try scanner.string()
                case "shape": shape = try scanner.wholeNumbers()
                case "data_offsets": offsets = try scanner.wholeNumbers()
                default:
                    throw Damage(
                        "tensor '\(name.escaped)' has an entry '\(key.escaped)'; "
                            + "expected dtype, shape and data_offsets")
                }
            }
            guard let type, let shape, let offsets, offsets.count == 2 else {
                throw Damage(
                    "tensor '\(name.escaped)' is not described by a dtype, a shape "
                        + "and two data_offsets")
            }
            self.name = name
            self.type = type
            self.shape = shape
            start = offsets[0]
            end = offsets[1]
        }

        /// - Parameters:
        ///   - next: where the tensor before it ends.
        ///   - dataStart: where the data begin in the file.
        /// - Throws: `Damage`.
        func checked(after next: Int, dataStart: Int, dataSize: Int) throws -> Entry {
            func check(_ holds: Bool, _ problem: @autoclosure () -> String) throws {
                if !holds { throw Damage("tensor '\(name.escaped)' " + problem()) }
            }
            guard let type = NumberType(rawValue: type) else {
                let known = NumberType.allCases.map(\.rawValue).joined(separator: ", ")
                throw Damage(
                    "tensor '\(name.escaped)' is of type '\(self.type.escaped)'; "
                        + "expected one of \(known)")
            }
            try check(start <= end, "begins at byte \(start) of the data and ends at \(end)")
            try check(end <= dataSize, "ends at byte \(end) of the data, which have \(dataSize)")
            try check(start >= next, "overlaps the one before it by \(next - start) bytes")
            try check(start <= next, "leaves a hole of \(start - next) bytes before it")
            try check(
                shape.count <= mostAxes, "has \(shape.count) axes; expected at most \(mostAxes)")
            let size = SafetensorsHeader.product(of: shape + [type.size])
            try check(size != nil, "has a shape \(shape) that no file can hold")
            try check(
                size == end - start,
                "has \(end - start) bytes; its shape \(shape) needs \(size ?? 0)")
            return Entry(
                name: name, type: type, shape: shape, range: dataStart + start..<dataStart + end)
        }
    }

    /// Nil if it overflows, were a size of 0 left out: strides are computed from such sizes too.
    private static func product(of sizes: [Int]) -> Int? {
        var product = 1
        for size in sizes where size > 0 {
            let (next, overflows) = product.multipliedReportingOverflow(by: size)
            if overflows { return nil }
            product = next
        }
        return sizes.contains(0) ? 0 : product
    }
}
