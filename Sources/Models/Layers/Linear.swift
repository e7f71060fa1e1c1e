import Tracing

/// `x W + b`: every position's features times one learned matrix, plus a learned shift.
/// `[..., input] -> [..., feature]`, weight `[input, feature]`, bias `[feature]`.
struct Linear {
    let inputs: Int
    let outputs: Int

    /// - Parameter position: another name for the axis of positions: `query` or `key`.
    func callAsFunction(
        _ x: Traced, named name: String, position: String? = nil, in scope: Scope
    ) -> Traced {
        let feature = Axis("feature", size: outputs)
        let own = scope(name)
        let weight = own.parameter(
            "weight", [Axis("input", size: inputs), feature],
            initially: .glorot(inputs: inputs, outputs: outputs))
        let bias = own.parameter("bias", [feature], initially: .zeros)
        var axes = x.axes
        axes[axes.count - 1] = feature
        if let position { axes[axes.count - 2] = axes[axes.count - 2].named(position) }
        return scope.emit(MatrixProduct(), [x, weight, bias], name, axes: axes)
    }
}
