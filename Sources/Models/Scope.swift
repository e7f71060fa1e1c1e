import Tracing

/// A place in a model under which a layer emits its events and finds its parameters.
public struct Scope {
    let tracer: Tracer
    let parameters: any ParameterSource
    let path: String

    public init(tracer: Tracer, parameters: any ParameterSource) {
        self.init(tracer: tracer, parameters: parameters, path: "")
    }

    private init(tracer: Tracer, parameters: any ParameterSource, path: String) {
        self.tracer = tracer
        self.parameters = parameters
        self.path = path
    }

    /// The scope one step further in.
    func callAsFunction(_ name: String) -> Scope {
        Scope(tracer: tracer, parameters: parameters, path: path(of: name))
    }

    func emit(
        _ op: any Op, _ inputs: [Traced], _ name: String, axes: [Axis]? = nil
    ) -> Traced {
        tracer.emit(op, inputs, at: path(of: name), axes: axes)
    }

    func parameter(_ name: String, _ axes: [Axis], initially: Initialisation) -> Traced {
        let path = path(of: name)
        let value = parameters.value(at: path, axes: axes, initially: initially)
        return tracer.parameter(value, at: path, axes: axes)
    }

    private func path(of name: String) -> String {
        path.isEmpty ? name : path + "." + name
    }
}
