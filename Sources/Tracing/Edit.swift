import Tensors

/// A change to the value of one event: a mask entry, a head, a token.
public struct Edit: Sendable {
    /// What happens to the chosen cells.
    public enum Change: Sendable, Equatable {
        case set(Float)
        case scale(Float)
        /// The cells of this input, of the same shape, in the place of what the op makes of them.
        case bypass(input: Int)
        /// Other token ids under other labels; the labels of every axis that carried the old ones
        /// follow in a replay.
        case tokens(ids: [Int], labels: [String])
    }

    public let path: String
    /// One index an axis; nil stands for all positions of the axis.
    public let cells: [Int?]
    public let change: Change

    /// - Parameters:
    ///   - cells: one index an axis, nil for all positions; empty for the whole value.
    public init(_ path: String, cells: [Int?] = [], _ change: Change) {
        self.path = path
        self.cells = cells
        self.change = change
    }

    func covers(_ cell: [Int]) -> Bool {
        zip(cells, cell).allSatisfy { $0 == nil || $0 == $1 }
    }

    /// - Parameter inputs: what the edited event reads.
    func applied(to value: Tensor, inputs: [Tensor]) -> Tensor {
        if case .bypass(let input) = change {
            precondition(inputs[input].shape == value.shape, "a bypass keeps the shape")
            if cells.allSatisfy({ $0 == nil }) { return inputs[input] }
        }
        var edited = Tensor(value.elements, shape: value.shape)
        edited.update { pointer in
            let places = places(in: value.shape)
            switch change {
            case .set(let number): for place in places { pointer[place] = number }
            case .scale(let factor): for place in places { pointer[place] *= factor }
            case .bypass(let input):
                let source = inputs[input].contiguous()
                for place in places { pointer[place] = source.pointer[place] }
            case .tokens(let ids, _): for place in places { pointer[place] = Float(ids[place]) }
            }
        }
        return edited
    }

    /// The row-major positions of the chosen cells. A cell that the value does not have is none: a
    /// sentence that is being written is shorter at first.
    private func places(in shape: [Int]) -> [Int] {
        var places = [0]
        for (axis, size) in shape.enumerated() {
            let chosen = axis < cells.count ? cells[axis] : nil
            let indices = chosen.map { 0..<size ~= $0 ? $0..<$0 + 1 : 0..<0 } ?? 0..<size
            places = places.flatMap { place in indices.map { place * size + $0 } }
        }
        return places
    }
}

/// Calls `body` with the row-major position and the index of each cell.
public func forEachCell(of shape: [Int], _ body: (_ position: Int, _ index: [Int]) -> Void) {
    var index = [Int](repeating: 0, count: shape.count)
    for position in 0..<shape.reduce(1, *) {
        body(position, index)
        for axis in shape.indices.reversed() {
            index[axis] += 1
            if index[axis] < shape[axis] { break }
            index[axis] = 0
        }
    }
}
