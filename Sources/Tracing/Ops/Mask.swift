import Tensors

/// Added to the scores: 0 where a query may look, minus infinity where it may not: `[query, key]`.
public struct Mask: Op {
    /// Which keys a query may see.
    public enum Kind: Sendable {
        /// All of them.
        case open
        /// Only its own position and earlier ones.
        case causal
    }

    public let kind: Kind
    let queries: Int
    let keys: Int
    /// The position of query 0 among the keys.
    let start: Int

    /// - Parameter start: how many positions come before query 0: the keys that earlier steps
    ///   computed. Only a causal mask asks.
    public init(_ kind: Kind, queries: Int, keys: Int, start: Int = 0) {
        self.kind = kind
        self.queries = queries
        self.keys = keys
        self.start = start
    }

    public var name: String { kind == .causal ? "causal mask" : "open mask" }
    public var formula: String {
        guard kind == .causal else { return "0: every query may see every key" }
        return "0 if key <= query\(start == 0 ? "" : " + \(start)"), else -infinity"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("query", size: queries), Axis("key", size: keys)]
    }

    private func entry(_ query: Int, _ key: Int) -> Float {
        kind == .causal && key > query + start ? -.infinity : 0
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        Tensor(shape: [queries, keys]) { output in
            for query in 0..<queries {
                for key in 0..<keys { output[query * keys + key] = entry(query, key) }
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        .leaf(entry(cell[0], cell[1]))
    }
}
