import Tensors

@testable import Tracing

extension OpExample {
    /// The ops of models after the first transformer.
    static func later(_ numbers: inout SeededGenerator) -> [OpExample] {
        activations(&numbers) + rootMeanSquares(&numbers) + positions(&numbers) + moves(&numbers)
    }

    private static func activations(_ numbers: inout SeededGenerator) -> [OpExample] {
        var examples: [OpExample] = []
        for kind in Tensor.Activation.allCases {
            for shape in [[7], [3, 5], [2, 2, 17]] {
                let x = numbers.tensor(shape)
                let g = numbers.tensor(shape)
                examples += [
                    OpExample(Activation(kind), [x], differentiable: [0]),
                    OpExample(ActivationGradient(kind), [x, g]),
                ]
            }
        }
        return examples
    }

    private static func rootMeanSquares(_ numbers: inout SeededGenerator) -> [OpExample] {
        var examples: [OpExample] = []
        for shape in [[5], [3, 7], [2, 3, 4], [17, 3]] {
            let x = numbers.tensor(shape)
            let outer = Array(shape.dropLast())
            let spread = numbers.tensor(outer, 0.5...2)
            examples += [
                OpExample(MeanSquare(), [x], differentiable: [0]),
                OpExample(MeanSquareGradient(), [numbers.tensor(outer), x]),
                OpExample(RMSNormalise(epsilon: 1e-6), [x, spread], differentiable: [0, 1]),
            ]
        }
        return examples
    }

    private static func positions(_ numbers: inout SeededGenerator) -> [OpExample] {
        let plain = RotaryFrequencies(size: 6, base: 10_000)
        let stretched = RotaryFrequencies(
            size: 8, base: 500,
            stretching: RotaryFrequencies.Stretching(factor: 8, low: 1, high: 4, original: 16))
        let bothWays = RelativeBuckets.Scheme(buckets: 8, farthest: 20, looksBothWays: true)
        let back = RelativeBuckets.Scheme(buckets: 4, farthest: 9, looksBothWays: false)
        let classes = Tensor([0, 3, 2, 0, 0, 1], shape: [2, 3])
        var examples = [
            OpExample(PositionNumbers(4)), OpExample(PositionNumbers(3, from: 2)),
            OpExample(SinusoidalPositions(positions: 5, dModel: 6, start: 2, layout: .halves)),
            OpExample(RotaryAngles(.cosine, plain, positions: 3, start: 0)),
            OpExample(RotaryAngles(.sine, stretched, positions: 5, start: 4)),
            OpExample(RelativeBuckets(bothWays, queries: 30, keys: 30)),
            OpExample(RelativeBuckets(back, queries: 2, keys: 14, start: 12)),
            OpExample(
                PositionBias(), [classes, numbers.tensor([4, 2])], differentiable: [1],
                indices: [0]),
            OpExample(
                PositionBiasGradient(rows: 4), [classes, numbers.tensor([2, 2, 3])], indices: [0]),
        ]
        // The angles are given: nothing asks for their derivative.
        for shape in [[3, 6], [2, 3, 6], [2, 4, 3, 6]] {
            examples.append(
                OpExample(
                    Rotate(),
                    [numbers.tensor(shape), numbers.tensor([3, 6]), numbers.tensor([3, 6])],
                    differentiable: [0], indices: [1, 2]))
        }
        return examples
    }

    private static func moves(_ numbers: inout SeededGenerator) -> [OpExample] {
        [
            OpExample(RepeatHeads(times: 2), [numbers.tensor([3, 2, 4])], differentiable: [0]),
            OpExample(RepeatHeads(times: 3), [numbers.tensor([2, 1, 2, 3])], differentiable: [0]),
            OpExample(RepeatHeadsGradient(times: 2), [numbers.tensor([4, 2, 3])]),
            OpExample(RepeatHeadsGradient(times: 3), [numbers.tensor([2, 3, 2, 2])]),
            OpExample(TakePosition(1), [numbers.tensor([3, 4])], differentiable: [0]),
            OpExample(TakePosition(0), [numbers.tensor([2, 2, 5])], differentiable: [0]),
            OpExample(TakePositionGradient(1, of: 3), [numbers.tensor([1, 4])]),
            OpExample(TakePositionGradient(0, of: 2), [numbers.tensor([2, 1, 3])]),
        ]
    }
}
