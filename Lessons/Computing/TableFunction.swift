import Checkpoints
import Models
import Tensors
import Tracing
import Training

/// What a `let` block can compute: each of them one of the ops that models are made of. The format's
/// page and the messages are made from this list; `backward(loss)` stands beside it.
struct TableFunction: Sendable {
    let name: String
    let usage: String
    let meaning: String
    let apply: @Sendable (TableCall) throws -> Void

    static let all = products + rows + shapes + model + [history] + wholeModels

    static func named(_ name: String) -> TableFunction? { all.first { $0.name == name } }

    init(
        _ usage: String, _ meaning: String, _ apply: @escaping @Sendable (TableCall) throws -> Void
    ) {
        name = String(usage.prefix { $0 != "(" })
        self.usage = usage
        self.meaning = meaning
        self.apply = apply
    }
}

// MARK: - Arithmetic

extension TableFunction {
    private static let products: [TableFunction] = [
        TableFunction("matmul(a, b)", "the matrix product") { call in
            try call.expect(2...2)
            try product(call, transposeB: false)
        },
        TableFunction("matmul_transposed(a, b)", "rows with rows, as queries with keys") { call in
            try call.expect(2...2)
            try product(call, transposeB: true)
        },
        TableFunction("add(a, b)", "the sum; a smaller b is added to every row") { call in
            try call.expect(2...2)
            try pairwise(call, Add())
        },
        TableFunction("multiply(a, b)", "cell by cell") { call in
            try call.expect(2...2)
            let (a, b) = (try call.event(0), try call.event(1))
            guard a.event.shape == b.event.shape else {
                throw call.fault("expected two tables of the same size")
            }
            try call.emit(Multiply(), [a, b])
        },
        TableFunction("scale(a, number)", "every cell times a number") { call in
            try call.expect(2...2)
            let number = try call.number(1)
            let reason = call.arguments[1].constantText
            try call.emit(
                Tracing.Scale(by: Float(number), because: reason), [try call.event(0)])
        },
        TableFunction("relu(a)", "0 in the place of what is negative") { call in
            try call.expect(1...1)
            try call.emit(ReLU(), [try call.event(0)])
        },
    ]

    private static func product(_ call: TableCall, transposeB: Bool) throws {
        let (a, b) = (try call.event(0), try call.event(1))
        let (left, right) = (a.event.shape, b.event.shape)
        guard left.count >= 2, right.count == 2 || right.dropLast(2) == left.dropLast(2),
            right.count >= 2
        else { throw call.fault("expected two matrices") }
        let inner = transposeB ? right[right.count - 1] : right[right.count - 2]
        guard left.last == inner else {
            throw call.fault(
                "the rows of the first have \(left.last ?? 0) numbers, "
                    + "those that they meet have \(inner)")
        }
        try call.emit(MatrixProduct(transposeB: transposeB), [a, b])
    }

    private static func pairwise(_ call: TableCall, _ op: any Op) throws {
        let (a, b) = (try call.event(0), try call.event(1))
        let (large, small) = (a.event.shape, b.event.shape)
        guard small.count <= large.count, Array(large.suffix(small.count)) == small else {
            throw call.fault("expected a second table of the size of the first, or of its rows")
        }
        try call.emit(op, [a, b])
    }
}

// MARK: - Row by row

extension TableFunction {
    private static let rows: [TableFunction] = [
        TableFunction("softmax(a)", "each row positive, with the sum 1") { call in
            try call.expect(1...1)
            let a = try wide(call)
            try call.emit(Softmax(axis: a.axes[a.axes.count - 1].name), [a])
        },
        TableFunction("mean(a)", "of each row") { call in
            try call.expect(1...1)
            try call.emit(Mean(), [try wide(call)])
        },
        TableFunction("variance(a)", "of each row; its mean is NAME.mean") { call in
            try call.expect(1...1)
            let a = try wide(call)
            try call.emit(Variance(), [a, try call.emitPart("mean", Mean(), [a])])
        },
        TableFunction(
            "normalise(a)", "each row with mean 0 and variance 1; NAME.mean, NAME.variance"
        ) { call in
            try call.expect(1...1)
            let a = try wide(call)
            let mean = try call.emitPart("mean", Mean(), [a])
            let variance = try call.emitPart("variance", Variance(), [a, mean])
            try call.emit(Normalise(epsilon: 1e-5), [a, mean, variance])
        },
        TableFunction("rms_normalise(a)", "each row divided by the root of its mean square") {
            call in
            try call.expect(1...1)
            let a = try wide(call)
            let square = try call.emitPart("mean_square", MeanSquare(), [a])
            try call.emit(RMSNormalise(epsilon: 1e-6), [a, square])
        },
        TableFunction("cosines(a)", "the cosine of each row with each row") { call in
            try call.expect(1...1)
            try cosines(of: try wide(call), call)
        },
        TableFunction("cross_entropy(logits, targets)", "the surprise at each right place") {
            call in
            try call.expect(2...2)
            let (logits, targets) = (try wide(call), try call.event(1))
            guard targets.event.shape == Array(logits.event.shape.dropLast()),
                let width = logits.event.shape.last,
                targets.value.elements.allSatisfy({ $0 < Float(width) })
            else { throw call.fault("expected one target for each row of the logits") }
            try call.emit(CrossEntropy(smoothing: 0), [logits, targets])
        },
    ]

