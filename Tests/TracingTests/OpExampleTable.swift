import Tensors

@testable import Tracing

extension OpExample {
    /// Every op, with and without a batch, and with more rows than the kernels take side by side.
    static let all: [OpExample] = {
        var numbers = SeededGenerator(seed: 7)
        return leaves() + sums(&numbers) + products(&numbers) + rows(&numbers)
            + gradients(ofRows: &numbers) + choices(&numbers) + losses(&numbers) + edited(&numbers)
            + later(&numbers)
    }()

    private static func leaves() -> [OpExample] {
        [
            OpExample(Parameter(Tensor([1, -2, 3, -4], shape: [2, 2]))),
            OpExample(Constant(Tensor([0.5], shape: []))),
            OpExample(Cached(Tensor([1, -2, 3, -4], shape: [2, 2]))),
            OpExample(TokenIDs([4, 2, 0])), OpExample(TokenIDs([4, 2, 0, 1], shape: [2, 2])),
            OpExample(Mask(.causal, queries: 4, keys: 4)),
            OpExample(Mask(.causal, queries: 2, keys: 3)),
            OpExample(Mask(.causal, queries: 2, keys: 5, start: 2)),
            OpExample(Mask(.open, queries: 3, keys: 2)),
            OpExample(SinusoidalPositions(positions: 5, dModel: 6)),
            OpExample(SinusoidalPositions(positions: 3, dModel: 5, base: 1_000)),
            OpExample(SinusoidalPositions(positions: 2, dModel: 4, start: 7)),
        ]
    }

    private static func sums(_ numbers: inout SeededGenerator) -> [OpExample] {
        let open = Tensor([0, -.infinity, 0, 0, 0, -.infinity], shape: [2, 3])
        return [
            OpExample(Add(), [numbers.tensor([5])], differentiable: [0]),
            OpExample(
                Add(), [numbers.tensor([3, 4]), numbers.tensor([3, 4])], differentiable: [0, 1]),
            OpExample(Add(), [numbers.tensor([2, 2, 3]), open], differentiable: [0, 1]),
            OpExample(
                Add(), [numbers.tensor([3]), numbers.tensor([2, 2, 3]), numbers.tensor([2, 3])],
                differentiable: [0, 1, 2]),
            OpExample(
                Add(), [numbers.tensor([3]), numbers.tensor([])], differentiable: [0, 1]),
            OpExample(Descend(rate: 0.1), [numbers.tensor([3, 4]), numbers.tensor([3, 4])]),
            OpExample(
                FirstAdamStep(rate: 0.1, epsilon: 1e-9), [numbers.tensor([5]), numbers.tensor([5])]),
            OpExample(SumLeading(to: [4]), [numbers.tensor([3, 4])], differentiable: [0]),
            OpExample(
                SumLeading(to: [3, 4]), [numbers.tensor([2, 3, 3, 4])], differentiable: [0]),
            OpExample(SumLeading(to: []), [numbers.tensor([2, 5])], differentiable: [0]),
            OpExample(SumLeading(to: [2, 3]), [numbers.tensor([2, 3])], differentiable: [0]),
            OpExample(SumLeading(to: []), [numbers.tensor([])], differentiable: [0]),
            OpExample(Repeat(to: [2, 3]), [numbers.tensor([3])]),
            OpExample(Repeat(to: [2, 2, 3, 4]), [numbers.tensor([3, 4])]),
            OpExample(Repeat(to: [4, 2]), [numbers.tensor([])]),
            OpExample(Repeat(to: [3]), [numbers.tensor([3])]),
            OpExample(
                Scale(by: -0.125, because: "-1/8"), [numbers.tensor([7])], differentiable: [0]),
            OpExample(
                Scale(by: 3, because: "3"), [numbers.tensor([2, 3, 4])], differentiable: [0]),
        ]
    }

