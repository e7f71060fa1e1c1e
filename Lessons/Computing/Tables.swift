import Tensors
import Tracing

extension Trace {
    /// The trace with the tables of a lesson behind it, each an event like every other.
    ///
    /// - Parameter models: what whole models among them are computed with.
    /// - Throws: `Fault`.
    func adding(_ tables: [TableDefinition], models: GivenModels) throws -> Trace {
        try tables.reduce(self) { try $0.adding($1, models: models) }
    }

    private func adding(_ table: TableDefinition, models: GivenModels) throws -> Trace {
        let name = table.name
        if events.contains(where: { $0.path == name.text || $0.path.hasPrefix(name.text + ".") }) {
            throw Fault("'\(name.text)' exists already", at: name.place)
        }
        switch table.content {
        case .values(let values, let shape):
            let axes = try table.named(axesOf: shape.defaultAxes)
            return continued { tracer in
                tracer.emit(Constant(Tensor(values, shape: shape)), [], at: name.text, axes: axes)
            }
        case .computed(.call("backward", let arguments, let place)):
            return try walkedBackward(arguments, at: place, as: name)
        case .computed(let expression):
            guard case .call(let function, let arguments, let place) = expression else {
                throw Fault(
                    "expected numbers or one call such as softmax(scores)", at: name.place)
            }
            guard let known = TableFunction.named(function) else {
                throw Fault(
                    unknownName(
                        function, kind: "table function",
                        known: TableFunction.all.map(\.name) + ["backward"]), at: place)
            }
            return try continued { tracer in
                try known.apply(
                    TableCall(
                        trace: self, tracer: tracer, table: table, function: known,
                        arguments: arguments, models: models, place: place))
            }
        }
    }

    /// The gradients of everything that leads to a loss, as events `gradient.PATH`.
    private func walkedBackward(
        _ arguments: [Expression], at place: SourcePlace, as name: Located
    ) throws -> Trace {
        guard name.text == "gradient" else {
            throw Fault("the result of backward is called 'gradient'", at: name.place)
        }
        guard arguments.count == 1, case .selector(nil, let path, let start) = arguments[0] else {
            throw Fault("expected the path of a loss: backward(loss)", at: place)
        }
        let loss = try Located(path, at: start).selection(in: self).event
        guard loss.shape.reduce(1, *) == 1 else {
            throw Fault("a gradient starts from a single number; \(path) has more", at: start)
        }
        return backward(from: loss.id).trace
    }
}

extension [Axis] {
    /// Rows that are compared with themselves give two axes of one name; a selector needs two.
    fileprivate var withDistinctNames: [Axis] {
        guard count == 2, self[0].name == self[1].name else { return self }
        return [self[0], self[1].named("other_" + self[1].name)]
    }
}

extension [Int] {
    /// What the axes of numbers are called that nobody named.
    fileprivate var defaultAxes: [Axis] {
        zip(["row", "column"], self).map { Axis($0, size: $1) }
    }
}

extension TableDefinition {
    /// The axes with the names that the lesson gives them.
    ///
    /// - Throws: `Fault`.
    func named(axesOf axes: [Axis]) throws -> [Axis] {
        var named = axes
        for (own, place) in [(rows, 0), (columns, axes.count - 1)] {
            guard let own else { continue }
            guard axes.indices.contains(place), axes.count > 1 || rows == nil || columns == nil
            else {
                throw Fault(
                    "\(name.text) has \(axes.count) axes, fewer than are named", at: name.place)
            }
            let axis = axes[place]
            if let labels = own.labels, labels.count != axis.size {
                throw Fault(
                    "\(own.name) has \(axis.size) places; \(labels.count) are named",
                    at: name.place)
            }
            named[place] = Axis(own.name, size: axis.size, labels: own.labels ?? axis.labels)
        }
        return named
    }
}

/// One call of a table function: what it reads and where its result goes.
struct TableCall {
    let trace: Trace
    let tracer: Tracer
    let table: TableDefinition
    let function: TableFunction
    let arguments: [Expression]
    let models: GivenModels
    let place: SourcePlace

