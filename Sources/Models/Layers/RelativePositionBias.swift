import Tracing

/// A learned number for each head and each class of distances between query and key, computed once
/// and added to the scores of every layer (Raffel et al. 2020, section 2.1).
struct RelativePositionBias {
    let scheme: RelativeBuckets.Scheme
    let heads: Int

    /// Emits `relative_positions.classes` and `relative_positions.bias`, `[head, query, key]`; the
    /// parameter is `relative_positions.table`, `[class, head]`.
    ///
    /// - Parameter start: the position of the first query: how many keys came in earlier steps.
    func callAsFunction(queries: Axis, from start: Int, in scope: Scope) -> Traced {
        let own = scope("relative_positions")
        let query = queries.named("query")
        let keys = start + query.size
        let classes = own.emit(
            RelativeBuckets(scheme, queries: query.size, keys: keys, start: start), [], "classes",
            axes: [query, start == 0 ? query.named("key") : Axis("key", size: keys)])
        let table = own.parameter(
            "table", [Axis("class", size: scheme.buckets), Axis("head", size: heads)],
            initially: .zeros)
        return own.emit(PositionBias(), [classes, table], "bias")
    }
}
