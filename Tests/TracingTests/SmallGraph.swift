import Tensors

@testable import Tracing

/// A language model of one layer, written with the tracer alone: causal attention with two heads,
/// layer norms, feed forward, tied output map, two losses that meet in one number. It has whatever
/// makes a graph hard: events that many read, one that is read twice by the same, side branches.
struct SmallGraph {
    var ids = [3, 1, 4, 1, 5]
    var words = ["the", "cat", "saw", "cat", "run"]
    /// Several sentences at once: the same ids, turned by one place each.
    var batch: Int?

    static let single = SmallGraph()
    static let batched = SmallGraph(batch: 2)

    func trace(edits: [Edit] = []) -> Trace {
        let recorder = Recorder()
        Run(tracer: Tracer(sink: recorder, edits: edits), graph: self).run()
        return recorder.trace
    }

    static let loss = "loss"
    /// The events that hold token ids.
    static let idPaths = ["source.ids", "source.shifted", "targets"]
}

private struct Run {
    let tracer: Tracer
    let graph: SmallGraph
    private let dModel = 6
    private let feature: Axis
    private let token = Axis("token", size: 8)

    init(tracer: Tracer, graph: SmallGraph) {
        self.tracer = tracer
        self.graph = graph
        feature = Axis("feature", size: dModel)
    }

    func run() {
        let ids = tokens(turned: 0, at: "source.ids")
        let words = graph.words
        let shiftedAxes =
            ids.axes.dropLast() + [Axis("position", labels: ["<sos>"] + words.dropLast())]
        let shifted = tracer.emit(
            ShiftRight(start: 2), [ids], at: "source.shifted", axes: Array(shiftedAxes))
        let table = parameter([token, feature], at: "table")
        let lookup = tracer.emit(Lookup(), [shifted, table], at: "lookup")
        let scaled = tracer.emit(Scale(by: 2, because: "2"), [lookup], at: "scaled")
        let positions = tracer.emit(
            SinusoidalPositions(positions: words.count, dModel: dModel), [], at: "positions")
        let x = tracer.emit(Add(), [scaled, positions], at: "sum")

        let attended = layerNorm(
            tracer.emit(Add(), [x, attention(x)], at: "attention.residual"), "attention.norm")
        let fed = feedForward(attended)
        // Twice the same: both readings count.
        let residual = tracer.emit(Add(), [attended, fed, fed], at: "feed_forward.residual")
        let output = layerNorm(residual, "feed_forward.norm")

        let logits = tracer.emit(MatrixProduct(transposeB: true), [output, table], at: "logits")
        emitLosses(of: logits)
    }

    private func emitLosses(of logits: Traced) {
        let targets = tokens(turned: 1, at: "targets")
        let surprises = tracer.emit(
            CrossEntropy(smoothing: 0.1), [logits, targets], at: "loss.surprises")
        let importance = tracer.emit(
            Constant(Tensor([1, -0.5, 2, 0.25, 1])), [], at: "loss.importance")
        let weighted = tracer.emit(Multiply(), [surprises, importance], at: "loss.weighted")
        let words = tracer.emit(SumLeading(to: []), [weighted], at: "loss.words")

        let probabilities = tracer.emit(Softmax(axis: "token"), [logits], at: "probabilities")
        // Read by nothing that leads to the loss.
        _ = tracer.emit(Scale(by: 100, because: "100"), [probabilities], at: "percent")
        let leading = graph.batch == nil ? [] : [1]
        let chosen = tracer.emit(
            Select([[0, 3], [2, 7], [0, 3]].map { leading + $0 }), [probabilities],
            at: "loss.chosen")
        let logarithms = tracer.emit(NegativeLogarithm(), [chosen], at: "loss.logarithms")
        let guidance = tracer.emit(SumLeading(to: []), [logarithms], at: "loss.guidance")
        let loss = tracer.emit(Add(), [words, guidance], at: SmallGraph.loss)
        // Behind the loss.
        _ = tracer.emit(Scale(by: 0.5, because: "1/2"), [loss], at: "half")
    }