    private static func products(_ numbers: inout SeededGenerator) -> [OpExample] {
        var examples: [OpExample] = []
        // m, k and n; the last is wider and higher than every panel of the kernels.
        let sizes = [([], 2, 3, 4), ([2], 3, 4, 5), ([2, 2], 1, 4, 3), ([], 13, 5, 33)]
        for (leading, m, k, n) in sizes {
            let a = numbers.tensor(leading + [m, k])
            let bias = numbers.tensor([n])
            for shape in Set([leading + [k, n], [k, n]]).sorted(by: { $0.count < $1.count }) {
                let b = numbers.tensor(shape)
                let transposed = numbers.tensor(shape.dropLast(2) + [n, k])
                examples += [
                    OpExample(MatrixProduct(), [a, b], differentiable: [0, 1]),
                    OpExample(MatrixProduct(), [a, b, bias], differentiable: [0, 1, 2]),
                    OpExample(
                        MatrixProduct(transposeB: true), [a, transposed], differentiable: [0, 1]),
                    OpExample(
                        MatrixProduct(transposeB: true), [a, transposed, bias],
                        differentiable: [0, 1, 2]),
                ]
            }
            let other = numbers.tensor(leading + [m, n])
            examples.append(OpExample(TransposedProduct(sumsLeading: true), [a, other]))
            examples.append(OpExample(TransposedProduct(sumsLeading: false), [a, other]))
        }
        for (shape, other) in [([4], [4]), ([3, 4], [4]), ([2, 3, 4], [3, 4]), ([2, 3], [])] {
            examples.append(
                OpExample(
                    Multiply(), [numbers.tensor(shape), numbers.tensor(other)],
                    differentiable: [0, 1]))
        }
        for shape in [[3, 4], [2, 5, 3]] {
            examples.append(
                OpExample(ColumnProducts(), [numbers.tensor(shape), numbers.tensor(shape)]))
        }
        for (heads, shape) in [(2, [3, 6]), (3, [2, 3, 6]), (1, [2, 2]), (2, [1, 2])] {
            examples.append(
                OpExample(SplitHeads(heads: heads), [numbers.tensor(shape)], differentiable: [0]))
        }
        for shape in [[2, 3, 4], [2, 3, 2, 4], [1, 2, 3]] {
            examples.append(
                OpExample(ConcatenateHeads(), [numbers.tensor(shape)], differentiable: [0]))
        }
        for (earlier, new) in [
            ([3, 4], [1, 4]), ([2, 2, 3], [2, 2, 3]), ([2, 2, 1, 3], [2, 2, 2, 3]),
        ] {
            examples.append(
                OpExample(
                    Append(axis: "key"), [numbers.tensor(earlier), numbers.tensor(new)],
                    differentiable: [0, 1]))
        }
        examples.append(OpExample(AppendGradient(rows: 1..<3), [numbers.tensor([2, 4, 3])]))
        return examples
    }

    private static func rows(_ numbers: inout SeededGenerator) -> [OpExample] {
        var examples: [OpExample] = []
        for shape in [[5], [3, 7], [2, 3, 4], [17, 3], [2, 1]] {
            let x = numbers.tensor(shape)
            let outer = Array(shape.dropLast())
            let feature = shape.suffix(1)
            let row = numbers.tensor(outer)
            let spread = numbers.tensor(outer, 0.5...2)
            examples += [
                OpExample(Softmax(axis: "key"), [x], differentiable: [0]),
                OpExample(Mean(), [x], differentiable: [0]),
                // With the mean of these very rows: elsewhere a shift of the mean counts.
                OpExample(Variance(), [x, x.mean()], differentiable: [0]),
                OpExample(
                    Normalise(epsilon: 1e-5), [x, row, spread], differentiable: [0, 1, 2]),
                OpExample(
                    Affine(), [x, numbers.tensor(Array(feature)), numbers.tensor(Array(feature))],
                    differentiable: [0, 1, 2]),
                OpExample(ReLU(), [x.awayFromZero], differentiable: [0]),
                OpExample(
                    NegativeLogarithm(), [numbers.tensor(shape, 0.2...1)], differentiable: [0]),
            ]
        }
        let masked = Tensor([1, -.infinity, 0.5, -.infinity, -.infinity, 2], shape: [2, 3])
        examples.append(OpExample(Softmax(axis: "key"), [masked], differentiable: [0]))
        let nothing = Tensor(repeating: -.infinity, shape: [2])
        examples.append(OpExample(Softmax(axis: "key"), [nothing], differentiable: [0]))
        return examples
    }

    private static func gradients(ofRows numbers: inout SeededGenerator) -> [OpExample] {
        var examples: [OpExample] = []
        for shape in [[5], [3, 7], [2, 3, 4], [17, 3]] {
            let x = numbers.tensor(shape)
            let g = numbers.tensor(shape)
            let outer = Array(shape.dropLast())
            let row = numbers.tensor(outer)
            let mean = numbers.tensor(outer)
            let spread = numbers.tensor(outer, 0.5...2)
            examples += [
                OpExample(SoftmaxGradient(), [x.softmax(), g]),
                OpExample(MeanGradient(count: 4), [x]),
                OpExample(VarianceGradient(), [row, x, mean]),
                OpExample(NormaliseGradient(epsilon: 1e-5), [g, spread]),
                OpExample(NormaliseMeanGradient(epsilon: 1e-5), [g, spread]),
                OpExample(NormaliseVarianceGradient(epsilon: 1e-5), [g, x, mean, spread]),
                OpExample(ReLUGradient(), [x, g]),
                OpExample(NegativeLogarithmGradient(), [numbers.tensor(shape, 0.2...1), g]),
            ]
        }
        return examples
    }

