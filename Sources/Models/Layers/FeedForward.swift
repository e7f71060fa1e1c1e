import Tracing

/// Two linear layers with a ReLU between them, the same at every position (Vaswani et al. 2017,
/// section 3.3). `[..., d_model] -> [..., d_ff] -> [..., d_model]`.
struct FeedForward {
    let dModel: Int
    let dFF: Int

    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced {
        let first = Linear(inputs: dModel, outputs: dFF)(x, named: "first_linear", in: scope)
        let relu = scope.emit(ReLU(), [first], "relu")
        return Linear(inputs: dFF, outputs: dModel)(relu, named: "second_linear", in: scope)
    }
}