    private static func wide(_ call: TableCall) throws -> Traced {
        let a = try call.event(0)
        guard let last = a.event.shape.last, last > 0 else {
            throw call.fault("expected a row or a matrix")
        }
        return a
    }

    /// The products of rows of length 1. A row divided by the root of its mean square has the
    /// length sqrt(n).
    private static func cosines(of a: Traced, _ call: TableCall) throws {
        guard a.event.shape.count == 2 else { throw call.fault("expected a matrix") }
        let squares = try call.emitPart("squares", Multiply(), [a, a])
        let meanSquare = try call.emitPart("mean_square", Mean(), [squares])
        let zeros = Tensor(repeating: 0, shape: meanSquare.event.shape)
        let centre = try call.emitPart("centre", Constant(zeros), [], axes: meanSquare.axes)
        let rows = try call.emitPart(
            "rows", Normalise(epsilon: 1e-12), [a, centre, meanSquare])
        let products = try call.emitPart(
            "products", MatrixProduct(transposeB: true), [rows, rows])
        let width = a.event.shape[1]
        try call.emit(
            Tracing.Scale(by: 1 / Float(width), because: "1 / \(width)"), [products])
    }
}

// MARK: - Other shapes

extension TableFunction {
    private static let shapes: [TableFunction] = [
        TableFunction("transpose(a)", "rows become columns") { call in
            try call.expect(1...1)
            let a = try call.event(0)
            guard a.event.shape.count == 2 else { throw call.fault("expected a matrix") }
            try call.emit(Transpose(), [a])
        },
        TableFunction("split(a, heads)", "the columns cut into heads") { call in
            try call.expect(2...2)
            let a = try call.event(0)
            let heads = try call.integer(1, in: 1...64)
            guard a.event.shape.count == 2, a.event.shape[1].isMultiple(of: heads) else {
                throw call.fault("expected a matrix whose columns can be divided by \(heads)")
            }
            try call.emit(SplitHeads(heads: heads), [a])
        },
        TableFunction("concat(a)", "the heads side by side") { call in
            try call.expect(1...1)
            let a = try call.event(0)
            guard a.event.shape.count == 3 else {
                throw call.fault("expected a table with heads")
            }
            try call.emit(ConcatenateHeads(), [a])
        },
        TableFunction("take(selector)", "one row of an event: one axis stays open") { call in
            try call.expect(1...1)
            guard case .selector(nil, let text, let start) = call.arguments[0] else {
                throw call.fault("expected take(selector)")
            }
            let selection = try Located(text, at: start).selection(in: call.trace)
            guard selection.axes.count == 1, let open = selection.cells.firstIndex(of: nil) else {
                throw Fault("expected a selector that leaves one axis open", at: start)
            }
            let cells = (0..<selection.axes[0].size).map { place in
                selection.cells.enumerated().map { $1 ?? ($0 == open ? place : 0) }
            }
            try call.emit(
                Select(cells), [call.trace[selection.event.id]], axes: selection.axes)
        },
    ]
}

// MARK: - What models are made of

