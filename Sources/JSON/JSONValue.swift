/// A small piece of JSON as a whole: a configuration, a step of a tokenizer.
public enum JSONValue: Sendable, Equatable {
    case object([String: JSONValue])
    case array([JSONValue])
    case string(String)
    case number(Double)
    case bool(Bool)
    case null

    /// Reads a whole text.
    ///
    /// - Parameter subject: what the text is called in errors.
    /// - Throws: `JSONError`.
    public init(_ bytes: [UInt8], subject: String = "the text") throws {
        var scanner = JSONScanner(bytes, subject: subject)
        self = try scanner.value()
        try scanner.end()
    }

    /// The member of an object; nil where there is none, where it is null, and in what is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[name], value != .null else {
            return nil
        }
        return value
    }

    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    public var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// A number without fraction.
    public var integer: Int? { number.flatMap(Int.init(exactly:)) }

    public var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    public var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    public var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONScanner {
    /// The next value, whatever it is.
    ///
    /// - Throws: `JSONError`.
    public mutating func value() throws -> JSONValue {
        switch nextKind() {
        case .object:
            var members: [String: JSONValue] = [:]
            try object { members[$1] = try $0.value() }
            return .object(members)
        case .array:
            var values: [JSONValue] = []
            try array { values.append(try $0.value()) }
            return .array(values)
        case .string: return .string(try string())
        case .number: return .number(try number())
        case .bool: return .bool(try bool())
        case .null:
            try null()
            return .null
        case nil: throw problem("a value")
        }
    }
}
