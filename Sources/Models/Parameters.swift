import Tensors
import Tracing

/// How a parameter starts before training.
public enum Initialisation: Sendable, Equatable {
    case zeros
    case ones
    /// Uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010).
    case glorot(inputs: Int, outputs: Int)
    /// Normal with this standard deviation.
    case normal(Float)
}

/// Where a model gets its parameters from: stored weights, or a list that is being made.
public protocol ParameterSource {
    /// The value of the parameter at `path`; it has the sizes of `axes`.
    func value(at path: String, axes: [Axis], initially: Initialisation) -> Tensor
}

/// What a model asks for: one parameter.
public struct ParameterDeclaration: Sendable {
    public let path: String
    public let axes: [Axis]
    public let initialisation: Initialisation

    public var shape: [Int] { axes.map(\.size) }
    public var count: Int { shape.reduce(1, *) }
}

/// The weights of a model by the paths of their events, in the order in which the model reads them.
public struct Parameters: ParameterSource, Sendable {
    public private(set) var paths: [String] = []
    private var values: [String: Tensor] = [:]

    public init() {}

    public subscript(path: String) -> Tensor? {
        get { values[path] }
        set {
            if values[path] == nil { paths.append(path) }
            values[path] = newValue
        }
    }

    /// Changes one parameter in place.
    public mutating func update(_ path: String, _ body: (UnsafeMutablePointer<Float>) -> Void) {
        values[path]?.update(body)
    }

    /// The number of weights.
    public var count: Int { values.values.reduce(0) { $0 + $1.count } }

    public func value(at path: String, axes: [Axis], initially: Initialisation) -> Tensor {
        guard let value = values[path] else {
            preconditionFailure("no parameter \(path): weights are checked when they are loaded")
        }
        return value
    }
}

/// A source that writes down what is asked for and answers with shapes alone.
final class DeclaringSource: ParameterSource {
    private(set) var declarations: [ParameterDeclaration] = []

    func value(at path: String, axes: [Axis], initially: Initialisation) -> Tensor {
        let declaration = ParameterDeclaration(path: path, axes: axes, initialisation: initially)
        declarations.append(declaration)
        return Tensor(placeholder: declaration.shape)
    }
}
