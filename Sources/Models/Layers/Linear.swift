import Tracing

/// `x W + b`: every position's features times one learned matrix, plus a learned shift.
/// `[..., input] -> [..., feature]`.
struct Linear {
    /// How a model keeps the matrix.
    struct Style: Sendable {
        /// Which axis of the weight comes first.
        enum Layout: Sendable {
            /// `[input, feature]`: the columns are multiplied with.
            case inputFirst
            /// `[feature, input]`: the rows are.
            case featureFirst
        }

        var layout = Layout.inputFirst
        var hasBias = true
    }

    let inputs: Int
    let outputs: Int
    var style = Style()

    /// - Parameters:
    ///   - position: another name for the axis of positions: `query` or `key`.
    ///   - feature: another axis for what comes out.
    func callAsFunction(
        _ x: Traced, named name: String, position: String? = nil, feature: Axis? = nil,
        in scope: Scope
    ) -> Traced {
        let input = Axis("input", size: inputs)
        let feature = feature ?? Axis("feature", size: outputs)
        let own = scope(name)
        let weight = own.parameter(
            "weight", style.layout == .inputFirst ? [input, feature] : [feature, input],
            initially: .glorot(inputs: inputs, outputs: outputs))
        var operands = [x, weight]
        if style.hasBias { operands.append(own.parameter("bias", [feature], initially: .zeros)) }
        var axes = x.axes
        axes[axes.count - 1] = feature
        if let position { axes[axes.count - 2] = axes[axes.count - 2].named(position) }
        return scope.emit(
            MatrixProduct(transposeB: style.layout == .featureFirst), operands, name, axes: axes)
    }
}
