import Tensors

/// The row of each position in a table of learned positions: `[position]`.
public struct PositionNumbers: Op {
    let positions: Int
    /// The row of the first.
    let first: Int

    public init(_ positions: Int, from first: Int = 0) {
        self.positions = positions
        self.first = first
    }

    public var name: String { "count positions" }
    public var formula: String { first == 0 ? "y[i] = i" : "y[i] = i + \(first)" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { [Axis("position", size: positions)] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        Tensor((0..<positions).map { Float($0 + first) })
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        .leaf(Float(cell[0] + first))
    }
}
