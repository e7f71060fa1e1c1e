import Foundation

/// A function that expressions can call. The list below is all there is; the format's page and the
/// messages are made from it.
struct Function: Sendable {
    let name: String
    /// How it is called: `cosine(a, b)`.
    let usage: String
    let meaning: String
    /// - Throws: a text that says what was expected.
    let apply: @Sendable ([Value]) throws(Function.Misuse) -> Value

    struct Misuse: Error {
        let expected: String
    }

    static let all: [Function] =
        reductions + places + pairs + numbers

    static func named(_ name: String) -> Function? { all.first { $0.name == name } }
}

extension Function {
    private init(
        _ usage: String, _ meaning: String,
        _ apply: @escaping @Sendable ([Value]) throws(Misuse) -> Value
    ) {
        name = String(usage.prefix { $0 != "(" })
        self.usage = usage
        self.meaning = meaning
        self.apply = apply
    }

    /// Many numbers to one.
    private static func reduction(
        _ usage: String, _ meaning: String, _ reduce: @escaping @Sendable ([Double]) -> Double
    ) -> Function {
        Function(usage, meaning) { arguments throws(Misuse) in
            .number(reduce(try arguments.only().doubles()))
        }
    }

    private static let reductions: [Function] = [
        reduction("sum(a)", "all numbers added") { $0.reduce(0, +) },
        reduction("mean(a)", "their mean", \.mean),
        reduction("variance(a)", "the mean squared distance from the mean", \.variance),
        reduction("std(a)", "the standard deviation, the square root of the variance") {
            $0.variance.squareRoot()
        },
        reduction("max(a)", "the largest") { $0.max() ?? -.infinity },
        reduction("min(a)", "the smallest") { $0.min() ?? .infinity },
        reduction("norm(a)", "the length of the vector: the square root of the summed squares") {
            $0.reduce(0) { $0 + $1 * $1 }.squareRoot()
        },
        reduction("count(a)", "how many numbers there are") { Double($0.count) },
    ]

    private static let places: [Function] = [
        Function("between(a, low, high)", "how many numbers lie from low to high") {
            arguments throws(Misuse) in
            guard arguments.count == 3, case .number(let low) = arguments[1],
                case .number(let high) = arguments[2], low <= high
            else { throw Misuse(expected: "a selector and two numbers, the lower one first") }
            return .number(Double(try arguments[0].doubles().count { low...high ~= $0 }))
        },
        Function("label(a, n)", "the name of the n-th place of a row, from 0") {
            arguments throws(Misuse) in
            guard arguments.count == 2, case .numbers(let row) = arguments[0],
                row.axes.count == 1, case .number(let number) = arguments[1],
                let place = Int(exactly: number), row.values.indices.contains(place)
            else { throw Misuse(expected: "one open axis and the number of a place on it") }
            return .text(row.label(of: place))
        },
        Function("argmax(a)", "the name of the largest place of a row") {
            arguments throws(Misuse) in
            try arguments.only().place { $0 > $1 }
        },
        Function("argmin(a)", "the name of the smallest place of a row") {
            arguments throws(Misuse) in
            try arguments.only().place { $0 < $1 }
        },
    ]

    /// Two rows of the same size to one number.
    private static func pair(
        _ usage: String, _ meaning: String,
        _ combine: @escaping @Sendable ([Double], [Double]) -> Double
    ) -> Function {
        Function(usage, meaning) { arguments throws(Misuse) in
            guard arguments.count == 2 else { throw Misuse(expected: "two arguments") }
            let (a, b) = (try arguments[0].doubles(), try arguments[1].doubles())
            guard a.count == b.count else {
                throw Misuse(
                    expected: "as many numbers on both sides, not \(a.count) and \(b.count)")
            }
            return .number(combine(a, b))
        }
    }

    private static let pairs: [Function] = [
        pair("dot(a, b)", "the dot product", dot),
        pair("cosine(a, b)", "the cosine of the angle between two vectors") {
            dot($0, $1) / (dot($0, $0).squareRoot() * dot($1, $1).squareRoot())
        },
        pair("distance(a, b)", "the length of the difference") {
            zip($0, $1).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        },
        pair("furthest(a, b)", "the largest difference between numbers at the same place") {
            zip($0, $1).reduce(0) { Swift.max($0, abs($1.0 - $1.1)) }
        },
    ]

    @Sendable private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func single(
        _ usage: String, _ meaning: String, _ compute: @escaping @Sendable (Double) -> Double
    ) -> Function {
        Function(usage, meaning) { arguments throws(Misuse) in
            guard case .number(let x) = try arguments.only() else {
                throw Misuse(expected: "one number")
            }
            return .number(compute(x))
        }
    }

    private static let numbers: [Function] = [
        single("abs(x)", "without its sign") { abs($0) },
        single("sqrt(x)", "the square root") { $0.squareRoot() },
        single("exp(x)", "e to the power x") { Foundation.exp($0) },
        single("log(x)", "the natural logarithm") { Foundation.log($0) },
        single("sin(x)", "the sine, x in radians") { Foundation.sin($0) },
        single("cos(x)", "the cosine, x in radians") { Foundation.cos($0) },
    ]
}

extension [Double] {
    fileprivate var mean: Double { reduce(0, +) / Double(count) }
    fileprivate var variance: Double {
        let mean = mean
        return map { ($0 - mean) * ($0 - mean) }.mean
    }
}

extension [Value] {
    fileprivate func only() throws(Function.Misuse) -> Value {
        guard count == 1 else { throw Function.Misuse(expected: "one argument, not \(count)") }
        return self[0]
    }
}

extension Value {
    fileprivate func doubles() throws(Function.Misuse) -> [Double] {
        switch self {
        case .number(let number): return [number]
        case .numbers(let block): return block.values.map(Double.init)
        case .text, .truth: throw Function.Misuse(expected: "numbers, not \(kind)")
        }
    }

    /// The name of the first place that is before all others.
    fileprivate func place(
        where isBefore: (Float, Float) -> Bool
    ) throws(Function.Misuse) -> Value {
        guard case .numbers(let block) = self, block.axes.count == 1, !block.values.isEmpty else {
            throw Function.Misuse(expected: "one open axis, not \(kind)")
        }
        var best = 0
        for index in block.values.indices where isBefore(block.values[index], block.values[best]) {
            best = index
        }
        return .text(block.label(of: best))
    }
}
