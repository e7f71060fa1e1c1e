import Tracing

/// What a block takes by the textbook's formulas, from the sizes of the model alone.
public struct ClosedFormulas: Sendable, Equatable {
    /// A formula in letters, the same with the sizes of this run, and its result.
    public struct Formula: Sendable, Equatable {
        /// `4 · d² + 4 · d + 2 · d`.
        public let letters: String
        /// `4 · 64² + 4 · 64 + 2 · 64`.
        public let numbers: String
        public let result: Int
    }

    public let parameters: Formula
    /// Nil for a block without products.
    public let multiplyAdds: Formula?
    /// What the letters stand for, and which term is what.
    public let note: String

    /// Nil for a block that no formula is known for.
    init?(of block: String, in trace: Trace) {
        let sizes = Sizes(of: block, in: trace)
        switch block.split(separator: ".").last {
        case "self_attention", "cross_attention":
            guard let d = sizes.axis("query", "feature"), let q = sizes.axis("query", "query"),
                let k = sizes.axis("key", "key")
            else { return nil }
            parameters = Formula([
                .init(4, [("d", d), ("d", d)]), .init(4, [("d", d)]), .init(2, [("d", d)]),
            ])
            multiplyAdds = Formula([
                .init(2, [("q", q), ("d", d), ("d", d)]), .init(2, [("k", k), ("d", d), ("d", d)]),
                .init(2, [("q", q), ("k", k), ("d", d)]), .init(2, [("q", q), ("d", d)]),
            ])
            note = """
                d features, q queries, k keys. Parameters: four d x d matrices, three of them for \
                queries, keys and values, their biases, and the layer norm. Products: queries and \
                projection, keys and values, scores and head outputs, the layer norm.
                """
        case "feed_forward":
            guard let d = sizes.axis("second_linear", "feature"),
                let f = sizes.axis("first_linear", "feature"),
                let n = sizes.axis("first_linear", "position")
            else { return nil }
            parameters = Formula([
                .init(2, [("d", d), ("f", f)]), .init(1, [("f", f)]), .init(1, [("d", d)]),
                .init(2, [("d", d)]),
            ])
            multiplyAdds = Formula([
                .init(2, [("n", n), ("d", d), ("f", f)]), .init(2, [("n", n), ("d", d)]),
            ])
            note = """
                d features, f features inside, n words. Parameters: two matrices, their biases, and \
                the layer norm. Products: the two matrices at each word, the layer norm.
                """
        case "embedding":
            guard let d = sizes.axis("table", "feature"), let v = sizes.axis("table", "token")
            else { return nil }
            parameters = Formula([.init(1, [("v", v), ("d", d)])])
            multiplyAdds = nil
            note =
                "v words in the vocabulary, d features: a row for each word. Rows are only copied."
        case "logits":
            guard let d = sizes.inner, let v = sizes.axis("", "token"),
                let n = sizes.axis("", "position")
            else { return nil }
            parameters = Formula([.init(1, [("v", v)])])
            multiplyAdds = Formula([.init(1, [("n", n), ("d", d), ("v", v)])])
            note = """
                n words, d features, v words in the vocabulary. Parameters: the bias; the matrix is \
                the target embedding and counts there.
                """
        default: return nil
        }
    }
}

extension ClosedFormulas {
    /// The sizes of a block's values.
    private struct Sizes {
        let block: String
        let trace: Trace

        init(of block: String, in trace: Trace) {
            self.block = block
            self.trace = trace
        }

        private func event(_ name: String) -> Event? {
            let path = name.isEmpty ? block : block + "." + name
            return trace.events.first { $0.path == path }
        }

        /// The size of an axis of an event of the block; the block's own event has no name.
        func axis(_ name: String, _ axis: String) -> Int? {
            event(name)?.axes.last { $0.name == axis }?.size
        }

        /// What the block's own event sums over.
        var inner: Int? {
            event("")?.inputs.first.flatMap { trace.events[$0].axes.last?.size }
        }
    }
}

extension ClosedFormulas.Formula {
    /// A number times some sizes, each with its letter.
    fileprivate struct Product {
        let factor: Int
        let sizes: [(letter: String, size: Int)]

        init(_ factor: Int, _ sizes: [(letter: String, size: Int)]) {
            self.factor = factor
            self.sizes = sizes
        }

        var result: Int { sizes.reduce(factor) { $0 * $1.size } }
        var letters: String { text(sizes.map(\.letter)) }
        var numbers: String { text(sizes.map { String($0.size) }) }

        /// `4 · d²`; a factor of 1 is left out.
        private func text(_ names: [String]) -> String {
            var parts = factor == 1 ? [] : [String(factor)]
            for name in names {
                if name == parts.last && parts.count > (factor == 1 ? 0 : 1) {
                    parts[parts.count - 1] += "²"
                } else {
                    parts.append(name)
                }
            }
            return parts.joined(separator: " · ")
        }
    }

    fileprivate init(_ products: [Product]) {
        letters = products.map(\.letters).joined(separator: " + ")
        numbers = products.map(\.numbers).joined(separator: " + ")
        result = products.reduce(0) { $0 + $1.result }
    }
}
