import Foundation
import Tracing

/// Computes expressions and texts at a point of a lesson.
struct Evaluator {
    let laboratory: Laboratory
    let context: Context
    /// Names beside the selectors: `answer` in the words about a wrong answer.
    var variables: [String: Value] = [:]

    /// The text with its values. What cannot be computed is an error.
    ///
    /// - Throws: `Fault`.
    func text(_ template: Template) throws -> String {
        try template.parts.reduce(into: "") { result, part in
            switch part {
            case .text(let text): result += text
            case .value(let slot): result += try text(slot)
            }
        }
    }

    /// - Throws: `Fault`.
    func text(_ slot: Template.Slot) throws -> String {
        let value = try value(slot.expression)
        guard let text = slot.format.text(of: value) else {
            throw Fault(
                "expected one number or a few, found \(value.kind); fix the axes or use a function "
                    + "such as max(…)", at: slot.place)
        }
        return text
    }

    /// - Throws: `Fault` if it is neither true nor false.
    func truth(_ claim: Located.Claim) throws -> Bool {
        guard case .truth(let truth) = try value(claim.expression) else {
            throw Fault("expected a comparison, such as a > 0.5", at: claim.text.place)
        }
        return truth
    }

    /// A comparison with the values of both sides, `0.36 > 0.99`; nil for a claim of another kind.
    func sides(of claim: Located.Claim) -> String? {
        guard case .binary(let sign, let a, let b, _) = claim.expression,
            sign.comparison(0, 0) != nil,
            let left = try? value(a), let right = try? value(b),
            let leftText = ValueFormat.short.text(of: left),
            let rightText = ValueFormat.short.text(of: right)
        else { return nil }
        return "\(leftText) \(sign.rawValue) \(rightText)"
    }

    /// - Throws: `Fault` if it is not one number.
    func number(_ expression: Expression, at place: SourcePlace) throws -> Double {
        let value = try value(expression)
        guard case .number(let number) = value else {
            throw Fault("expected one number, found \(value.kind)", at: place)
        }
        return number
    }

    /// - Throws: `Fault`.
    func value(_ expression: Expression) throws -> Value {
        switch expression {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .selector(let run, let text, let place):
            return try named(text, in: run, at: place)
        case .list(_, let place): throw Fault("a list is no value here", at: place)
        case .negative(let inner, let place):
            guard case .number(let number) = try value(inner) else {
                throw Fault("expected a number behind '-'", at: place)
            }
            return .number(-number)
        case .not(let inner, let place):
            guard case .truth(let truth) = try value(inner) else {
                throw Fault("expected a comparison behind 'not'", at: place)
            }
            return .truth(!truth)
        case .binary(let sign, let a, let b, let place):
            return try combine(sign, a, b, at: place)
        case .call(let name, let arguments, let place):
            return try call(name, arguments, at: place)
        }
    }
}

// MARK: - Names

extension Evaluator {
    private func situation(_ run: String?, at place: SourcePlace) throws -> Situation {
        guard let situation = context.situation(ofRun: run) else {
            throw Fault(
                unknownName(run ?? "", kind: "run", known: context.runNames), at: place)
        }
        return situation
    }

    private func named(_ text: String, in run: String?, at place: SourcePlace) throws -> Value {
        let situation = try situation(run, at: place)
        switch text {
        case "translation":
            return .text(try laboratory.translation(in: situation, at: place).text)
        case "sentence": return .text(situation.sentence ?? "")
        case "changes": return .number(Double(situation.changes.count))
        default: break
        }
        if let variable = variables[text] { return variable }
        let trace = try laboratory.reading(of: situation, at: place).trace
        let selections = try selections(text, in: trace, at: place)
        if selections.count == 1 {
            let selection = selections[0]
            let slice = selection.slice(trace.value(of: selection.event.id))
            return selection.axes.isEmpty
                ? .number(Double(slice.elements[0]))
                : .numbers(Value.Block(axes: selection.axes, values: slice.elements))
        }
        let values = selections.flatMap {
            $0.slice(trace.value(of: $0.event.id)).elements
        }
        return .numbers(
            Value.Block(axes: [Axis("number", size: values.count)], values: values))
    }

    private func selections(
        _ text: String, in trace: Trace, at place: SourcePlace
    ) throws -> [Selection] {
        try Fault.naming(Located(text, at: place)) {
            try Selector(text).resolve(in: trace.events)
        }
    }
}

// MARK: - Functions and signs

