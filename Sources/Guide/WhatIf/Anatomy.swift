import Tracing

/// The parts of a transformer that changes and lenses act on, found in a trace by their paths.
public struct Anatomy: Sendable {
    /// A part that attends: `encoder.0.self_attention`.
    public struct Attention: Sendable, Hashable {
        public let path: String
        public let heads: Int
    }

    /// In the order of the computation.
    public let attentions: [Attention]
    /// The parts with a residual around them: attention and feed forward, in order.
    public let sublayers: [String]

    public init(of trace: Trace) {
        var attentions: [Attention] = []
        var sublayers: [String] = []
        for event in trace.events where Pass(of: event.path) == .forward {
            if let path = event.path.dropping(suffix: ".weights"),
                event.axes.map(\.name) == ["head", "query", "key"]
            {
                attentions.append(Attention(path: path, heads: event.shape[0]))
            } else if let path = event.path.dropping(suffix: ".residual") {
                sublayers.append(path)
            }
        }
        self.attentions = attentions
        self.sublayers = sublayers
    }

    /// The attentions of one kind: those of `encoder` that are `self_attention`.
    func attentions(in stack: String, _ kind: String) -> [Attention] {
        attentions.filter { $0.path.hasPrefix(stack + ".") && $0.path.hasSuffix("." + kind) }
    }
}

extension String {
    /// What stands before the suffix; nil if it does not end so.
    func dropping(suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
