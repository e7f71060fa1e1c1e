import Tracing

/// Multi-head scaled dot-product attention (Vaswani et al. 2017, section 3.2):
/// softmax(Q K^T / sqrt(d_k) + mask) V for each head, concatenated and projected.
struct Attention {
    let dModel: Int
    let heads: Int

    /// - Parameters:
    ///   - x: where the queries come from, `[..., position, feature]`.
    ///   - memory: where the keys and the values come from; `x` itself in self-attention.
    ///   - mask: what a query may see.
    func callAsFunction(
        _ x: Traced, over memory: Traced, mask: Mask.Kind, in scope: Scope
    ) -> Traced {
        let query = queries(of: x, in: scope)
        return attend(
            query, over: keysAndValues(of: memory, in: scope), mask: mask, start: 0, in: scope)
    }

    /// Causal self-attention of new positions over themselves and all earlier ones, whose keys and
    /// values the cache holds. Those of the new positions join them.
    func callAsFunction(
        _ x: Traced, extending cache: inout KeyValueCache, in scope: Scope
    ) -> Traced {
        let start = cache.length(at: scope)
        let query = queries(of: x, in: scope)
        let all = cache.append(keysAndValues(of: x, in: scope), in: scope)
        return attend(query, over: all, mask: .causal, start: start, in: scope)
    }

    /// Attention over keys and values that the cache holds already, as those of a source.
    func callAsFunction(_ x: Traced, over cache: KeyValueCache, in scope: Scope) -> Traced {
        let query = queries(of: x, in: scope)
        guard let kept = cache.recall(in: scope) else {
            preconditionFailure("\(scope.prefix) has no keys: make the cache from the memory")
        }
        return attend(query, over: kept, mask: .open, start: 0, in: scope)
    }

    /// The keys and values of a memory, `[..., position, feature] -> [..., head, key, feature]`.
    func keysAndValues(of memory: Traced, in scope: Scope) -> KeysAndValues {
        let key = linear(memory, named: "key", position: "key", in: scope)
        let keyHeads = scope.emit(SplitHeads(heads: heads), [key], "key.heads")
        let value = linear(memory, named: "value", position: "key", in: scope)
        let valueHeads = scope.emit(SplitHeads(heads: heads), [value], "value.heads")
        return KeysAndValues(key: keyHeads, value: valueHeads)
    }

    private var linear: Linear { Linear(inputs: dModel, outputs: dModel) }

    private func queries(of x: Traced, in scope: Scope) -> Traced {
        let query = linear(x, named: "query", position: "query", in: scope)
        return scope.emit(SplitHeads(heads: heads), [query], "query.heads")
    }

    /// - Parameter start: the position of query 0 among the keys.
    private func attend(
        _ query: Traced, over memory: KeysAndValues, mask kind: Mask.Kind, start: Int,
        in scope: Scope
    ) -> Traced {
        let scores = scope.emit(
            MatrixProduct(transposeB: true), [query, memory.key], "scores")
        let scale = Scale(by: 1 / Float(dModel / heads).squareRoot(), because: "1 / sqrt(d_k)")
        let scaled = scope.emit(scale, [scores], "scaled")
        let pair = Array(scaled.axes.suffix(2))
        let mask = scope.emit(
            Mask(kind, queries: pair[0].size, keys: pair[1].size, start: start), [], "mask",
            axes: pair)
        let masked = scope.emit(Add(), [scaled, mask], "masked")
        let weights = scope.emit(Softmax(axis: "key"), [masked], "weights")

        let output = scope.emit(MatrixProduct(), [weights, memory.value], "head_output")
        let concat = scope.emit(ConcatenateHeads(), [output], "concat")
        return linear(concat, named: "projection", position: "position", in: scope)
    }
}
