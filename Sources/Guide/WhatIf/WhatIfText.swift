extension WhatIf {
    /// A few words for a list of changes.
    public var name: String {
        switch self {
        case .set(let cells, let value): "\(cells.name) = \(value)"
        case .scale(let cells, let factor): "\(cells.name) x \(factor)"
        case .sight(let cells, let isOpen): "\(cells.name) \(isOpen ? "open" : "hidden")"
        case .futureHidden(let attention): "the future hidden in \(attention)"
        case .positionsOff(.both): "no positions"
        case .positionsOff(let side): "no positions in the \(side.rawValue)"
        case .attentionScalingOff: "no division by sqrt(d_k)"
        case .embeddingScalingOff: "no factor sqrt(d_model)"
        case .headOff(let attention, let head): "head \(head) of \(attention) off"
        case .residualOff(nil): "no residual connections"
        case .residualOff(let part?): "no residual connection in \(part)"
        case .normOff(nil): "no layer norms"
        case .normOff(let part?): "no layer norm in \(part)"
        case .causalMaskOff: "no causal mask"
        case .partOff(let part): "\(part) skipped"
        case .normsBefore: "layer norms before the parts"
        case .attentionTemperature(let temperature): "attention temperature \(temperature)"
        case .outputTemperature(let temperature): "output temperature \(temperature)"
        case .sentence(let text): "another sentence: \(text)"
        case .swap(let a, let b): "words \(a) and \(b) swapped"
        case .reorder(let order):
            "words in the order \(order.map(String.init).joined(separator: " "))"
        }
    }

    /// What is changed and how, in a sentence or two.
    public var explanation: String {
        switch self {
        case .set(_, let value):
            "These cells are set to \(value), whatever the model computes for them."
        case .scale(_, let factor): "These cells are multiplied by \(factor)."
        case .sight(_, isOpen: true):
            "The mask is 0 here: the query may look at the key, in every head."
        case .sight(_, isOpen: false):
            "The mask is minus infinity here: the query cannot look at the key, in any head."
        case .futureHidden:
            "The mask is minus infinity for every key behind the query: each word sees only itself and what stands before it."
        case .positionsOff:
            "The positional encoding is set to 0: attention alone cannot tell which word comes first."
        case .attentionScalingOff:
            "The scores go on without the division by sqrt(d_k): larger scores make the softmax sharper."
        case .embeddingScalingOff:
            "The embeddings go on without the factor sqrt(d_model): the positions then weigh more against the words."
        case .headOff: "The output of this head is set to 0; the other heads go on as before."
        case .residualOff:
            "What goes into a part is no longer added to what comes out: only the part's own output goes on."
        case .normOff:
            "The vectors go on as they are, without being moved to mean 0 and variance 1, and without the learned gain and shift."
        case .causalMaskOff:
            "The mask of the decoder is 0 everywhere: a position can see the words that it shall predict."
        case .partOff: "This part passes on what it gets, as if it were not there."
        case .normsBefore:
            "The norm comes before each part, inside the residual, and once more at the end of each stack; the weights were trained for the other order."
        case .attentionTemperature(let temperature):
            "The scores of every attention are divided by \(temperature) before the softmax: above 1 the weights become more even, below 1 sharper."
        case .outputTemperature(let temperature):
            "The logits are divided by \(temperature) before the softmax: the order of the words stays, how sure the model is changes."
        case .sentence: "The encoder reads this sentence."
        case .swap: "Two words of the sentence change places."
        case .reorder: "The encoder reads the same words in another order."
        }
    }
}
