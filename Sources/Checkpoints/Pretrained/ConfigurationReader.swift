import JSON
import Models
import Tensors

/// The values of a `config.json`, each checked when it is read.
struct ConfigurationReader {
    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    /// The most that a size can be in earnest.
    private static let largestSize = 1 << 22

    /// A size, under the first of several names.
    ///
    /// - Throws: `Damage`.
    func size(_ names: String..., atMost most: Int = largestSize, default standard: Int? = nil)
        throws -> Int
    {
        guard let (name, found) = first(names) else {
            guard let standard else { throw Damage("'\(names[0])' is missing") }
            return standard
        }
        guard let size = found.integer, (1...most).contains(size) else {
            throw Damage("'\(name)' is \(found.shown); expected a whole number from 1 to \(most)")
        }
        return size
    }

    /// An id of the vocabulary; nil where there is none.
    func id(_ name: String) throws -> Int? {
        guard let found = value[name] else { return nil }
        guard let id = found.integer, (0..<ConfigurationReader.largestSize).contains(id) else {
            throw Damage("'\(name)' is \(found.shown); expected the id of a token")
        }
        return id
    }

    /// One id or several.
    func ids(_ name: String) throws -> [Int] {
        guard let several = value[name]?.array else { return try id(name).map { [$0] } ?? [] }
        return try several.map {
            guard let id = $0.integer, (0..<ConfigurationReader.largestSize).contains(id) else {
                throw Damage("'\(name)' holds \($0.shown); expected ids of tokens")
            }
            return id
        }
    }

    /// Lists of one id each; longer lists, words of several tokens, are left out.
    func singleIDs(_ name: String) throws -> [Int] {
        (value[name]?.array ?? []).compactMap { list in
            guard list.array?.count == 1, let id = list.array?[0].integer, id >= 0 else {
                return nil
            }
            return id
        }
    }

    /// A number above 0.
    func positive(_ names: String..., default standard: Double? = nil) throws -> Double {
        guard let (name, found) = first(names) else {
            guard let standard else { throw Damage("'\(names[0])' is missing") }
            return standard
        }
        guard let number = found.number, number > 0 else {
            throw Damage("'\(name)' is \(found.shown); expected a number above 0")
        }
        return number
    }

    /// A small number that keeps a division from failing.
    func epsilon(_ name: String, default standard: Double) throws -> Float {
        let number = try positive(name, default: standard)
        guard number < 1 else { throw Damage("'\(name)' is \(number); expected under 1") }
        return Float(number)
    }

    func flag(_ name: String, default standard: Bool) throws -> Bool {
        guard let found = value[name] else { return standard }
        guard let flag = found.bool else {
            throw Damage("'\(name)' is \(found.shown); expected true or false")
        }
        return flag
    }

    /// Whether there is such a value.
    func has(_ name: String) -> Bool { value[name] != nil }

    /// Whether it is said that there is none.
    func isNull(_ name: String) -> Bool { value.object?[name] == .null }

    /// The ids under these names, whatever else may stand there.
    func ids(among names: [String]) -> [Int] {
        names.compactMap { value[$0]?.integer }.filter { $0 >= 0 }
    }

    func text(_ name: String) -> String? { value[name]?.string }

    /// The first text of a list.
    func firstText(_ name: String) -> String? { value[name]?.array?.first?.string }

    /// An object inside this one.
    func part(_ name: String) -> ConfigurationReader? {
        guard value[name]?.object != nil else { return nil }
        return ConfigurationReader(value[name] ?? .null)
    }

    /// A function between linear layers, by the name that these files have for it.
    func function(_ name: String, default standard: String) throws -> ActivationFunction {
        let text = text(name) ?? standard
        guard let function = ActivationFunction(pretrained: text) else {
            throw Damage(
                "'\(name)' is '\(text.escaped)', which is not supported; expected "
                    + ActivationFunction.pretrained.keys.sorted().joined(separator: ", "))
        }
        return function
    }

    /// Refuses what would make the model compute something else.
    func require(_ name: String, _ expected: JSONValue) throws {
        guard let found = value[name], found != expected else { return }
        throw Damage(
            "'\(name)' is \(found.shown), which is not supported; expected \(expected.shown)")
    }

    /// Checks that vectors can be cut into heads.
    static func check(_ dModel: Int, splitsInto heads: Int) throws {
        guard dModel.isMultiple(of: heads) else {
            throw Damage("vectors of \(dModel) features cannot be split into \(heads) heads")
        }
    }

    private func first(_ names: [String]) -> (String, JSONValue)? {
        names.lazy.compactMap { name in value[name].map { (name, $0) } }.first
    }
}

extension JSONValue {
    /// As it stands in an error.
    fileprivate var shown: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string(let text): "'\(text.escaped)'"
        case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
        case .bool(let flag): String(flag)
        case .null: "null"
        }
    }
}

extension ActivationFunction {
    static let pretrained: [String: ActivationFunction] = [
        "relu": .relu, "gelu": .smooth(.gelu), "gelu_new": .smooth(.geluTanh),
        "gelu_pytorch_tanh": .smooth(.geluTanh), "gelu_fast": .smooth(.geluTanh),
        "silu": .smooth(.silu), "swish": .smooth(.silu), "tanh": .smooth(.tanh),
    ]

    init?(pretrained name: String) {
        guard let function = ActivationFunction.pretrained[name] else { return nil }
        self = function
    }
}
