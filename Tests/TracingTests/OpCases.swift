import Tensors

@testable import Tracing

/// Seeded numbers: SplitMix64.
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func tensor(_ shape: [Int], _ range: ClosedRange<Float> = -2...2) -> Tensor {
        Tensor(
            (0..<shape.reduce(1, *)).map { _ in Float.random(in: range, using: &self) },
            shape: shape)
    }
}

/// One use of an op: what it is and what it reads.
struct OpCase: CustomStringConvertible {
    let op: any Op
    let inputs: [Tensor]
    /// The inputs that a gradient passes to.
    let differentiable: [Int]

    init(_ op: any Op, _ inputs: [Tensor], differentiable: [Int] = []) {
        self.op = op
        self.inputs = inputs
        self.differentiable = differentiable
    }

    var description: String { "\(type(of: op)) of \(inputs.map(\.shape))" }

    /// Every op, at sizes with and without a batch.
    static let all: [OpCase] = {
        var numbers = Numbers(seed: 7)
        func x(_ shape: Int...) -> Tensor { numbers.tensor(shape) }
        func positive(_ shape: Int...) -> Tensor { numbers.tensor(shape, 0.5...2) }
        let ids = Tensor([2, 0, 2, 4])
        let logits = x(4, 5)
        let weights = x(2, 3, 6).softmax()
        let targets = Tensor([0, 3, -1, 4])
        return [
            OpCase(Parameter(x(2, 3)), []), OpCase(Constant(x(3)), []),
            OpCase(TokenIDs([4, 2]), []),
            OpCase(Lookup(), [ids, x(5, 3)], differentiable: [1]),
            OpCase(
                Lookup(), [Tensor([0, 1, 4, 4], shape: [2, 2]), x(5, 3)], differentiable: [1]),
            OpCase(LookupGradient(rows: 5), [ids, x(4, 3)]),
            OpCase(Scale(by: 0.25, because: "1/4"), [x(2, 3)], differentiable: [0]),
            OpCase(Add(), [x(3, 4), x(3, 4)], differentiable: [0, 1]),
            OpCase(Add(), [x(2, 3, 4), x(3, 4), x(4)], differentiable: [0, 1, 2]),
            OpCase(SumLeading(to: [4]), [x(2, 3, 4)], differentiable: [0]),
            OpCase(SumLeading(to: []), [x(6)], differentiable: [0]),
            OpCase(SumLeading(to: [3]), [x(3)], differentiable: [0]),
            OpCase(Repeat(to: [2, 3]), [x(3)]),
            OpCase(MatrixProduct(), [x(3, 4), x(4, 5), x(5)], differentiable: [0, 1, 2]),
            OpCase(MatrixProduct(), [x(2, 3, 4), x(4, 5), x(5)], differentiable: [0, 1, 2]),
            OpCase(MatrixProduct(), [x(2, 2, 3, 4), x(2, 2, 4, 3)], differentiable: [0, 1]),
            OpCase(
                MatrixProduct(transposeB: true), [x(2, 3, 4), x(2, 5, 4)], differentiable: [0, 1]),
            OpCase(MatrixProduct(transposeB: true), [x(3, 4), x(6, 4)], differentiable: [0, 1]),
            OpCase(TransposedProduct(sumsLeading: true), [x(2, 3, 4), x(2, 3, 5)]),
            OpCase(TransposedProduct(sumsLeading: false), [x(2, 3, 4), x(2, 3, 5)]),
            OpCase(SplitHeads(heads: 2), [x(3, 6)], differentiable: [0]),
            OpCase(SplitHeads(heads: 3), [x(2, 3, 6)], differentiable: [0]),
            OpCase(ConcatenateHeads(), [x(2, 3, 4)], differentiable: [0]),
            OpCase(ConcatenateHeads(), [x(2, 2, 3, 4)], differentiable: [0]),
            OpCase(Softmax(axis: "key"), [x(2, 3, 6)], differentiable: [0]),
            OpCase(SoftmaxGradient(), [weights, x(2, 3, 6)]),
            OpCase(Mean(), [x(3, 7)], differentiable: [0]),
            OpCase(MeanGradient(count: 7), [x(2, 3)]),
            // The mean is left out: moving it alone is not what layer normalisation does.
            OpCase(Variance(), [x(3, 7), x(3)], differentiable: [0]),
            OpCase(VarianceGradient(), [x(3), x(3, 7), x(3)]),
            OpCase(
                Normalise(epsilon: 1e-5), [x(3, 7), x(3), positive(3)], differentiable: [0, 1, 2]),
            OpCase(NormaliseGradient(epsilon: 1e-5), [x(3, 7), positive(3)]),
            OpCase(NormaliseMeanGradient(epsilon: 1e-5), [x(3, 7), positive(3)]),
            OpCase(
                NormaliseVarianceGradient(epsilon: 1e-5), [x(3, 7), x(3, 7), x(3), positive(3)]),
            OpCase(Affine(), [x(2, 3, 5), x(5), x(5)], differentiable: [0, 1, 2]),
            OpCase(ColumnProducts(), [x(2, 3, 5), x(2, 3, 5)]),
            OpCase(Multiply(), [x(2, 3), x(2, 3)], differentiable: [0, 1]),
            OpCase(Multiply(), [x(2, 3), x(3)], differentiable: [0, 1]),
            OpCase(
                ReLU(), [Tensor([-2, -1, -0.5, 0.5, 1, 2], shape: [2, 3])], differentiable: [0]),
            OpCase(ReLUGradient(), [x(2, 3), x(2, 3)]),
            OpCase(SinusoidalPositions(positions: 5, dModel: 6), []),
            OpCase(Mask(.causal, queries: 3, keys: 4), []),
            OpCase(Mask(.open, queries: 2, keys: 2), []),
            OpCase(ShiftRight(start: 1), [Tensor([5, 6, 7, 8, 9, 10], shape: [2, 3])]),
            OpCase(CrossEntropy(smoothing: 0.1), [logits, targets], differentiable: [0]),
            OpCase(CrossEntropyGradient(smoothing: 0.1), [logits, targets, x(4)]),
            OpCase(Select([[0, 1], [1, 2], [0, 1]]), [x(2, 3)], differentiable: [0]),
            OpCase(SelectGradient(cells: [[0, 1], [1, 2], [0, 1]], shape: [2, 3]), [x(3)]),
            OpCase(NegativeLogarithm(), [positive(4)], differentiable: [0]),
            OpCase(NegativeLogarithmGradient(), [positive(4), x(4)]),
        ]
    }()
}
