import Tensors

/// Takes row `id` of a table for each token: `ids [..., position], table [token, feature] ->
/// [..., position, feature]`. It is the product of a one-hot matrix with the table, without the
/// multiplications by 0.
public struct Lookup: Op {
    public var name: String { "lookup" }
    public var formula: String { "y[i, f] = table[id[i], f]" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] + inputs[1].suffix(1) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let ids = inputs[0].contiguous()
        let table = inputs[1].contiguous()
        let width = table.shape[1]
        return Tensor(shape: ids.shape + [width]) { output in
            for i in 0..<ids.count {
                let row = Int(ids.pointer[i])
                precondition(
                    row >= 0 && row < table.shape[0], "token id \(row) is not in the table")
                (output + i * width).update(from: table.pointer + row * width, count: width)
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let position = Array(cell.dropLast())
        let id = inputs[0][position]
        let source = [Int(id)] + cell.suffix(1)
        return .copy(
            Derivation.Factor(1, source, inputs[1][source]),
            also: [
                Derivation.Term(
                    [Derivation.Factor(0, position, id)], contribution: 0, role: .index)
            ])
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        guard step.input == 1 else { return nil }
        let table = step.inputs[1].value.shape
        return step.emit(LookupGradient(rows: table[0]), [step.inputs[0], step.upstream])
    }
}

/// Adds each position's gradient to the row that was looked up there: `ids [..., position],
/// upstream [..., position, feature] -> [token, feature]`.
public struct LookupGradient: Op {
    let rows: Int
    public var name: String { "lookup gradient" }
    public var formula: String { "y[t, f] = sum of g[i, f] over the positions i with id[i] = t" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("token", size: rows)] + inputs[1].suffix(1)
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let ids = inputs[0].contiguous()
        let upstream = inputs[1].contiguous()
        let width = upstream.shape.last ?? 1
        var sums = Tensor(repeating: 0, shape: [rows, width])
        sums.update { output in
            for i in 0..<ids.count {
                let row = output + Int(ids.pointer[i]) * width
                for f in 0..<width { row[f] += upstream.pointer[i * width + f] }
            }
        }
        return sums
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        var factors: [Derivation.Factor] = []
        forEachCell(of: inputs[0].shape) { _, index in
            guard Int(inputs[0][index]) == cell[0] else { return }
            let source = index + [cell[1]]
            factors.append(Derivation.Factor(1, source, inputs[1][source]))
        }
        return .sum(factors, startingAtZero: true)
    }
}
