import CKernels
import Foundation
import Tensors
import Testing

/// Every kernel in every build that this processor has: the same bits.
@Suite(.serialized)
struct KernelBuildTests {
    /// From the one that was chosen at the start downward; a processor that has one has the rest.
    private static let builds: [String] = {
        let all = ["avx512", "avx2", "portable"]
        let chosen = String(cString: heed_kernels_name())
        return Array(all.drop { $0 != chosen })
    }()

    /// Runs `body` with one build.
    private func using<Result>(_ build: String, _ body: () -> Result) -> Result {
        let chosen = String(cString: heed_kernels_name())
        #expect(heed_kernels_use(build))
        defer { #expect(heed_kernels_use(chosen)) }
        return body()
    }

    @Test func aBuildOfAnotherNameIsRefused() {
        let chosen = String(cString: heed_kernels_name())
        #expect(!heed_kernels_use("abacus"))
        #expect(String(cString: heed_kernels_name()) == chosen)
        #expect(KernelBuildTests.builds.last == "portable")
    }

    @Test(arguments: KernelCall.all)
    func everyBuildGivesTheSameBits(call: KernelCall) {
        // Around the vectors (4, 8 and 16 numbers), the panels, the tiles and the blocks.
        for (rows, n) in [(1, 1), (1, 7), (3, 16), (7, 33), (8, 5), (9, 64), (17, 31), (26, 40)] {
            let results = KernelBuildTests.builds.map { build in
                using(build) { call.run(rows, n).map(\.bitPattern) }
            }
            for result in results { #expect(result == results[0], "\(rows) rows of \(n)") }
        }
    }

    /// What is long enough to be shared among cores: matrices, rows, elements, repeated ones too.
    @Test func anyNumberOfThreadsGivesTheSameBits() {
        var numbers = SeededGenerator(seed: 5)
        let a = numbers.tensor([3, 130, 300])
        let weight = numbers.tensor([333, 300])
        let other = numbers.tensor([3, 300, 170])
        let scores = numbers.tensor([4, 300, 301])
        let mask = numbers.tensor([300, 301])
        let results = [1, 2, 3, 16].map { threads in
            heed_threads_use(Int64(threads))
            defer { heed_threads_use(0) }
            #expect(heed_threads() == threads)
            return [
                a.matrixProduct(weight, transposeB: true), a.matrixProduct(other),
                scores.adding(mask), scores.softmax(), scores.activated(by: .gelu),
                scores.scaled(by: 0.3),
            ]
        }
        for result in results { #expect(result == results[0]) }
        #expect(heed_threads() >= 1)
    }

    /// A kernel that is declared but not called here fails.
    @Test func everyKernelIsCalled() throws {
        let header = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/CKernels/include/CKernels.h")
        let text = try String(contentsOf: header, encoding: .utf8)
        let declared = text.matches(of: /(?m)^(?:void|float|double) \*?heed_(\w+)\(/)
            .map { String($0.1) }
        let others: Set = ["buffer_take", "buffer_return", "threads_use"]
        #expect(Set(declared).subtracting(others) == Set(KernelCall.all.map(\.name)))
    }

    /// The scalar exponential, with which derivations are computed, is that of the vectors.
    @Test func theVectorsHaveTheScalarExponential() {
        // One of two scores is 0, so that the other's weight is e / (1 + e).
        let scores = (0..<20_000).map { Float($0) * -0.0052 }
        let pairs = Tensor(scores.flatMap { [0, $0] }, shape: [scores.count, 2])
        let expected = scores.map { score in
            let e = heed_exp(score)
            return e / (1 + e)
        }
        for build in KernelBuildTests.builds {
            let weights = using(build) { pairs.softmax() }
            let differing = scores.indices.filter {
                weights[$0, 1].bitPattern != expected[$0].bitPattern
            }
            #expect(differing.isEmpty, "\(build)")
        }
    }
}
