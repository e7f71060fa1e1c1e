import Tensors

/// One kind of operation: how its value is computed, where each cell of it came from, and how a
/// gradient passes through it. Each lives in one file of `Ops`.
public protocol Op: Sendable {
    /// The name with what distinguishes this use: `softmax(axis: key)`.
    var name: String { get }

    /// The formula of one cell, in plain text.
    var formula: String { get }

    /// The axes of the value, from those of the inputs.
    func axes(_ inputs: [[Axis]]) -> [Axis]

    /// The value. The same inputs always give the same bits.
    func forward(_ inputs: [Tensor]) -> Tensor

    /// Where one cell of the value came from.
    func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation

    /// Emits what the upstream gradient contributes to the gradient of one input; nil if nothing
    /// passes, as for token ids.
    func gradient(_ step: GradientStep) -> Traced?
}

extension Op {
    public func gradient(_ step: GradientStep) -> Traced? { nil }
}

/// One way that backward takes: from the gradient of an event to one of its inputs.
public struct GradientStep {
    /// Which input the contribution is for.
    public let input: Int
    /// The inputs of the event.
    public let inputs: [Traced]
    /// The event itself.
    public let output: Traced
    /// The gradient of the loss with respect to the event's value; it has the value's shape.
    public let upstream: Traced
    let path: String
    let tracer: Tracer

    /// The rest of the way, through an output with another gradient.
    func continuing(from upstream: Traced, of output: Traced) -> GradientStep {
        GradientStep(
            input: input, inputs: inputs, output: output, upstream: upstream, path: path,
            tracer: tracer)
    }

    /// The same way as a part of the whole contribution.
    func part(_ name: String) -> GradientStep {
        GradientStep(
            input: input, inputs: inputs, output: output, upstream: upstream,
            path: path + "." + name, tracer: tracer)
    }

    /// Emits the contribution. It takes the axes of the input that it is the gradient of.
    public func emit(_ op: any Op, _ operands: [Traced]) -> Traced {
        tracer.emit(op, operands, at: path, axes: inputs[input].axes)
    }

    /// Emits a step on the way to the contribution.
    public func emitPart(
        _ part: String, _ op: any Op, _ operands: [Traced], axes: [Axis]? = nil
    ) -> Traced {
        tracer.emit(op, operands, at: path + "." + part, axes: axes)
    }
}