extension TableFunction {
    private static let model: [TableFunction] = [
        TableFunction(
            "positions(count, d_model)",
            "the sines and cosines of the positions; a third number is the base"
        ) { call in
            try call.expect(2...3)
            let count = try call.integer(0, in: 1...4096)
            let size = try call.integer(1, in: 2...1024)
            let base = call.arguments.count == 3 ? try call.number(2) : 10_000
            guard base >= 1 else { throw call.fault("expected a base of 1 or more") }
            try call.emit(SinusoidalPositions(positions: count, dModel: size, base: base), [])
        },
        TableFunction("mask(size)", "causal: 0 up to the diagonal, minus infinity above") { call in
            try call.expect(1...1)
            let size = try call.integer(0, in: 1...256)
            try call.emit(Mask(.causal, queries: size, keys: size), [])
        },
        TableFunction("lookup([words], table)", "the rows of a table for words; NAME.ids") { call in
            try call.expect(2...2)
            let table = try call.event(1)
            let (words, ids) = try ids(call, in: table)
            let tokens = try call.emitPart(
                "ids", TokenIDs(ids), [], axes: [Axis("position", labels: words)])
            try call.emit(Lookup(), [tokens, table])
        },
        TableFunction("one_hot([words], table)", "for each word a row with a single 1") { call in
            try call.expect(2...2)
            let table = try call.event(1)
            let (words, ids) = try ids(call, in: table)
            let width = table.event.shape[0]
            var values = [Float](repeating: 0, count: words.count * width)
            for (row, id) in ids.enumerated() { values[row * width + id] = 1 }
            try call.emit(
                Constant(Tensor(values, shape: [words.count, width])), [],
                axes: [Axis("position", labels: words), table.axes[0]])
        },
        TableFunction(
            "normal(rows, columns, seed)", "random numbers with mean 0 and variance 1"
        ) { call in
            try call.expect(3...3)
            let (rows, columns) = (
                try call.integer(0, in: 1...4096), try call.integer(1, in: 1...4096)
            )
            guard rows * columns <= TableDefinition.largest else {
                throw call.fault("a table has at most \(TableDefinition.largest) cells")
            }
            var generator = SeededGenerator(
                seed: UInt64(try call.integer(2, in: 0...1_000_000)))
            let values = (0..<rows * columns).map { _ in
                Initialisation.normal(1).draw(using: &generator)
            }
            try call.emit(
                Constant(Tensor(values, shape: [rows, columns])), [],
                axes: [Axis("row", size: rows), Axis("feature", size: columns)])
        },
    ]

    /// The words of a list and their rows in a table.
    private static func ids(
        _ call: TableCall, in table: Traced
    ) throws -> (words: [String], ids: [Int]) {
        guard let words = call.words(0) else { throw call.fault("expected \(call.function.usage)") }
        guard table.event.shape.count == 2 else { throw call.fault("expected a matrix") }
        let ids = try words.map { word in
            if let row = table.axes[0].labels?.firstIndex(of: word) { return row }
            if let row = Int(word), row < table.event.shape[0], row >= 0 { return row }
            throw call.fault("\(table.event.path) has no row '\(word)'")
        }
        return (words, ids)
    }
}

// MARK: - How a model was trained

extension TableFunction {
    private static let history = TableFunction(
        "history(model, event)",
        "the recorded training: `loss`, `held_out`, or attention weights, at each moment"
    ) { call in
        try call.expect(2...2)
        guard case .selector(nil, let model, _) = call.arguments[0],
            case .selector(nil, let event, _) = call.arguments[1],
            BundledModels.names.contains(model)
        else { throw call.fault("expected a bundled model and an event") }
        let history = try Fault.at(call.place) { try History(named: model) }
        func emit(_ values: [Float], _ axes: [Axis]) throws {
            try call.emit(Constant(Tensor(values, shape: axes.map(\.size))), [], axes: axes)
        }
        func curve(_ points: [(step: Int, value: Float)]) throws {
            try emit(
                points.map(\.value), [Axis("step", labels: points.map { String($0.step) })])
        }
        switch event {
        case "loss": try curve(history.readings.map { ($0.step, $0.loss) })
        case "held_out":
            try curve(
                history.readings.compactMap { reading in
                    reading.heldOut.map { (reading.step, Float($0.share)) }
                })
        default:
            guard let map = history.map(event) else {
                throw call.fault(
                    "only loss, held_out and the weights of the encoder's self-attention and of "
                        + "cross-attention were recorded")
            }
            let rows = history.rows(of: map.attention)
            try emit(
                history.moments.flatMap { moment in
                    (0..<history.heads).flatMap {
                        history.weights(map.attention, layer: map.layer, head: $0, at: moment)
                    }
                },
                [
                    Axis("step", labels: history.moments.map { String($0.step) }),
                    Axis("head", size: history.heads), Axis("query", labels: rows),
                    Axis("key", labels: history.source),
                ])
        }
    }
}

extension History {
    /// The map that an event's path means.
    fileprivate func map(_ path: String) -> (attention: Attention, layer: Int)? {
        for attention in Attention.allCases {
            for layer in 0..<layers where attention.path(layer: layer) == path {
                return (attention, layer)
            }
        }
        return nil
    }
}
