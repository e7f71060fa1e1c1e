import Tensors
import Testing

/// Every product against the sum written out: one accumulator that starts from the bias or 0,
/// ascending k, one rounding a step.
struct MatrixProductTests {
    /// How the operands lie: which are transposed, whether there is a bias.
    struct Form: CustomStringConvertible {
        let transposeA: Bool
        let transposeB: Bool
        let hasBias: Bool

        static let all = [false, true].flatMap { a in
            [false, true].flatMap { b in
                [false, true].map { Form(transposeA: a, transposeB: b, hasBias: $0) }
            }
        }

        var description: String {
            "\(transposeA ? "a^T" : "a") \(transposeB ? "b^T" : "b")\(hasBias ? " + bias" : "")"
        }

        /// Operands of the product [m, k] x [k, n] below the leading axes.
        func operands(
            _ m: Int, _ n: Int, _ k: Int, leadingA: [Int] = [], leadingB: [Int] = [],
            _ numbers: inout SeededGenerator
        ) -> Operands {
            Operands(
                form: self, a: numbers.tensor(leadingA + (transposeA ? [k, m] : [m, k])),
                b: numbers.tensor(leadingB + (transposeB ? [n, k] : [k, n])),
                bias: hasBias ? numbers.tensor([n]) : nil)
        }
    }

    struct Operands {
        let form: Form
        let a: Tensor
        let b: Tensor
        let bias: Tensor?

        var product: Tensor {
            a.matrixProduct(
                b, transposeA: form.transposeA, transposeB: form.transposeB, bias: bias)
        }

        /// The products of each matrix of `a` with its matrix of `b`, in one flat array, folded by
        /// `step` from the bias.
        func folded<Number>(
            from start: (Float) -> Number, _ step: (inout Number, Float, Float) -> Void
        ) -> [Number] {
            let (m, k) = sizes(of: a, transposed: form.transposeA)
            let n = sizes(of: b, transposed: form.transposeB).columns
            let (x, y) = (a.elements, b.elements)
            let bias = bias?.elements ?? [Float](repeating: 0, count: n)
            let matrices = x.count / (m * k)
            var results: [Number] = []
            for matrix in 0..<matrices {
                let left = matrix * m * k
                let right = b.rank == 2 ? 0 : matrix * k * n
                for i in 0..<m {
                    for j in 0..<n {
                        var sum = start(bias[j])
                        for p in 0..<k {
                            step(
                                &sum, x[left + (form.transposeA ? p * m + i : i * k + p)],
                                y[right + (form.transposeB ? j * k + p : p * n + j)])
                        }
                        results.append(sum)
                    }
                }
            }
            return results
        }

        private func sizes(of x: Tensor, transposed: Bool) -> (rows: Int, columns: Int) {
            let sizes = (x.shape[x.rank - 2], x.shape[x.rank - 1])
            return transposed ? (sizes.1, sizes.0) : sizes
        }

        var isExact: Bool {
            let expected = folded(from: { $0 }) { $0.addProduct($1, $2) }
            return product.elements.map(\.bitPattern) == expected.map(\.bitPattern)
        }
    }

    /// All sizes up to 40 in each place, then sizes on both sides of the widest panel (32 columns)
    /// and of two of them, and of the highest tile (12 rows) and two of them.
    private static let sizes: [(m: Int, n: Int, k: Int)] =
        (1...40).map { ($0, $0 * 7 % 40 + 1, $0 * 11 % 40 + 1) }
        + (1...40).map { ($0 * 11 % 40 + 1, $0, $0 * 7 % 40 + 1) }
        + [
            (11, 31, 3), (12, 32, 4), (13, 33, 5), (23, 63, 6), (24, 64, 7), (25, 65, 8),
            (1, 100, 9), (100, 1, 9), (3, 5, 200), (40, 40, 40),
        ]

    @Test(arguments: Form.all)
    func everySizeIsTheFusedSumInOrder(form: Form) {
        var numbers = SeededGenerator(seed: 1)
        for (m, n, k) in MatrixProductTests.sizes {
            let operands = form.operands(m, n, k, &numbers)
            #expect(operands.product.shape == [m, n])
            #expect(operands.isExact, "\(m) x \(n) x \(k)")
        }
    }