extension Evaluator {
    /// The functions that ask what an event is, not what it holds.
    static let questions: [(usage: String, meaning: String)] =
        [
            ("size(selector, axis)", "how many places an axis has"),
            ("parameters(selector)", "how many learned numbers the events have"),
            ("origin(table)", "where the weights of a whole model come from"),
        ] + writingQuestions.map { ($0.usage, $0.meaning) }

    private func call(
        _ name: String, _ arguments: [Expression], at place: SourcePlace
    ) throws -> Value {
        switch name {
        case "size": return try size(arguments, at: place)
        case "parameters": return try parameters(arguments, at: place)
        case "origin": return try origin(arguments, at: place)
        default: break
        }
        if let answer = try writingAnswer(name, arguments, at: place) { return answer }
        guard let function = Function.named(name) else {
            let known =
                Function.all.map(\.name) + ["size", "parameters", "origin"]
                + Self.writingQuestions.map(\.name)
            throw Fault(unknownName(name, kind: "function", known: known), at: place)
        }
        let values = try arguments.map { try value($0) }
        do {
            return try function.apply(values)
        } catch let misuse {
            throw Fault("\(function.usage): expected \(misuse.expected)", at: place)
        }
    }

    private func size(_ arguments: [Expression], at place: SourcePlace) throws -> Value {
        guard arguments.count == 2, case .selector(let run, let text, let start) = arguments[0],
            case .selector(nil, let axis, _) = arguments[1]
        else { throw Fault("expected size(selector, axis)", at: place) }
        let trace = try laboratory.reading(of: situation(run, at: start), at: start).trace
        let event = try Located(text, at: start).selection(in: trace).event
        guard let found = event.axes.first(where: { $0.name == axis }) else {
            throw Fault(
                unknownName(axis, kind: "axis of \(text)", known: event.axes.map(\.name)),
                at: place)
        }
        return .number(Double(found.size))
    }

    private func parameters(_ arguments: [Expression], at place: SourcePlace) throws -> Value {
        guard arguments.count == 1, case .selector(let run, let text, let start) = arguments[0]
        else { throw Fault("expected parameters(selector)", at: place) }
        let trace = try laboratory.reading(of: situation(run, at: start), at: start).trace
        let learned = try selections(text, in: trace, at: start).filter {
            $0.event.op.unedited is Parameter
        }
        return .number(Double(learned.reduce(0) { $0 + $1.event.shape.reduce(1, *) }))
    }

    private func origin(_ arguments: [Expression], at place: SourcePlace) throws -> Value {
        guard arguments.count == 1, case .selector(let run, let name, let start) = arguments[0]
        else { throw Fault("expected origin(table)", at: place) }
        let situation = try situation(run, at: start)
        guard let call = situation.tables.first(where: { $0.name.text == name })?.modelCall else {
            throw Fault("expected the name of a whole model, as of gpt([words])", at: start)
        }
        return .text(laboratory.models(for: situation).origin(of: call))
    }

    private func combine(
        _ sign: Expression.Operator, _ a: Expression, _ b: Expression, at place: SourcePlace
    ) throws -> Value {
        let (left, right) = (try value(a), try value(b))
        switch (left, right) {
        case (.number(let x), .number(let y)):
            if let result = sign.arithmetic(x, y) { return .number(result) }
            if let result = sign.comparison(x, y) { return .truth(result) }
        case (.text(let x), .text(let y)):
            if sign == .equal { return .truth(x == y) }
            if sign == .different { return .truth(x != y) }
        case (.truth(let x), .truth(let y)):
            if sign == .and { return .truth(x && y) }
            if sign == .or { return .truth(x || y) }
        default: break
        }
        throw Fault(
            "'\(sign.rawValue)' cannot stand between \(left.kind) and \(right.kind)", at: place)
    }
}

extension Expression.Operator {
    func arithmetic(_ a: Double, _ b: Double) -> Double? {
        switch self {
        case .plus: a + b
        case .minus: a - b
        case .times: a * b
        case .over: a / b
        case .power: pow(a, b)
        default: nil
        }
    }

    func comparison(_ a: Double, _ b: Double) -> Bool? {
        // Values are 32-bit numbers: the last digits are rounding.
        let isEqual = a == b || abs(a - b) <= 1e-5 * max(abs(a), abs(b), 1e-3)
        return switch self {
        case .less: a < b
        case .atMost: a <= b
        case .more: a > b
        case .atLeast: a >= b
        case .equal: isEqual
        case .different: !isEqual
        default: nil
        }
    }
}
