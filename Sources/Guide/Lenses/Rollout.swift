import Tensors
import Tracing

/// Attention through the layers (Abnar and Zuidema 2020): how much of each input word has reached
/// each position, if the weights told all. Each is `[layer, query, input]`, the value behind each
/// layer.
public struct Rollout: Sendable {
    /// The words of the source, through the encoder's self-attention.
    public let encoder: LensResult
    /// The words that the decoder reads, through its self-attention alone.
    public let decoder: LensResult
    /// The words of the source, then those that the decoder reads, through all attention. Each row
    /// sums up to 1 over both.
    public let both: LensResult
}

extension Trace {
    /// - Returns: nil if the trace is not that of an encoder-decoder.
    public func rollout() -> Rollout? {
        let anatomy = Anatomy(of: self)
        func maps(_ stack: String, _ kind: String) -> [AttentionMap] {
            anatomy.attentions(in: stack, kind).compactMap(averagedAttention)
        }
        let encoders = maps("encoder", "self_attention")
        let decoders = maps("decoder", "self_attention")
        let crosses = maps("decoder", "cross_attention")
        guard let source = encoders.first?.keys, let target = decoders.first?.keys,
            decoders.count == crosses.count
        else { return nil }

        let encoder = layers(of: encoders)
        let memory = (encoder.last ?? .identity(source.size)).padded(right: target.size)
        var state = Tensor.identity(target.size).padded(left: source.size)
        let both = zip(decoders, crosses).map { own, cross in
            state = state.half(with: own.weights.matrixProduct(state))
            state = state.half(with: cross.weights.matrixProduct(memory))
            return state
        }
        return Rollout(
            encoder: result("encoder", encoder, of: source, over: source),
            decoder: result("decoder", layers(of: decoders), of: target, over: target),
            both: result("encoder and decoder", both, of: target, over: source.joined(target)))
    }

    private func averagedAttention(_ attention: Anatomy.Attention) -> AttentionMap? {
        guard let weights = self[attention.path + ".weights"] else { return nil }
        let (heads, queries, keys) = (
            weights.event.shape[0], weights.event.shape[1], weights.event.shape[2]
        )
        let sum = weights.value.reshaped([heads, queries * keys]).columnSums()
        return AttentionMap(
            weights: sum.scaled(by: 1 / Float(heads)).reshaped([queries, keys]),
            keys: weights.axes[2])
    }

    /// Each layer on top of those before it.
    private func layers(of maps: [AttentionMap]) -> [Tensor] {
        guard let first = maps.first else { return [] }
        var state = Tensor.identity(first.keys.size)
        return maps.map { map in
            state = state.half(with: map.weights.matrixProduct(state))
            return state
        }
    }

    private func result(
        _ title: String, _ layers: [Tensor], of queries: Axis, over inputs: Axis
    ) -> LensResult {
        LensResult(
            lens: .rollout, title: title,
            axes: [
                Axis("layer", size: layers.count), queries.named("query"), inputs.named("input"),
            ],
            value: Tensor(
                layers.flatMap(\.elements), shape: [layers.count, queries.size, inputs.size]))
    }
}

/// The weights of one attention, averaged over its heads: `[query, key]`.
private struct AttentionMap {
    let weights: Tensor
    let keys: Axis
}

extension Axis {
    /// The positions of both, one after the other.
    fileprivate func joined(_ other: Axis) -> Axis {
        guard let labels, let others = other.labels else {
            return Axis(name, size: size + other.size)
        }
        return Axis(name, labels: labels + others)
    }
}

extension Tensor {
    fileprivate static func identity(_ size: Int) -> Tensor {
        Tensor(shape: [size, size]) { output in
            output.update(repeating: 0, count: size * size)
            for place in 0..<size { output[place * size + place] = 1 }
        }
    }

    /// A matrix with columns of 0 on one side or on both.
    fileprivate func padded(left: Int = 0, right: Int = 0) -> Tensor {
        let zeros = { [Float](repeating: 0, count: $0) }
        return Tensor(
            rows.flatMap { zeros(left) + $0 + zeros(right) },
            shape: [shape[0], left + shape[1] + right])
    }

    /// Half of this and half of the other.
    fileprivate func half(with other: Tensor) -> Tensor {
        scaled(by: 0.5).adding(other.scaled(by: 0.5))
    }
}
