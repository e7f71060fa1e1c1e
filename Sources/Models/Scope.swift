import Tokenizers
import Tracing

/// A place in a model under which a layer emits its events and finds its parameters.
public struct Scope {
    let tracer: Tracer
    let parameters: any ParameterSource
    /// The path of the place with a dot behind it; empty at the top.
    let prefix: String

    public init(tracer: Tracer, parameters: any ParameterSource) {
        self.init(tracer: tracer, parameters: parameters, prefix: "")
    }

    private init(tracer: Tracer, parameters: any ParameterSource, prefix: String) {
        self.tracer = tracer
        self.parameters = parameters
        self.prefix = prefix
    }

    /// The scope one step further in.
    public func callAsFunction(_ name: String) -> Scope {
        Scope(tracer: tracer, parameters: parameters, prefix: prefix + name + ".")
    }

    func emit(
        _ op: any Op, _ inputs: [Traced], _ name: String, axes: [Axis]? = nil
    ) -> Traced {
        tracer.emit(op, inputs, at: prefix + name, axes: axes)
    }

    func parameter(_ name: String, _ axes: [Axis], initially: Initialisation) -> Traced {
        let path = prefix + name
        let value = parameters.value(at: path, axes: axes, initially: initially)
        return tracer.parameter(value, at: path, axes: axes)
    }
}

extension Scope {
    /// The ids of one sentence `[position]`, or of several of one length `[batch, position]`, at
    /// `<name>.ids`.
    func ids(of batch: [TokenSequence], at name: String) -> Traced {
        let length = batch[0].ids.count
        let op = TokenIDs(
            batch.flatMap(\.ids), shape: batch.count == 1 ? [length] : [batch.count, length])
        let position =
            batch.count == 1
            ? Axis("position", labels: batch[0].labels) : Axis("position", size: length)
        let leading = batch.count == 1 ? [] : [Axis("batch", size: batch.count)]
        return self(name).emit(op, [], "ids", axes: leading + [position])
    }
}
