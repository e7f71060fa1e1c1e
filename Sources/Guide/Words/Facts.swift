import Tracing

/// What a trace knows about the names in braces of a phrase.
struct Facts {
    private let trace: Trace
    private let path: String
    private let event: Event?

    /// The facts of one event.
    init(of event: Event, in trace: Trace) {
        self.trace = trace
        self.event = event
        path = event.path
    }

    /// The facts of a block.
    init(ofBlock path: String, in trace: Trace) {
        self.trace = trace
        self.path = path
        event = nil
    }

    /// A text with a fact in the place of each name in braces; nil if one is not known here.
    func filled(_ text: String) -> String? {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            guard let fact = value(of: String(rest[rest.index(after: open)..<close])) else {
                return nil
            }
            filled += rest[..<open] + fact
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    private func value(of name: String) -> String? {
        if name.hasPrefix("bias:") { return hasBias ? String(name.dropFirst(5)) : "" }
        switch name {
        case "d_model": return size(ofLastAxisOf: modelWidth).map(String.init)
        case "sqrt_d_model": return size(ofLastAxisOf: modelWidth).map(root(of:))
        case "d_k": return size(ofLastAxisOf: sibling("query.heads")).map(String.init)
        case "sqrt_d_k": return size(ofLastAxisOf: sibling("query.heads")).map(root(of:))
        case "last_feature_of_head":
            return size(ofLastAxisOf: sibling("query.heads")).map { String($0 - 1) }
        case "d_ff": return size(ofLastAxisOf: sibling("first_linear")).map(String.init)
        case "heads": return heads.map(String.init)
        case "last_head": return heads.map { String($0 - 1) }
        case "width":
            return size(ofLastAxisOf: event?.inputs.first.map { trace.events[$0] })
                .map(String.init)
        case "layer": return Address(path).layer.map(String.init)
        case "block": return BlockWords.name(of: Outline.block(of: path), in: trace)
        case "origin": return origin
        default: return size(ofAxis: name).map(String.init)
        }
    }

    /// Whether a learned vector is added to the product.
    private var hasBias: Bool {
        guard let event, event.op.unedited is MatrixProduct else { return false }
        return event.inputs.count > 2
    }

    // MARK: - Sizes

    private var modelWidth: Event? {
        trace.events.first { $0.path.hasSuffix("embedding.lookup") }
            ?? sibling("query") ?? sibling("second_linear")
    }

    private var heads: Int? {
        sibling("query.heads")?.axes.first { $0.name == "head" }?.size
    }

    /// Another event of the same block.
    private func sibling(_ name: String) -> Event? {
        let path = Outline.block(of: path) + "." + name
        return trace.events.first { $0.path == path }
    }

    /// Of the event itself or of what it reads.
    private func size(ofAxis name: String) -> Int? {
        guard let event else { return nil }
        let axes = ([event] + event.inputs.map { trace.events[$0] }).flatMap { $0.axes.reversed() }
        return axes.first { $0.name == name }?.size
    }

    private func size(ofLastAxisOf event: Event?) -> Int? { event?.axes.last?.size }

    private func root(of size: Int) -> String { Double(size).squareRoot().plain }

    // MARK: - Where the input comes from

    /// The part of the model that made the first input, as seen from here.
    private var origin: String? {
        guard let input = event?.inputs.first else { return nil }
        let own = Address(path)
        let other = Address(trace.events[input].path)
        let part =
            "the "
            + other.part.replacing("_attention", with: "-attention").replacing("_", with: " ")
        guard let layer = other.layer else { return part }
        if own.layer == nil || own.stack != other.stack {
            return "the last layer of the \(other.stack)"
        }
        return part + (layer == own.layer ? " of this layer" : " of layer \(layer)")
    }

    /// What the path of an event says about where it is: `encoder`, 0, `self_attention`.
    private struct Address {
        let stack: String
        let layer: Int?
        let part: String

        init(_ path: String) {
            let parts = Outline.block(of: Pass.forwardPath(of: path)).split(separator: ".").map(
                String.init)
            stack = parts.first ?? path
            layer = parts.lazy.compactMap { Int($0) }.first
            part = parts.last ?? path
        }
    }
}
