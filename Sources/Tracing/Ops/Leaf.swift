import Tensors

// What a computation starts from. A leaf holds its own value, so it can never be lost.

/// A number or matrix that was learned.
public struct Parameter: Op {
    public let value: Tensor
    public var name: String { "parameter" }
    public var formula: String { "learned in training" }

    public init(_ value: Tensor) { self.value = value }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(value.shape) }
    public func forward(_ inputs: [Tensor]) -> Tensor { value }
    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation { .leaf(value[cell]) }
}

/// A value that is neither learned nor computed.
public struct Constant: Op {
    public let value: Tensor
    public var name: String { "constant" }
    public var formula: String { "given" }

    public init(_ value: Tensor) { self.value = value }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(value.shape) }
    public func forward(_ inputs: [Tensor]) -> Tensor { value }
    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation { .leaf(value[cell]) }
}

/// A value that an earlier step computed and that is read again, as it was.
public struct Cached: Op {
    public let value: Tensor
    public var name: String { "cached" }
    public var formula: String { "computed in an earlier step, reused" }

    public init(_ value: Tensor) { self.value = value }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(value.shape) }
    public func forward(_ inputs: [Tensor]) -> Tensor { value }
    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation { .leaf(value[cell]) }
}

/// The number of each token in the vocabulary: `[..., position]`.
public struct TokenIDs: Op {
    public let value: Tensor
    public var name: String { "token ids" }
    public var formula: String { "the token's number in the vocabulary" }

    /// - Parameter shape: `[position]` or `[batch, position]`.
    public init(_ ids: [Int], shape: [Int]? = nil) {
        value = Tensor(ids.map(Float.init), shape: shape ?? [ids.count])
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(value.shape) }
    public func forward(_ inputs: [Tensor]) -> Tensor { value }
    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation { .leaf(value[cell]) }
}

extension Derivation {
    static func leaf(_ value: Float) -> Derivation { Derivation(terms: [], combined: value) }
}

extension [Axis] {
    /// Axes named by their order, for values that nobody named.
    static func unnamed(_ shape: [Int]) -> [Axis] {
        shape.enumerated().map { Axis("axis\($0.offset)", size: $0.element) }
    }
}
