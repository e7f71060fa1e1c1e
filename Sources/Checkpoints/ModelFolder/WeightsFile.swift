import JSON
import Models
import Tensors

extension Parameters {
    /// The weights that a model takes from a file, no more and no fewer, all of them finite.
    ///
    /// - Throws: `Damage`.
    init(_ file: Safetensors, for declarations: [ParameterDeclaration]) throws {
        self.init()
        for declaration in declarations {
            let path = declaration.path
            guard let value = file[path] else { throw Damage("tensor '\(path)' is missing") }
            guard value.shape == declaration.shape else {
                throw Damage(
                    "tensor '\(path)' has the shape \(value.shape); expected \(declaration.shape)")
            }
            if let index = value.firstIndexNotFinite {
                throw Damage("'\(path)' is \(value[index]) at \(index); expected a finite number")
            }
            self[path] = value
        }
        if let stranger = file.names.first(where: { self[$0] == nil }) {
            throw Damage("tensor '\(stranger.escaped)' is not a weight of this model")
        }
    }
}

extension Tensor {
    /// The first index, in row-major order, of an infinity or of what is no number.
    fileprivate var firstIndexNotFinite: [Int]? {
        let tensor = contiguous()
        let numbers = UnsafeBufferPointer(start: tensor.pointer, count: tensor.count)
        guard var position = numbers.firstIndex(where: { !$0.isFinite }) else { return nil }
        var index: [Int] = []
        for size in shape.reversed() {
            index.append(position % size)
            position /= size
        }
        return index.reversed()
    }
}
