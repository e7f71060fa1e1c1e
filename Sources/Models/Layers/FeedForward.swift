import Tensors
import Tracing

/// Two linear layers with a function between them, the same at every position (Vaswani et al. 2017,
/// section 3.3). `[..., d_model] -> [..., d_ff] -> [..., d_model]`.
struct FeedForward {
    let dModel: Int
    let dFF: Int
    var function = ActivationFunction.relu
    var style = Linear.Style()
    /// Whether the function of one linear layer is multiplied with another (Shazeer 2020).
    var isGated = false

    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced {
        let inner = Linear(inputs: dModel, outputs: dFF, style: style)
        let hidden: Traced
        if isGated {
            let gate = inner(x, named: "gate", in: scope)
            let opened = scope.emit(function.op, [gate], function.name)
            let first = inner(x, named: "first_linear", in: scope)
            hidden = scope.emit(Multiply(), [opened, first], "gated")
        } else {
            let first = inner(x, named: "first_linear", in: scope)
            hidden = scope.emit(function.op, [first], function.name)
        }
        return Linear(inputs: dFF, outputs: dModel, style: style)(
            hidden, named: "second_linear", in: scope)
    }
}

/// What bends the line between two linear layers.
public enum ActivationFunction: Sendable, Equatable {
    case relu
    case smooth(Tensor.Activation)

    var op: any Op {
        switch self {
        case .relu: ReLU()
        case .smooth(let kind): Activation(kind)
        }
    }

    /// The last part of the event's path. Both forms of GELU have one; the op tells them apart.
    var name: String {
        switch self {
        case .relu: "relu"
        case .smooth(.gelu), .smooth(.geluTanh): "gelu"
        case .smooth(.silu): "silu"
        case .smooth(.tanh): "tanh"
        }
    }
}
