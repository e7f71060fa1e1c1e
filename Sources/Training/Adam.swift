import CKernels
import Models
import Tensors

/// The optimiser: running means of each weight's gradient and of its square decide how far the
/// weight moves (Kingma and Ba 2015).
public struct Adam: Sendable {
    static let beta1: Float = 0.9
    static let beta2: Float = 0.98
    static let epsilon: Float = 1e-9

    /// The running mean of the gradient, by parameter path.
    private(set) var first: Parameters
    /// The running mean of its square.
    private(set) var second: Parameters
    /// How many steps were made.
    private(set) var steps: Int

    /// Starts from running means of 0.
    public init(for parameters: Parameters) {
        first = Parameters()
        for path in parameters.paths {
            first[path] = parameters[path].map { Tensor(repeating: 0, shape: $0.shape) }
        }
        second = first
        steps = 0
    }

    init(first: Parameters, second: Parameters, steps: Int) {
        self.first = first
        self.second = second
        self.steps = steps
    }

    /// Moves every parameter one step.
    ///
    /// - Parameter gradientScale: multiplies every gradient first: below 1 where it is clipped.
    mutating func step(
        _ parameters: inout Parameters, gradients: [String: Tensor], gradientScale: Float,
        rate: Float
    ) {
        steps += 1
        // The corrections for the zeros that the running means start from.
        let correction1 = 1 - power(Self.beta1, steps)
        let correction2 = (1 - power(Self.beta2, steps)).squareRoot()
        let correctedRate = rate * correction2 / correction1
        for path in parameters.paths {
            guard let gradient = gradients[path]?.contiguous() else { continue }
            parameters.update(path) { weights in
                first.update(path) { first in
                    second.update(path) { second in
                        heed_adam(
                            weights, first, second, gradient.pointer, gradientScale, correctedRate,
                            Self.beta1, Self.beta2, Self.epsilon * correction2,
                            Int64(gradient.count))
                    }
                }
            }
        }
    }

    private func power(_ base: Float, _ exponent: Int) -> Float {
        var product: Float = 1
        for _ in 0..<exponent where product > 0 { product *= base }
        return product
    }
}
