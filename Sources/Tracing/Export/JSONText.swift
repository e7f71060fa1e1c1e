import Tensors

/// A piece of JSON, written as it is made: the values of a trace are too many for a tree of objects.
public struct JSONText: Sendable {
    public private(set) var text: String

    public init(_ text: String = "") { self.text = text }

    /// A string with its escapes.
    public static func string(_ string: String) -> JSONText {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.commandsATerminal:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        return JSONText(text + "\"")
    }

    /// The shortest decimal that gives the same float. JSON has no infinities: they are strings.
    public static func number(_ number: Float) -> JSONText {
        if number.isNaN { return JSONText("\"NaN\"") }
        if number.isInfinite { return JSONText(number < 0 ? "\"-Infinity\"" : "\"Infinity\"") }
        return JSONText(number.description)
    }

    public static func number(_ number: Double) -> JSONText {
        number.isFinite ? JSONText(number.description) : .number(Float(number))
    }

    public static func boolean(_ value: Bool) -> JSONText { JSONText(value ? "true" : "false") }

    /// What is not there.
    public static let null = JSONText("null")

    public static func integer(_ number: Int) -> JSONText { JSONText(String(number)) }

    public static func array(_ items: [JSONText]) -> JSONText {
        JSONText("[" + items.map(\.text).joined(separator: ",") + "]")
    }

    public static func object(_ members: [(String, JSONText)]) -> JSONText {
        JSONText(
            "{" + members.map { string($0.0).text + ":" + $0.1.text }.joined(separator: ",") + "}")
    }

    /// Nested arrays, the last axis innermost; a single number for a tensor without axes.
    public static func values(of tensor: Tensor) -> JSONText {
        let tensor = tensor.contiguous()
        var text = ""
        func write(_ axis: Int, from start: Int, count: Int) {
            guard axis < tensor.rank else {
                text += number(tensor.pointer[start]).text
                return
            }
            let size = tensor.shape[axis]
            text += "["
            for i in 0..<size {
                if i > 0 { text += "," }
                write(axis + 1, from: start + i * (count / size), count: count / size)
            }
            text += "]"
        }
        write(0, from: 0, count: tensor.count)
        return JSONText(text)
    }
}

extension Unicode.Scalar {
    /// Control characters, direction marks and line separators: JSON may hold them, a terminal that
    /// shows the JSON should not.
    fileprivate var commandsATerminal: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

extension JSONText {
    /// `{name, size, labels}`, without labels where there are none.
    public static func axis(_ axis: Axis) -> JSONText {
        .object(
            [("name", .string(axis.name)), ("size", .integer(axis.size))]
                + (axis.labels.map { [("labels", .array($0.map(JSONText.string)))] } ?? []))
    }

    /// An event as `{path, op, inputs, axes, values}`.
    ///
    /// - Parameter inputs: the paths of the inputs.
    public static func event(
        path: String, op: String, inputs: [String], axes: [Axis], values: Tensor
    ) -> JSONText {
        .object([
            ("path", .string(path)), ("op", .string(op)),
            ("inputs", .array(inputs.map(JSONText.string))),
            ("axes", .array(axes.map(JSONText.axis))),
            ("values", .values(of: values)),
        ])
    }

    /// `{cell, value, op, formula, terms}`; each term is an object of the same form, with what it
    /// contributes and, where it is a product, the other factors under `times`.
    public static func explanation(_ explanation: Explanation) -> JSONText {
        .object(members(of: explanation))
    }

    private static func members(of explanation: Explanation) -> [(String, JSONText)] {
        var members: [(String, JSONText)] = [
            ("cell", .string(explanation.name)), ("value", .number(explanation.value)),
            ("op", .string(explanation.op)), ("formula", .string(explanation.formula)),
        ]
        if let note = explanation.note { members.append(("note", .string(note))) }
        members.append(("terms", .array(explanation.terms.map(term))))
        if explanation.rest.count > 0 {
            members.append(
                (
                    "rest",
                    .object([
                        ("count", .integer(explanation.rest.count)),
                        ("contribution", .number(explanation.rest.contribution)),
                    ])
                ))
        }
        members.append(("sum", .number(explanation.combined)))
        return members
    }

    private static func term(_ term: Explanation.Term) -> JSONText {
        var members: [(String, JSONText)] = [
            ("contribution", .number(term.contribution)), ("role", .string(term.role.rawValue)),
        ]
        if let part = term.part { members.append(("exponential", .number(part))) }
        if let first = term.factors.first { members += Self.members(of: first) }
        if term.factors.count > 1 {
            members.append(("times", .array(term.factors.dropFirst().map(explanation))))
        }
        return .object(members)
    }
}