    private static func choices(_ numbers: inout SeededGenerator) -> [OpExample] {
        let ids = Tensor([2, 0, 2, 4])
        let batch = Tensor([0, 1, 4, 4, 0, 3], shape: [2, 3])
        // One cell is chosen twice.
        let cells = [[0, 1], [1, 2], [0, 1]]
        return [
            OpExample(Lookup(), [ids, numbers.tensor([5, 3])], differentiable: [1], indices: [0]),
            OpExample(
                Lookup(), [batch, numbers.tensor([6, 2])], differentiable: [1], indices: [0]),
            OpExample(LookupGradient(rows: 5), [ids, numbers.tensor([4, 3])], indices: [0]),
            OpExample(LookupGradient(rows: 6), [batch, numbers.tensor([2, 3, 2])], indices: [0]),
            OpExample(ShiftRight(start: 1), [ids], indices: [0]),
            OpExample(ShiftRight(start: 2), [batch], indices: [0]),
            OpExample(Transpose(), [numbers.tensor([2, 3])], differentiable: [0]),
            OpExample(Transpose(), [numbers.tensor([2, 3, 4])], differentiable: [0]),
            OpExample(Select(cells), [numbers.tensor([2, 3])], differentiable: [0]),
            OpExample(Select([[1, 0, 2]]), [numbers.tensor([2, 1, 3])], differentiable: [0]),
            OpExample(SelectGradient(cells: cells, shape: [2, 3]), [numbers.tensor([3])]),
            OpExample(
                SelectGradient(cells: [[1, 0, 2]], shape: [2, 1, 3]), [numbers.tensor([1])]),
        ]
    }

    private static func losses(_ numbers: inout SeededGenerator) -> [OpExample] {
        var examples: [OpExample] = []
        // A negative target is padding.
        let rows: [(shape: [Int], targets: Tensor)] = [
            ([5], Tensor([3], shape: [])), ([4, 6], Tensor([0, 5, -1, 2])),
            ([2, 5, 3], Tensor([0, 2, 1, -1, 1, -1, 2, 2, 0, -1], shape: [2, 5])),
        ]
        for (shape, targets) in rows {
            for smoothing: Float in [0, 0.1] {
                let logits = numbers.tensor(shape)
                let upstream = numbers.tensor(targets.shape)
                examples += [
                    OpExample(
                        CrossEntropy(smoothing: smoothing), [logits, targets],
                        differentiable: [0], indices: [1]),
                    OpExample(
                        CrossEntropyGradient(smoothing: smoothing), [logits, targets, upstream],
                        indices: [1]),
                ]
            }
        }
        return examples
    }
}

extension OpExample {
    private static func edited(_ numbers: inout SeededGenerator) -> [OpExample] {
        func edit(_ cells: [Int?], _ change: Edit.Change) -> Edit {
            Edit("x", cells: cells, change)
        }
        let spread = numbers.tensor([2, 5])
        let changes = [
            edit([0], .set(0.5)), edit([nil, 1], .scale(-2)), edit([2, 2], .set(-0.0)),
        ]
        return [
            OpExample(
                Softmax(axis: "key").editing(changes), [numbers.tensor([3, 4])],
                differentiable: [0]),
            OpExample(
                MatrixProduct().editing(changes).editing([edit([], .scale(0.5))]),
                [numbers.tensor([3, 2]), numbers.tensor([2, 3]), numbers.tensor([3])],
                differentiable: [0, 1, 2]),
            OpExample(
                Scale(by: 4, because: "4").editing([edit([], .bypass(input: 0))]),
                [numbers.tensor([2, 3])], differentiable: [0]),
            OpExample(
                Add().editing([
                    edit([], .scale(2)), edit([nil, 1], .bypass(input: 1)),
                    edit([0], .bypass(input: 0)), edit([nil, 2], .scale(-3)),
                    edit([1, 2], .set(1)),
                ]), [numbers.tensor([3, 4]), numbers.tensor([3, 4])], differentiable: [0, 1]),
            OpExample(
                Variance().editing([edit([1], .bypass(input: 1))]), [spread, spread.mean()],
                differentiable: [0, 1]),
            OpExample(
                Multiply().editing([edit([1, nil, 0], .set(3))]),
                [numbers.tensor([2, 3, 2]), numbers.tensor([2])], differentiable: [0, 1]),
            OpExample(
                TokenIDs([5, 6, 7, 8], shape: [2, 2]).editing([
                    edit([1], .tokens(ids: [1, 2, 3, 4], labels: ["a", "b"]))
                ])),
        ]
    }
}

extension Tensor {
    /// The same signs at least 0.1 from 0, where a ReLU has no derivative.
    fileprivate var awayFromZero: Tensor {
        Tensor(elements.map { $0 < 0 ? $0 - 0.1 : $0 + 0.1 }, shape: shape)
    }
}
