import CKernels
import Tensors
import Tracing

/// The least time that the arithmetic of a computation can take on this machine.
enum Floor {
    static let kernels = String(cString: heed_kernels_name())

    /// What the matrix product reaches where everything lies in the nearest cache, in GFLOP/s.
    static let peak: Double = {
        let a = Tensor(repeating: 0.5, shape: [48, 64])
        let b = Tensor(repeating: 0.5, shape: [64, 64])
        let runs = 2000
        let times = measure(runs: 20) {
            for _ in 0..<runs { _ = a.matrixProduct(b) }
        }
        return Double(runs * 2 * 48 * 64 * 64) / (times.least * 1e6)
    }()

    /// Milliseconds for so many multiply-adds on one core.
    static func milliseconds(multiplyAdds: Int, cores: Int = 1) -> Double {
        Double(2 * multiplyAdds) / (peak * 1e6) / Double(cores)
    }

    /// The multiply-adds of all matrix products of a trace.
    static func multiplyAdds(of trace: Trace) -> Int {
        let counter = WorkCounter()
        for event in trace.events { counter.receive(trace[event.id]) }
        return counter.multiplyAdds
    }
}
