import Tensors
import Tracing

/// For one query of one head: how much it attends to each key, beside what the key does for the
/// output. High attention is not importance (Jain and Wallace 2019).
public struct AttentionIsNotImportance: Sendable {
    /// What is known of one key.
    public struct Key: Sendable, Equatable {
        public let position: Int
        public let label: String
        /// The attention weight, from 0 to 1.
        public let weight: Double
        /// The weight times the length of the value; see `Trace.weightedValues(of:)`.
        public let weightedValue: Double
        /// The gradient of the log-probability with respect to the embedding of the key's word,
        /// times the embedding, summed over the features: what the word does for the output to
        /// first order, by whatever way. Above 0 where it helps.
        public let gradientTimesInput: Double
        /// The log-probability as it is, minus that when this head's query cannot see the key:
        /// measured by running the model again. Above 0 where it helps.
        public let lossWithout: Double
    }

    /// The rank correlation of the weights with the sizes of each other column; nil where a column
    /// has no order.
    public struct Agreement: Sendable, Equatable {
        public let weightedValue: Double?
        public let gradientTimesInput: Double?
        public let lossWithout: Double?
    }

    /// The keys that the query can see.
    public let keys: [Key]

    public var agreement: Agreement {
        let weights = keys.map(\.weight)
        func correlation(_ column: (Key) -> Double) -> Double? {
            rankCorrelation(weights, keys.map { column($0).magnitude })
        }
        return Agreement(
            weightedValue: correlation(\.weightedValue),
            gradientTimesInput: correlation(\.gradientTimesInput),
            lossWithout: correlation(\.lossWithout))
    }

    /// One column of the table, to be drawn as bars.
    public func bars(_ title: String, _ column: (Key) -> Double) -> LensResult {
        LensResult(
            lens: .importance, title: title, axes: [Axis("key", labels: keys.map(\.label))],
            value: Tensor(keys.map { Float(column($0)) }))
    }
}

extension Trace {
    /// Compares attention with importance.
    ///
    /// - Parameters:
    ///   - attention: such as `encoder.1.self_attention`.
    ///   - word: the position of the target's word whose log-probability counts; nil for the whole
    ///     translation.
    /// - Returns: nil if there is no such attention, head, query or word.
    public func importance(
        attention: String, head: Int, query: Int, word: Int? = nil
    ) -> AttentionIsNotImportance? {
        guard let weights = self[attention + ".weights"], let masked = self[attention + ".masked"],
            let lengths = weightedValues(of: attention)?.value,
            0..<weights.event.shape[0] ~= head, 0..<weights.event.shape[1] ~= query,
            word.map(logProbabilities.indices.contains) ?? true,
            let pulls = gradientTimesInput(ofKeysIn: attention, word: word)
        else { return nil }
        let before = logProbability(of: word)
        let visible = (0..<weights.event.shape[2]).filter {
            masked.value[head, query, $0] > -.infinity
        }
        return AttentionIsNotImportance(
            keys: visible.map { key in
                let cell = [head, query, key]
                let hidden = Edit(masked.event.path, cells: cell, .set(-.infinity))
                return AttentionIsNotImportance.Key(
                    position: key, label: weights.axes[2].labels?[key] ?? String(key),
                    weight: Double(weights.value[cell]), weightedValue: Double(lengths[cell]),
                    gradientTimesInput: pulls[key],
                    lossWithout: before - replaying([hidden]).trace.logProbability(of: word))
            })
    }

    /// For each key the gradient of the log-probability times the embedding of its word.
    private func gradientTimesInput(ofKeysIn attention: String, word: Int?) -> [Double]? {
        let readsSource = attention.hasPrefix("encoder.") || attention.hasSuffix("cross_attention")
        let path = (readsSource ? "encoder" : "decoder") + ".embedding.scaled"
        guard let logits = self["logits"], let targets = self["target.ids"],
            let input = self[path]
        else { return nil }
        let (trace, surprise) = continuing { tracer in
            let words = tracer.emit(
                CrossEntropy(smoothing: 0), [logits, targets], at: "importance.surprises")
            let chosen =
                word.map {
                    tracer.emit(Select([[$0]]), [words], at: "importance.word")
                } ?? words
            return tracer.emit(SumLeading(to: []), [chosen], at: "importance.surprise")
        }
        let (_, gradients) = trace.backward(from: surprise.event.id) { $0.path == path }
        guard let gradient = gradients[input.event.id] else {
            return [Double](repeating: 0, count: input.event.shape[0])
        }
        // The surprise is the log-probability with the other sign.
        return zip(gradient.value.rows, input.value.rows).map { slopes, features in
            -zip(slopes, features).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
    }
}
