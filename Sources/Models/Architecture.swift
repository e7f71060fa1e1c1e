import Tracing

/// What every architecture can say of itself.
public protocol Architecture: Sendable {
    /// Asks for every parameter once, by a run on as little as possible.
    func declare(in scope: Scope)
}

extension Architecture {
    /// Every parameter that the model reads, in order.
    public var declarations: [ParameterDeclaration] {
        let source = DeclaringSource()
        declare(in: Scope(tracer: Tracer(shapesOnlyFor: nil), parameters: source))
        return source.declarations
    }
}