    // MARK: Layers

    private func attention(_ x: Traced) -> Traced {
        func heads(_ name: String, _ position: String) -> Traced {
            let axes = x.axes.dropLast(2) + [x.axes[x.axes.count - 2].named(position), feature]
            let all = linear(x, feature, "attention.\(name)", axes: Array(axes))
            return tracer.emit(SplitHeads(heads: 2), [all], at: "attention.\(name).heads")
        }
        let (query, key, value) = (
            heads("query", "query"), heads("key", "key"), heads("value", "key")
        )
        let scores = tracer.emit(
            MatrixProduct(transposeB: true), [query, key], at: "attention.scores")
        let scaled = tracer.emit(
            Scale(by: 0.577, because: "1 / sqrt(d_k)"), [scores], at: "attention.scaled")
        let mask = tracer.emit(
            Mask(.causal, queries: graph.words.count, keys: graph.words.count), [],
            at: "attention.mask", axes: Array(scaled.axes.suffix(2)))
        let masked = tracer.emit(Add(), [scaled, mask], at: "attention.masked")
        let weights = tracer.emit(Softmax(axis: "key"), [masked], at: "attention.weights")
        let output = tracer.emit(MatrixProduct(), [weights, value], at: "attention.head_output")
        let concat = tracer.emit(ConcatenateHeads(), [output], at: "attention.concat")
        return linear(concat, feature, "attention.projection", axes: x.axes)
    }

    private func layerNorm(_ x: Traced, _ path: String) -> Traced {
        let mean = tracer.emit(Mean(), [x], at: path + ".mean")
        let variance = tracer.emit(Variance(), [x, mean], at: path + ".variance")
        let normalised = tracer.emit(
            Normalise(epsilon: 1e-5), [x, mean, variance], at: path + ".normalised")
        let gamma = parameter([feature], at: path + ".gamma", around: 1)
        let beta = parameter([feature], at: path + ".beta")
        return tracer.emit(Affine(), [normalised, gamma, beta], at: path + ".output")
    }

    private func feedForward(_ x: Traced) -> Traced {
        let hidden = Axis("hidden", size: 7)
        let first = linear(x, hidden, "feed_forward.first")
        let relu = tracer.emit(ReLU(), [first], at: "feed_forward.relu")
        return linear(relu, feature, "feed_forward.second")
    }

    private func linear(
        _ x: Traced, _ output: Axis, _ path: String, axes: [Axis]? = nil
    ) -> Traced {
        let input = x.axes[x.axes.count - 1].named("input")
        let weight = parameter([input, output], at: path + ".weight")
        let bias = parameter([output], at: path + ".bias")
        return tracer.emit(
            MatrixProduct(), [x, weight, bias], at: path,
            axes: axes ?? Array(x.axes.dropLast() + [output]))
    }

    // MARK: Leaves

    private func tokens(turned: Int, at path: String) -> Traced {
        let ids = graph.ids
        let rows = (0..<(graph.batch ?? 1)).map { row in
            ids.indices.map { ids[($0 + row + turned) % ids.count] }
        }
        let words = graph.words.indices.map { graph.words[($0 + turned) % ids.count] }
        let position = Axis("position", labels: words)
        guard let batch = graph.batch else {
            return tracer.emit(TokenIDs(rows[0]), [], at: path, axes: [position])
        }
        return tracer.emit(
            TokenIDs(rows.flatMap { $0 }, shape: [batch, ids.count]), [], at: path,
            axes: [Axis("batch", size: batch), position])
    }

    /// Seeded by the path, so that a parameter does not depend on the order of the graph.
    private func parameter(_ axes: [Axis], at path: String, around centre: Float = 0) -> Traced {
        var numbers = SeededGenerator(seed: path.utf8.reduce(5) { $0 &* 31 &+ UInt64($1) })
        let value = numbers.tensor(axes.map(\.size), (centre - 0.8)...(centre + 0.8))
        return tracer.parameter(value, at: path, axes: axes)
    }
}
