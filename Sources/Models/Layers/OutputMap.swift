import Tracing

/// From the decoder's last vectors to a number for each token: `[..., position, feature] ->
/// [..., position, token]`.
struct OutputMap {
    let tokens: Axis
    /// The embedding table, where the output map shares it (Press and Wolf 2017).
    let tiedTable: Traced?

    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced {
        let weight =
            tiedTable
            ?? scope("logits").parameter(
                "weight", [tokens, x.axes[x.axes.count - 1]],
                initially: .glorot(inputs: x.axes[x.axes.count - 1].size, outputs: tokens.size))
        return scope.emit(MatrixProduct(transposeB: true), [x, weight], "logits")
    }
}
