import Tensors

/// A change to the value of one event: a mask entry, a head, a token.
public struct Edit: Sendable {
    /// What happens to the chosen cells.
    public enum Change: Sendable, Equatable {
        case set(Float)
        case scale(Float)
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

    func applied(to value: Tensor) -> Tensor {
        var edited = Tensor(value.elements, shape: value.shape)
        edited.update { pointer in
            forEachCell(of: value.shape) { position, index in
                guard covers(index) else { return }
                switch change {
                case .set(let number): pointer[position] = number
                case .scale(let factor): pointer[position] *= factor
                case .tokens(let ids, _): pointer[position] = Float(ids[position])
                }
            }
        }
        return edited
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
