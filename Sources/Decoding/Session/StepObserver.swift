import Tensors
import Tracing

/// Takes from a step what its record needs: the work, and where the decoder looked.
final class StepObserver: Sink {
    private let counter = WorkCounter()
    /// The cross-attention weights of each layer.
    private var weights: [Tensor] = []

    var multiplyAdds: Int { counter.multiplyAdds }

    func receive(_ traced: Traced) {
        counter.receive(traced)
        if traced.event.path.hasSuffix("cross_attention.weights") { weights.append(traced.value) }
    }

    /// The rows that predicted the last word of one hypothesis, `[layer, head, key]`; nil without
    /// cross-attention.
    ///
    /// - Parameter row: the hypothesis, where several went side by side.
    func attention(ofRow row: Int) -> Tensor? {
        guard let first = weights.first else { return nil }
        let (heads, queries, keys) = (
            first.shape[first.rank - 3], first.shape[first.rank - 2], first.shape[first.rank - 1]
        )
        let layers = weights.map { $0.contiguous() }
        return Tensor(shape: [layers.count, heads, keys]) { output in
            var next = output
            for layer in layers {
                let own = layer.pointer + row * heads * queries * keys
                for head in 0..<heads {
                    next.update(from: own + ((head + 1) * queries - 1) * keys, count: keys)
                    next += keys
                }
            }
        }
    }
}
