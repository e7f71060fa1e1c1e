import CKernels
import Tensors

/// A call of one kernel on seeded numbers, for `rows` rows of n.
struct KernelCall: Sendable, CustomStringConvertible {
    /// Without `heed_`.
    let name: String
    /// All that the kernel wrote.
    let run: @Sendable (_ rows: Int, _ n: Int) -> [Float]

    var description: String { name }

    private typealias Output = UnsafeMutablePointer<Float>
    private typealias Input = UnsafePointer<Float>

    /// A kernel that reads three matrices and writes `size` numbers.
    private init(
        _ name: String, writing size: Size = .matrix,
        _ kernel: @escaping @Sendable (Output, Operands, _ rows: Int64, _ n: Int64) -> Void
    ) {
        self.name = name
        run = { rows, n in
            let operands = Operands(rows, n)
            let shape =
                switch size {
                case .matrix: [rows, n]
                case .row: [n]
                case .column: [rows]
                case .numbers(let count): [count]
                }
            return Tensor(shape: shape) { kernel($0, operands, Int64(rows), Int64(n)) }.elements
        }
    }

    private enum Size {
        case matrix, row, column
        case numbers(Int)
    }

    private struct Operands {
        private let tensors: [Tensor]
        /// Matrices of `rows` rows of n.
        var a: Input { tensors[0].pointer }
        var b: Input { tensors[1].pointer }
        /// One number a row.
        var mean: Input { tensors[2].pointer }
        var variance: Input { tensors[3].pointer }
        var targets: Input { tensors[4].pointer }
        /// One number a column.
        var gamma: Input { tensors[5].pointer }
        var beta: Input { tensors[6].pointer }
        /// A square matrix of n.
        var square: Input { tensors[7].pointer }

        init(_ rows: Int, _ n: Int) {
            var numbers = SeededGenerator(seed: UInt64(rows * 1_000 + n))
            tensors = [
                numbers.tensor([rows, n]), numbers.tensor([rows, n]), numbers.tensor([rows]),
                numbers.tensor([rows], 0.5...2),
                // Every fifth row is padding.
                Tensor((0..<rows).map { $0 % 5 == 4 ? -1 : Float($0 % n) }),
                numbers.tensor([n]), numbers.tensor([n]), numbers.tensor([n, n]),
            ]
        }
    }

    static let all: [KernelCall] =
        elementwise + products + normalisation + pictures + losses + scalars

    private static let elementwise = [
        KernelCall("add") { heed_add($0, $1.a, $1.b, $2 * $3) },
        KernelCall("multiply") { heed_multiply($0, $1.a, $1.b, $2 * $3) },
        KernelCall("scale") { heed_scale($0, $1.a, 0.3, $2 * $3) },
        KernelCall("relu") { heed_relu($0, $1.a, $2 * $3) },
        KernelCall("relu_gradient") { heed_relu_gradient($0, $1.a, $1.b, $2 * $3) },
        KernelCall("copy_rows") { heed_copy_rows($0, $1.a, $3, $2, $3) },
        KernelCall("gelu") { heed_gelu($0, $1.a, $2 * $3) },
        KernelCall("gelu_gradient") { heed_gelu_gradient($0, $1.a, $1.b, $2 * $3) },
        KernelCall("gelu_tanh") { heed_gelu_tanh($0, $1.a, $2 * $3) },
        KernelCall("gelu_tanh_gradient") { heed_gelu_tanh_gradient($0, $1.a, $1.b, $2 * $3) },
        KernelCall("silu") { heed_silu($0, $1.a, $2 * $3) },
        KernelCall("silu_gradient") { heed_silu_gradient($0, $1.a, $1.b, $2 * $3) },
        KernelCall("tangent") { heed_tangent($0, $1.a, $2 * $3) },
        KernelCall("tangent_gradient") { heed_tangent_gradient($0, $1.a, $1.b, $2 * $3) },
        KernelCall("accumulate") {
            heed_scale($0, $1.a, 1, $2 * $3)
            heed_accumulate($0, $1.b, $2 * $3)
        },
    ]

