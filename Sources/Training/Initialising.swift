import Foundation
import Models
import Tensors

extension Parameters {
    /// First weights for a model, drawn from a seed.
    public init(
        initialising declarations: [ParameterDeclaration],
        using generator: inout some RandomNumberGenerator
    ) {
        self.init()
        for declaration in declarations {
            let values = (0..<declaration.count).map { _ in
                declaration.initialisation.draw(using: &generator)
            }
            self[declaration.path] = Tensor(values, shape: declaration.shape)
        }
    }
}

extension Initialisation {
    /// One number.
    public func draw(using generator: inout some RandomNumberGenerator) -> Float {
        switch self {
        case .zeros: return 0
        case .ones: return 1
        case .glorot(let inputs, let outputs):
            let bound = (6 / Float(inputs + outputs)).squareRoot()
            return Float.random(in: -bound...bound, using: &generator)
        case .normal(let deviation):
            // Box and Muller's transformation of two uniform numbers.
            let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
            let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &generator)
            return Float(radius * cos(angle)) * deviation
        }
    }
}