    func fault(_ message: String) -> Fault { Fault(message, at: place) }

    /// - Throws: `Fault` unless there are so many arguments.
    func expect(_ counts: ClosedRange<Int>) throws {
        guard counts.contains(arguments.count) else { throw fault("expected \(function.usage)") }
    }

    /// The whole event that an argument names.
    func event(_ index: Int) throws -> Traced {
        guard arguments.indices.contains(index),
            case .selector(nil, let path, let start) = arguments[index]
        else { throw fault("expected \(function.usage)") }
        let selection = try Located(path, at: start).selection(in: trace)
        guard selection.cells.allSatisfy({ $0 == nil }) else {
            throw Fault("expected a whole event here; take(…) gives a part", at: start)
        }
        return trace[selection.event.id]
    }

    func number(_ index: Int) throws -> Double {
        guard arguments.indices.contains(index), let number = arguments[index].constant else {
            throw fault("expected \(function.usage)")
        }
        return number
    }

    func integer(_ index: Int, in range: ClosedRange<Int>) throws -> Int {
        guard let number = Int(exactly: try number(index)), range.contains(number) else {
            throw fault(
                "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A list of names: `[cat, "dog"]`.
    func words(_ index: Int) -> [String]? {
        arguments.indices.contains(index) ? arguments[index].words : nil
    }

    /// Computes the table itself, after a check that it is not too large.
    ///
    /// - Parameter axes: what the axes of the result are, where the op alone does not know.
    func emit(_ op: any Op, _ inputs: [Traced], axes: [Axis]? = nil) throws {
        let natural = (axes ?? op.axes(inputs.map(\.axes))).withDistinctNames
        try checkSize(natural)
        tracer.emit(op, inputs, at: table.name.text, axes: try table.named(axesOf: natural))
    }

    /// Computes a step on the way to the table: `NAME.part`.
    func emitPart(
        _ part: String, _ op: any Op, _ inputs: [Traced], axes: [Axis]? = nil
    ) throws -> Traced {
        try checkSize(axes ?? op.axes(inputs.map(\.axes)))
        return tracer.emit(op, inputs, at: "\(table.name.text).\(part)", axes: axes)
    }

    private func checkSize(_ axes: [Axis]) throws {
        guard axes.reduce(1, { $0 * $1.size }) <= TableDefinition.largest else {
            throw fault("a table has at most \(TableDefinition.largest) cells")
        }
    }
}

extension Expression {
    /// The names of a list; nil where it is none.
    var words: [String]? {
        guard case .list(let elements, _) = self else { return nil }
        let words = elements.compactMap { element -> String? in
            switch element {
            case .selector(nil, let word, _), .text(let word): word
            case .number(let number): Int(exactly: number).map(String.init)
            default: nil
            }
        }
        return words.count == elements.count && !words.isEmpty ? words : nil
    }

    /// The number where nothing must be looked up: `1/8`, `sqrt(64)`, `-0.5`.
    fileprivate var constant: Double? {
        switch self {
        case .number(let number): return number
        case .negative(let inner, _): return inner.constant.map { -$0 }
        case .binary(let sign, let a, let b, _):
            guard let a = a.constant, let b = b.constant else { return nil }
            return sign.arithmetic(a, b)
        case .call(let name, let arguments, _):
            guard let function = Function.named(name) else { return nil }
            let values = arguments.compactMap(\.constant).map(Value.number)
            guard values.count == arguments.count,
                case .number(let number) = try? function.apply(values)
            else { return nil }
            return number
        case .text, .selector, .list, .not: return nil
        }
    }

    /// A constant as it was written: `1 / sqrt(64)`.
    var constantText: String {
        switch self {
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .negative(let inner, _): "-" + inner.constantText
        case .binary(let sign, let a, let b, _):
            "\(a.constantText) \(sign.rawValue) \(b.constantText)"
        case .call(let name, let arguments, _):
            "\(name)(\(arguments.map(\.constantText).joined(separator: ", ")))"
        case .text, .selector, .list, .not: ""
        }
    }
}