    private static let products = [
        KernelCall("matmul") {
            heed_matmul($0, $3, $1.a, $3, 1, $1.square, $3, false, $1.gamma, $2, $3, $3)
        },
        KernelCall("matmul") {
            heed_matmul($0, $3, $1.a, $3, 1, $1.square, $3, true, nil, $2, $3, $3)
        },
        // The transposed a: [n, n] from [rows, n] twice, of which the first row is kept.
        KernelCall("matmul", writing: .row) {
            heed_matmul($0, $3, $1.a, 1, $3, $1.b, $3, false, nil, 1, $3, $2)
        },
        KernelCall("column_sums", writing: .row) { heed_column_sums($0, $1.a, $2, $3) },
        KernelCall("column_products", writing: .row) {
            heed_column_products($0, $1.a, $1.b, $2, $3)
        },
    ]

    private static let normalisation = [
        KernelCall("softmax") { heed_softmax($0, $1.a, $2, $3) },
        KernelCall("softmax_gradient") { heed_softmax_gradient($0, $1.a, $1.b, $2, $3) },
        KernelCall("mean", writing: .column) { heed_mean($0, $1.a, $2, $3) },
        KernelCall("variance", writing: .column) { heed_variance($0, $1.a, $1.mean, $2, $3) },
        KernelCall("normalise") {
            heed_normalise($0, $1.a, $1.mean, $1.variance, 1e-5, $2, $3)
        },
        KernelCall("normalise_gradient_input") {
            heed_normalise_gradient_input($0, $1.a, $1.variance, 1e-5, $2, $3)
        },
        KernelCall("normalise_gradient_mean", writing: .column) {
            heed_normalise_gradient_mean($0, $1.a, $1.variance, 1e-5, $2, $3)
        },
        KernelCall("normalise_gradient_variance", writing: .column) {
            heed_normalise_gradient_variance(
                $0, $1.a, $1.b, $1.mean, $1.variance, 1e-5, $2, $3)
        },
        KernelCall("mean_gradient") { heed_mean_gradient($0, $1.mean, $2, $3) },
        KernelCall("variance_gradient") {
            heed_variance_gradient($0, $1.variance, $1.a, $1.mean, $2, $3)
        },
        KernelCall("affine") { heed_affine($0, $1.a, $1.gamma, $1.beta, $2, $3) },
    ]

    private static let pictures = [
        KernelCall("extremes", writing: .numbers(6)) { heed_extremes($0, $1.a, $3, $2, $3) },
        // There are fewer blocks than numbers.
        KernelCall("pool") {
            heed_scale($0, $1.a, 0, $2 * $3)
            heed_pool($0, $1.a, $3, $2, $3, 2, 3, true)
        },
        KernelCall("pool") {
            heed_scale($0, $1.a, 0, $2 * $3)
            heed_pool($0, $1.a, $3, $2, $3, 5, 20, false)
        },
    ]

    private static let losses = [
        KernelCall("cross_entropy", writing: .column) {
            heed_cross_entropy($0, $1.a, $1.targets, 0.1, $2, $3)
        },
        KernelCall("cross_entropy_gradient") {
            heed_cross_entropy_gradient($0, $1.a, $1.targets, $1.mean, 0.1, $2, $3)
        },
        KernelCall("adam") { output, operands, rows, n in
            let count = Int(rows * n)
            // The parameter, then both moments, of which the second is never negative.
            var moments = (
                first: Tensor(Array(UnsafeBufferPointer(start: operands.b, count: count))),
                second: Tensor(repeating: 0.01, shape: [count])
            )
            output.update(from: operands.a, count: count)
            moments.first.update { first in
                moments.second.update { second in
                    heed_adam(
                        output, first, second, operands.b, 0.5, 1e-2, 0.9, 0.98, 1e-9, rows * n)
                }
            }
            for i in 0..<count { output[i] += moments.first[i] + moments.second[i] }
        },
        KernelCall("sum_of_squares", writing: .row) {
            $0.update(repeating: Float(heed_sum_of_squares($1.a, $2 * $3)), count: Int($3))
        },
    ]

    private static let scalars = [
        KernelCall("exp") { for i in 0..<Int($2 * $3) { $0[i] = heed_exp($1.a[i]) } },
        KernelCall("fma") {
            for i in 0..<Int($2 * $3) { $0[i] = heed_fma($1.a[i], $1.b[i], $1.a[0]) }
        },
    ]
}
