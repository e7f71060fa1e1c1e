import Tensors

/// Picks single cells of a value: `[...] -> [cell]`.
public struct Select: Op {
    let cells: [[Int]]
    public var name: String { "select" }
    public var formula: String { "y[n] = x at the n-th chosen cell" }

    public init(_ cells: [[Int]]) { self.cells = cells }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { [Axis("cell", size: cells.count)] }

    public func forward(_ inputs: [Tensor]) -> Tensor { Tensor(cells.map { inputs[0][$0] }) }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let source = cells[cell[0]]
        return .copy(Derivation.Factor(0, source, inputs[0][source]))
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        step.emit(
            SelectGradient(cells: cells, shape: step.inputs[0].value.shape), [step.upstream])
    }
}

/// Puts numbers back where `Select` took them, with 0 everywhere else: `[cell] -> [...]`.
public struct SelectGradient: Op {
    let cells: [[Int]]
    let shape: [Int]
    public var name: String { "select gradient" }
    public var formula: String { "d = sum of g[n] over the choices n of this cell" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(shape) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        var spread = Tensor(repeating: 0, shape: shape)
        let strides = spread.strides
        spread.update { output in
            for (n, cell) in cells.enumerated() {
                output[zip(cell, strides).reduce(0) { $0 + $1.0 * $1.1 }] += inputs[0][n]
            }
        }
        return spread
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let chosen = cells.indices.filter { cells[$0] == cell }
        return .sum(
            chosen.map { Derivation.Factor(0, [$0], inputs[0][$0]) }, startingAtZero: true)
    }
}
