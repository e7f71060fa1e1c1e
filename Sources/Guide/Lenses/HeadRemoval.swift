import Tensors
import Tracing

/// What becomes of the translation without each head, measured by running the model again.
public struct HeadRemoval: Sendable {
    /// What one head is worth to this translation.
    public struct Effect: Sendable, Equatable {
        /// `encoder.0.self_attention`.
        public let attention: String
        public let head: Int
        /// The natural logarithm of the translation's probability without the head, minus that with
        /// it: below 0 where the head helped.
        public let change: Double
        /// The positions of the target at which another word becomes the most probable. Where the
        /// target is what the model writes, the greedy translation changes exactly if there is one,
        /// from the first one on.
        public let changedWords: [Int]

        public var isSentenceChanged: Bool { !changedWords.isEmpty }
    }

    /// One for each head of each attention, in order.
    public let effects: [Effect]
    /// The changes of the logarithm: `[attention, head]`.
    public let result: LensResult
}

extension Trace {
    /// Runs the model once for each head, with the output of the head set to 0.
    public func withoutEachHead() -> HeadRemoval {
        let attentions = Anatomy(of: self).attentions
        // The tables of a lesson may have fewer heads than the model; a head that is not there
        // changes nothing.
        let heads = attentions.map(\.heads).max() ?? 0
        let before = logProbability(of: nil)
        let words = choices.map(\.id)
        let effects = attentions.flatMap { attention in
            (0..<attention.heads).map { head in
                let change = WhatIf.headOff(attention: attention.path, head: head)
                let without = replaying(change.edits(in: self)).trace
                let others = without.choices.map(\.id)
                return HeadRemoval.Effect(
                    attention: attention.path, head: head,
                    change: without.logProbability(of: nil) - before,
                    changedWords: words.indices.filter { words[$0] != others[$0] })
            }
        }
        return HeadRemoval(
            effects: effects,
            result: LensResult(
                lens: .headRemoval, title: "change of the log-probability",
                axes: [
                    Axis("attention", labels: attentions.map(\.path)),
                    Axis("head", size: heads),
                ],
                value: Tensor(
                    attentions.flatMap { attention in
                        let changes = effects.filter { $0.attention == attention.path }
                            .map { Float($0.change) }
                        return changes + [Float](repeating: 0, count: heads - changes.count)
                    }, shape: [attentions.count, heads])))
    }
}
