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
        _ x: Traced, over memory: Traced, mask kind: Mask.Kind, in scope: Scope
    ) -> Traced {
        let linear = Linear(inputs: dModel, outputs: dModel)
        let query = linear(x, named: "query", position: "query", in: scope)
        let queryHeads = scope.emit(SplitHeads(heads: heads), [query], "query.heads")
        let key = linear(memory, named: "key", position: "key", in: scope)
        let keyHeads = scope.emit(SplitHeads(heads: heads), [key], "key.heads")
        let value = linear(memory, named: "value", position: "key", in: scope)
        let valueHeads = scope.emit(SplitHeads(heads: heads), [value], "value.heads")

        let scores = scope.emit(
            MatrixProduct(transposeB: true), [queryHeads, keyHeads], "scores")
        let scale = Scale(by: 1 / Float(dModel / heads).squareRoot(), because: "1 / sqrt(d_k)")
        let scaled = scope.emit(scale, [scores], "scaled")
        let pair = Array(scaled.axes.suffix(2))
        let mask = scope.emit(
            Mask(kind, queries: pair[0].size, keys: pair[1].size), [], "mask", axes: pair)
        let masked = scope.emit(Add(), [scaled, mask], "masked")
        let weights = scope.emit(Softmax(axis: "key"), [masked], "weights")

        let output = scope.emit(MatrixProduct(), [weights, valueHeads], "head_output")
        let concat = scope.emit(ConcatenateHeads(), [output], "concat")
        return linear(concat, named: "projection", position: "position", in: scope)
    }
}
