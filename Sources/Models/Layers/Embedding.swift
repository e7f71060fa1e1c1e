import Tracing

/// From token ids to vectors with a position: the lookup, times sqrt(d_model), plus the positional
/// encoding (Vaswani et al. 2017, sections 3.4 and 3.5). `[..., position] -> [..., position, feature]`.
struct Embedding {
    let tokens: Axis
    let dModel: Int

    /// Returns the positioned embeddings and the table, which the output map shares.
    ///
    /// - Parameter start: the position of the first id: how many came in earlier steps.
    func callAsFunction(
        _ ids: Traced, from start: Int = 0, in scope: Scope
    ) -> (positioned: Traced, table: Traced) {
        let feature = Axis("feature", size: dModel)
        let embedding = scope("embedding")
        let table = embedding.parameter(
            "table", [tokens, feature],
            initially: .normal(1 / Float(dModel).squareRoot()))
        let lookup = embedding.emit(Lookup(), [ids, table], "lookup")
        let scaled = embedding.emit(
            Scale(by: Float(dModel).squareRoot(), because: "sqrt(d_model)"), [lookup], "scaled")

        let encoding = scope("positional_encoding")
        let positions = ids.axes[ids.axes.count - 1]
        let matrix = encoding.emit(
            SinusoidalPositions(positions: positions.size, dModel: dModel, start: start), [],
            "matrix",
            axes: [Axis("position", size: positions.size), feature])
        return (encoding.emit(Add(), [scaled, matrix], "sum"), table)
    }
}