    /// Within the bound of the rounding: a half unit for each step (Higham 2002, section 3.1).
    @Test(arguments: Form.all)
    func theErrorIsThatOfTheRounding(form: Form) {
        var numbers = SeededGenerator(seed: 2)
        for (m, n, k) in [(3, 5, 7), (13, 33, 40), (2, 2, 500)] {
            let operands = form.operands(m, n, k, &numbers)
            let exact = operands.folded(from: { Double($0) }) { $0 += Double($1) * Double($2) }
            let sizes = operands.folded(from: { Double($0.magnitude) }) {
                $0 += Double($1.magnitude) * Double($2.magnitude)
            }
            for (position, value) in operands.product.elements.enumerated() {
                let bound = Double(k + 1) * 0x1p-24 * sizes[position]
                #expect(abs(Double(value) - exact[position]) <= bound * 1.01)
            }
        }
    }

    @Test(arguments: Form.all)
    func leadingAxesAreMatchedOneByOne(form: Form) {
        var numbers = SeededGenerator(seed: 3)
        for leading in [[1], [3], [2, 3], [2, 1, 2]] {
            let each = form.operands(
                4, 5, 3, leadingA: leading, leadingB: leading, &numbers)
            #expect(each.product.shape == leading + [4, 5])
            #expect(each.isExact, "\(leading)")
            let shared = form.operands(4, 5, 3, leadingA: leading, &numbers)
            #expect(shared.product.shape == leading + [4, 5])
            #expect(shared.isExact, "\(leading) with one matrix for all")
        }
    }

    /// Rows with gaps, matrices in another order, one matrix repeated: no copy, the same bits.
    @Test(arguments: Form.all)
    func stridesChangeNothing(form: Form) {
        var numbers = SeededGenerator(seed: 4)
        let memory = numbers.tensor([2_000])
        let (m, n, k) = (5, 4, 3)
        let a = form.transposeA ? [k, m] : [m, k]
        let b = form.transposeB ? [n, k] : [k, n]
        let views: [(a: [Int], b: [Int])] = [
            ([7, 40, 9, 1], [11, 50, 6, 1]), ([60, 20, 5, 1], [0, 0, 4, 1]),
            ([0, 30, 5, 1], [80, 7, 13, 1]),
        ]
        for strides in views {
            let operands = Operands(
                form: form, a: memory.view(shape: [2, 3] + a, strides: strides.a),
                b: memory.view(shape: [2, 3] + b, strides: strides.b),
                bias: form.hasBias ? numbers.tensor([n]) : nil)
            #expect(operands.isExact)
        }
        let rows = Operands(
            form: form, a: memory.view(shape: a, strides: [17, 1]),
            b: memory.view(shape: b, strides: [19, 1]), bias: nil)
        #expect(rows.isExact)
    }

    @Test func emptySizesGiveTheBiasOrNothing() {
        let bias = Tensor([7, -8])
        func product(_ a: [Int], _ b: [Int]) -> Tensor {
            Tensor([], shape: a).matrixProduct(Tensor([], shape: b), bias: bias)
        }
        #expect(product([3, 0], [0, 2]).elements == [7, -8, 7, -8, 7, -8])
        #expect(product([2, 3, 0], [0, 2]).shape == [2, 3, 2])
        #expect(product([2, 3, 0], [2, 0, 2]).elements.prefix(4) == [7, -8, 7, -8])
        let rows = Tensor([], shape: [0, 2]).matrixProduct(Tensor([1, 2, 3, 4], shape: [2, 2]))
        #expect(rows.shape == [0, 2])
    }

    /// A fused sum tells 0 from the rounding of its products: (1 + e)(1 - e) - 1 = -e^2.
    @Test func productsAreNotRoundedBeforeTheyAreAdded() {
        let e: Float = 0x1p-13
        let a = Tensor([1, 1 + e], shape: [1, 2])
        let b = Tensor([-1, 1 - e], shape: [2, 1])
        #expect(a.matrixProduct(b)[0, 0] == -0x1p-26)
    }
}
