import Tensors

extension SeededGenerator {
    mutating func tensor(_ shape: [Int], _ range: ClosedRange<Float> = -2...2) -> Tensor {
        Tensor(
            (0..<shape.reduce(1, *)).map { _ in Float.random(in: range, using: &self) },
            shape: shape)
    }
}
