import Tracing

/// The arithmetic of one event.
public struct Cost: Sendable, Equatable {
    /// Products that are added to a sum, counted exactly: the measure in which models are compared.
    public let multiplyAdds: Int
    /// All other arithmetic, counted as `rule` says.
    public let otherOperations: Int
    /// How it was counted, in words: `5 a number: compare, subtract, exponential, add, divide`.
    public let rule: String

    init(multiplyAdds: Int = 0, otherOperations: Int = 0, rule: String) {
        self.multiplyAdds = multiplyAdds
        self.otherOperations = otherOperations
        self.rule = rule
    }
}

extension Cost {
    /// How much a step works on: how many numbers, and how long its rows are.
    struct Sizes {
        /// The numbers of the value.
        let values: Int
        /// The numbers of each input.
        let inputs: [Int]
        /// The length of the first input's rows: what a matrix product sums over.
        let inner: Int
        /// The length of the last input's rows.
        let columns: Int

        init(_ event: Event, in trace: Trace) {
            let shapes = event.inputs.map { trace.events[$0].shape }
            values = event.shape.reduce(1, *)
            inputs = shapes.map { $0.reduce(1, *) }
            inner = shapes.first?.last ?? 1
            columns = shapes.last?.last ?? 1
        }

        var first: Int { inputs.first ?? 0 }
    }

    /// The cost of an event, from its op and its sizes.
    init(of event: Event, in trace: Trace) {
        let sizes = Sizes(event, in: trace)
        // A product with a transposed first matrix sums over its rows, not its columns.
        let key = event.op.name.hasPrefix("matmul(transposeA)") ? "transposeA" : event.op.plainName
        guard let count = Cost.counts[key] else {
            self.init(
                otherOperations: max(sizes.values, sizes.inputs.max() ?? 0),
                rule: "taken as 1 for each number of the largest input or of the result")
            return
        }
        self = count(sizes)
    }

    private static let counts: [String: @Sendable (Sizes) -> Cost] = [
        "matmul": {
            Cost(
                multiplyAdds: $0.values * $0.inner,
                rule: "\($0.values) sums of \($0.inner) products; a bias only starts the sum")
        },
        "transposeA": {
            Cost(
                multiplyAdds: $0.first * $0.columns,
                rule: "\($0.first) numbers, each times a row of \($0.columns)")
        },
        "scale and shift": {
            Cost(multiplyAdds: $0.values, rule: "1 product and 1 sum a number")
        },
        "column products": {
            Cost(multiplyAdds: $0.first, rule: "1 product and 1 sum for each number of an input")
        },
        "add": {
            Cost(
                otherOperations: $0.values * ($0.inputs.count - 1),
                rule: "1 addition a number and further input")
        },
        "sum": { Cost(otherOperations: $0.first, rule: "1 addition for each number summed") },
        "scale": { Cost(otherOperations: $0.values, rule: "1 multiplication a number") },
        "multiply": { Cost(otherOperations: $0.values, rule: "1 multiplication a number") },
        "relu": { Cost(otherOperations: $0.values, rule: "1 comparison a number") },
        "softmax": {
            Cost(
                otherOperations: 5 * $0.values,
                rule: "5 a number: compare, subtract, exponential, add, divide")
        },
        "mean": {
            Cost(
                otherOperations: $0.first + $0.values,
                rule: "1 addition a feature, 1 division a row")
        },
        "variance": {
            Cost(
                multiplyAdds: $0.first, otherOperations: $0.first + $0.values,
                rule: "1 subtraction and 1 square added a feature, 1 division a row")
        },
        "normalise": {
            Cost(
                otherOperations: 2 * $0.values + 2 * ($0.inputs.last ?? 0),
                rule: "2 a feature: subtract, divide; 2 a row: add epsilon, square root")
        },
        "sinusoidal positions": {
            Cost(
                otherOperations: 3 * $0.values,
                rule: "3 a number: power, divide, sine; done once, then kept")
        },
        "token ids": none("given"), "constant": none("given"), "parameter": none("learned"),
        "lookup": none("rows are copied"), "shift right": none("numbers are copied"),
        "select": none("numbers are copied"), "repeat": none("numbers are copied"),
        "append": none("numbers are copied"), "cached": none("computed in an earlier step"),
        "split": none("the same numbers, seen in another shape"),
        "concat": none("numbers are copied"), "causal mask": none("written down, not computed"),
        "open mask": none("written down, not computed"),
    ]

    private static func none(_ rule: String) -> @Sendable (Sizes) -> Cost {
        { _ in Cost(rule: "none: " + rule) }
    }
}
