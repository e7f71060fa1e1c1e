import Tensors
import Tracing

/// A way to look at a computation that judges what the plain attention weights cannot.
public enum Lens: String, Sendable, Hashable, CaseIterable {
    case weightedValues
    case rollout
    case headRemoval
    case logitLens
    case importance

    /// A few words for a menu.
    public var name: String {
        switch self {
        case .weightedValues: "weight x value length"
        case .rollout: "attention rollout"
        case .headRemoval: "without each head"
        case .logitLens: "logit lens"
        case .importance: "attention and importance"
        }
    }

    /// What the numbers are.
    public var shows: String {
        switch self {
        case .weightedValues:
            "Each attention weight times the length of the vector that it multiplies: the value of the key, taken through this head's part of the projection. It is the length of what the key adds to the query."
        case .rollout:
            "The attention of all layers multiplied together. Each layer counts as half its attention, averaged over the heads, and half the residual connection that goes past it."
        case .headRemoval:
            "The output of each head is set to 0, one head at a time, and the model is run again: by how much the logarithm of the translation's probability changes."
        case .logitLens:
            "The vectors between the parts of the decoder, taken straight to the logits as if they were the last: the word that the model would write if it stopped there."
        case .importance:
            "For one query of one head: the weight of each key, the weight times the length of the value, the gradient of the output times the key's word, and what happens to the output when this head cannot see the key."
        }
    }

    /// What must not be read into them.
    public var doesNotShow: String {
        switch self {
        case .weightedValues:
            "Not what the translation depends on: long additions of several keys can cancel, and later layers can pass over them."
        case .rollout:
            "Not a measurement: values, projections and feed forward are left out, and the halves are an assumption."
        case .headRemoval:
            "Not what a head is for: another head can step in for it, so that a head that is used may not be missed."
        case .logitLens:
            "Not a thought: the inner vectors were never trained to be read so, and early ones often give a word that means nothing."
        case .importance:
            "Not one right answer: each column asks another question. Where they disagree, a high weight alone does not make a word important."
        }
    }

    /// Where it was proposed.
    public var source: String {
        switch self {
        case .weightedValues:
            "Kobayashi et al. 2020, Attention is Not Only a Weight: the norm of the transformed and weighted vector, for each head, without the projection's bias"
        case .rollout:
            "Abnar and Zuidema 2020, Quantifying Attention Flow in Transformers; in the decoder, source and written words side by side, each part with its own half"
        case .headRemoval:
            "Michel et al. 2019, Are Sixteen Heads Really Better than One?; Voita et al. 2019, Analyzing Multi-Head Self-Attention"
        case .logitLens: "nostalgebraist 2020, interpreting GPT: the logit lens"
        case .importance:
            "Jain and Wallace 2019, Attention is not Explanation; Wiegreffe and Pinter 2019, Attention is not not Explanation"
        }
    }
}

/// What a lens shows, ready to be drawn: one axis as bars, two as a heatmap, three as a grid of
/// heatmaps.
public struct LensResult: Sendable {
    public let lens: Lens
    /// What is shown of what: `encoder.0.self_attention`.
    public let title: String
    public let axes: [Axis]
    public let value: Tensor
}
