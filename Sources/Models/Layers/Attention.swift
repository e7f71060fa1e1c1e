import Tracing

/// Multi-head scaled dot-product attention (Vaswani et al. 2017, section 3.2):
/// softmax(Q K^T / sqrt(d_k) + mask) V for each head, concatenated and projected.
///
/// Later models change single steps: queries and keys that are rotated by their positions, a learned
/// bias for each distance in the place of the scale, fewer key and value heads than query heads.
struct Attention {
    let dModel: Int
    let heads: Int
    /// The features of a head.
    let headSize: Int
    /// The heads of the keys and values; each serves `heads / groups` heads of queries (Ainslie et
    /// al. 2023).
    let groups: Int
    let style: Linear.Style
    /// Whether what the heads say together gets a bias; as the other maps, where nobody says.
    var projectionHasBias: Bool
    /// Whether the scores are divided by sqrt(d_k).
    let scalesScores: Bool
    /// Turns the queries and keys of self-attention, where positions are rotations.
    var rotation: RotaryTables?
    /// Added to the scores, `[head, query, key]`.
    var bias: Traced?

    init(
        dModel: Int, heads: Int, headSize: Int? = nil, groups: Int? = nil,
        style: Linear.Style = Linear.Style(), scalesScores: Bool = true
    ) {
        self.dModel = dModel
        self.heads = heads
        self.headSize = headSize ?? dModel / heads
        self.groups = groups ?? heads
        self.style = style
        projectionHasBias = style.hasBias
        self.scalesScores = scalesScores
    }

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

    /// Self-attention of new positions over themselves and all earlier ones, whose keys and values
    /// the cache holds. Those of the new positions join them.
    func callAsFunction(
        _ x: Traced, extending cache: inout KeyValueCache, mask: Mask.Kind = .causal,
        in scope: Scope
    ) -> Traced {
        let start = cache.length(at: scope)
        let query = queries(of: x, in: scope)
        let all = cache.append(keysAndValues(of: x, in: scope), in: scope)
        return attend(query, over: all, mask: mask, start: start, in: scope)
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
        let linear = linear(to: groups)
        let key = linear(memory, named: "key", position: "key", in: scope)
        let keyHeads = scope.emit(SplitHeads(heads: groups), [key], "key.heads")
        let rotated = rotation?(keyHeads, named: "key.rotated", in: scope)
        let value = linear(memory, named: "value", position: "key", in: scope)
        let valueHeads = scope.emit(SplitHeads(heads: groups), [value], "value.heads")
        return KeysAndValues(key: rotated ?? keyHeads, value: valueHeads)
    }

    /// A cache that holds the keys and values of a memory for the cross-attention of every layer of
    /// the decoder.
    func cache(of memory: Traced, layers: Int, in scope: Scope) -> KeyValueCache {
        var cache = KeyValueCache()
        for layer in 0..<layers {
            let place = scope("decoder")(String(layer))("cross_attention")
            cache.keep(keysAndValues(of: memory, in: place), in: place)
        }
        return cache
    }

    private func linear(to heads: Int) -> Linear {
        Linear(inputs: dModel, outputs: heads * headSize, style: style)
    }

    private func queries(of x: Traced, in scope: Scope) -> Traced {
        let query = linear(to: heads)(x, named: "query", position: "query", in: scope)
        let queryHeads = scope.emit(SplitHeads(heads: heads), [query], "query.heads")
        return rotation?(queryHeads, named: "query.rotated", in: scope) ?? queryHeads
    }

    /// - Parameter start: the position of query 0 among the keys.
    private func attend(
        _ query: Traced, over memory: KeysAndValues, mask kind: Mask.Kind, start: Int,
        in scope: Scope
    ) -> Traced {
        let memory = repeated(memory, in: scope)
        var scores = scope.emit(
            MatrixProduct(transposeB: true), [query, memory.key], "scores")
        if scalesScores {
            let scale = Scale(by: 1 / Float(headSize).squareRoot(), because: "1 / sqrt(d_k)")
            scores = scope.emit(scale, [scores], "scaled")
        }
        if let bias { scores = scope.emit(Add(), [scores, bias], "biased") }
        let pair = Array(scores.axes.suffix(2))
        let mask = scope.emit(
            Mask(kind, queries: pair[0].size, keys: pair[1].size, start: start), [], "mask",
            axes: pair)
        let masked = scope.emit(Add(), [scores, mask], "masked")
        let weights = scope.emit(Softmax(axis: "key"), [masked], "weights")

        let output = scope.emit(MatrixProduct(), [weights, memory.value], "head_output")
        let concat = scope.emit(ConcatenateHeads(), [output], "concat")
        var projectionStyle = style
        projectionStyle.hasBias = projectionHasBias
        let projection = Linear(inputs: heads * headSize, outputs: dModel, style: projectionStyle)
        return projection(concat, named: "projection", position: "position", in: scope)
    }

    /// A group of keys and values for each head of queries.
    private func repeated(_ memory: KeysAndValues, in scope: Scope) -> KeysAndValues {
        guard groups < heads else { return memory }
        let step = RepeatHeads(times: heads / groups)
        return KeysAndValues(
            key: scope.emit(step, [memory.key], "key.repeated"),
            value: scope.emit(step, [memory.value], "value.repeated"))
    }
}
