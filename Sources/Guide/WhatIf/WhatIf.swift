import Tracing

/// One change that a learner can make to a run, and see what follows.
public enum WhatIf: Sendable, Hashable {
    // MARK: Values

    /// The chosen cells get this value.
    case set(Cells, to: Float)
    /// The chosen cells are multiplied.
    case scale(Cells, by: Float)
    /// Cells of a mask: these queries may or may not see these keys, in every head.
    case sight(Cells, isOpen: Bool)
    /// No query of this self-attention sees what stands behind it.
    case futureHidden(attention: String)

    // MARK: Parts that are switched off

    case positionsOff(Side)
    /// The scores are not divided by sqrt(d_k).
    case attentionScalingOff
    /// The embeddings are not multiplied by sqrt(d_model).
    case embeddingScalingOff
    case headOff(attention: String, head: Int)
    /// The residual connection of a part; nil stands for every part.
    case residualOff(part: String?)
    /// The layer norm of a part; nil stands for every layer norm.
    case normOff(part: String?)
    case causalMaskOff
    /// A part passes on what it gets.
    case partOff(String)

    // MARK: Another way to compute

    /// The layer norm before each part in the place of behind it, with the same weights.
    case normsBefore
    /// The scores are divided by this number before each softmax of an attention.
    case attentionTemperature(Float)
    /// The logits are divided by this number before the softmax.
    case outputTemperature(Float)

    // MARK: Another sentence

    case sentence(String)
    /// Two positions of the source change their words.
    case swap(Int, Int)
    /// The words in another order: for each position, the one whose word it gets. The end token has
    /// a position too.
    case reorder([Int])

    /// Cells of one event, with a name to show.
    public struct Cells: Sendable, Hashable {
        public let path: String
        /// One index an axis; nil stands for all positions.
        public let cells: [Int?]
        /// As a selector: `encoder.0.self_attention.mask[query=it, key=animal]`.
        public let name: String

        public init(_ selection: Selection) {
            path = selection.event.path
            cells = selection.cells
            name = selection.name
        }
    }

    /// Which words lose their positions.
    public enum Side: String, Sendable, Hashable, CaseIterable {
        case encoder
        case decoder
        case both

        var stacks: [String] {
            switch self {
            case .encoder, .decoder: [rawValue]
            case .both: ["encoder", "decoder"]
            }
        }
    }
}

extension WhatIf {
    /// The order that turns a sentence round and leaves the end token at the end.
    public static func reversed(positions: Int) -> WhatIf {
        reversed((0..<positions).map { $0 < positions - 1 })
    }

    /// The order that turns the words round; what a model puts around them stays in its place.
    public static func reversed(_ isWord: [Bool]) -> WhatIf {
        var words = isWord.indices.filter { isWord[$0] }
        return .reorder(isWord.indices.map { isWord[$0] ? words.removeLast() : $0 })
    }

    /// All switches that this computation has, for a menu: everything that needs no number and no
    /// text.
    public static func switches(of trace: Trace) -> [WhatIf] {
        let anatomy = Anatomy(of: trace)
        let heads = anatomy.attentions.flatMap { attention in
            (0..<attention.heads).map { headOff(attention: attention.path, head: $0) }
        }
        let wholes =
            Side.allCases.map(positionsOff)
            + [attentionScalingOff, embeddingScalingOff, causalMaskOff]
        // Models are built in many ways; what one lacks cannot be switched off.
        let paths = Set(trace.events.map(\.path))
        let acting = wholes.filter { $0.edits(in: trace).contains { paths.contains($0.path) } }
        return acting + [normsBefore] + heads
            + ([nil] + anatomy.sublayers).map(residualOff)
            + ([nil] + anatomy.sublayers).map(normOff)
            + anatomy.sublayers.map(partOff)
            + anatomy.attentions(in: "encoder", "self_attention").map {
                futureHidden(attention: $0.path)
            }
    }

    /// Whether this change takes the place of an earlier one: another value for the same thing.
    func replaces(_ other: WhatIf) -> Bool {
        switch (self, other) {
        case (.set(let a, _), .set(let b, _)), (.scale(let a, _), .scale(let b, _)),
            (.sight(let a, _), .sight(let b, _)):
            a == b
        case (.attentionTemperature, .attentionTemperature),
            (.outputTemperature, .outputTemperature):
            true
        // An order of words belongs to the sentence that it was made for.
        case (.sentence, .sentence), (.sentence, .swap), (.sentence, .reorder): true
        default: self == other && !isOrder
        }
    }

    /// Whether doing it twice is not the same as doing it once.
    private var isOrder: Bool {
        switch self {
        case .swap, .reorder: true
        default: false
        }
    }
}
