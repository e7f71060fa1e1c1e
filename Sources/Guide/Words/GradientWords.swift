import Tracing

/// The words for a gradient, made from those of the value that it belongs to.
enum GradientWords {
    /// Nil if the event is no gradient.
    static func phrase(for event: Event, in trace: Trace) -> Phrase? {
        guard let path = GradientPath(event.path, in: trace) else { return nil }
        let sources = event.inputs.compactMap { GradientPath(trace.events[$0].path, in: trace) }
        return Phrase(
            title(of: path), "", what: what(path, isStart: sources.isEmpty, count: sources.count),
            why: why(path), formula: event.op.formula,
            symbols(of: event, in: trace))
    }

    private static func title(of path: GradientPath) -> String {
        let name = path.subject.map(name(of:)) ?? path.text
        guard path.reader == nil else { return "share of the gradient of the \(name)" }
        return path.isPart ? "step towards the gradient of the \(name)" : "gradient of the \(name)"
    }

    private static func what(_ path: GradientPath, isStart: Bool, count: Int) -> String {
        guard let subject = path.subject else { return "A step of the walk back from the loss." }
        if path.isPart {
            return "A number in between, on the way to the gradient of \(full(subject))."
        }
        if isStart {
            return "The loss changes exactly as much as itself: the walk back starts at 1."
        }
        let meaning = """
            For each number of \(full(subject)): by how much the loss would change for each unit that \
            this number rises, as long as the step is small.
            """
        if let reader = path.reader {
            return meaning + " This share of it comes by way of \(full(reader)) alone."
        }
        return meaning
            + (count > 1 ? " It is the sum of \(count) shares, one for each way to the loss." : "")
    }

    private static func why(_ path: GradientPath) -> String {
        guard let subject = path.subject, !path.isPart else {
            return "The chain rule takes it apart into steps that are simple enough to follow."
        }
        if path.reader != nil {
            return "Several steps read the same value. Each answers for its own part of the loss."
        }
        if subject.op is Parameter {
            return """
                Training moves each of these numbers a little against its gradient, so that the loss \
                falls. That is all that learning is here.
                """
        }
        return """
            It says who is to blame for the loss, and how much. From here the blame is passed back to \
            what this value was made of.
            """
    }

    /// What the letters of the op's formula are in this place: each of the inputs by its name.
    private static func symbols(of event: Event, in trace: Trace) -> [Symbol] {
        let formula = event.op.formula
        let inputs = event.inputs.map { trace.events[$0] }
        let gradient = inputs.first { Pass(of: $0.path) == .backward }
        let other = inputs.first { Pass(of: $0.path) != .backward }
        let isResultY = formula.hasPrefix("y")
        let letters: [(letter: String, input: Event?)] = [
            ("a", inputs.first), ("b", inputs.dropFirst().first), ("g", gradient),
            ("x", uses("g", in: formula) ? other : inputs.first), ("y", isResultY ? nil : other),
        ]
        return letters.compactMap { letter, input in
            guard let input, uses(letter, in: formula) else { return nil }
            let path = GradientPath(input.path, in: trace)
            return Symbol(letter, path.map { "the " + title(of: $0) } ?? full(input))
        }
    }

    /// Whether a letter stands alone in a formula.
    private static func uses(_ letter: String, in formula: String) -> Bool {
        formula.split { !$0.isLetter }.contains { $0 == letter }
    }

    /// `the scores of the self-attention of encoder layer 0`.
    private static func full(_ event: Event) -> String {
        let name = "the " + name(of: event)
        let block = BlockWords.name(of: Outline.block(of: event.path))
        return block == name ? name : "\(name) of \(block)"
    }

    private static func name(of event: Event) -> String {
        Phrase.forPath(event.path)?.name ?? OpWords.phrase(for: event.op).name
    }
}

/// What the path of a gradient says: `gradient.<path>`, `gradient.<path>.via.<reader>`.
private struct GradientPath {
    /// The path without `gradient.`.
    let text: String
    /// The event that it is the gradient of; nil if the trace has none of that path.
    let subject: Event?
    /// The event that read the subject, where this is one share of several.
    let reader: Event?
    /// Whether it is only a step on the way to the gradient.
    let isPart: Bool

    /// Nil if the path is no gradient's.
    init?(_ path: String, in trace: Trace) {
        guard Pass(of: path) == .backward else { return nil }
        text = Pass.forwardPath(of: path)
        let ends = text.split(separator: ".via.", maxSplits: 1)
        let (found, rest) = GradientPath.event(String(ends[0]), in: trace)
        subject = found
        guard ends.count > 1 else {
            reader = nil
            isPart = !rest.isEmpty
            return
        }
        // A number behind the reader says that it read the subject more than once.
        let (other, behind) = GradientPath.event(String(ends[1]), in: trace)
        reader = other
        isPart = behind.contains { Int($0) == nil }
    }

    /// The event of the longest beginning of the path that has one, and what is left of the path.
    private static func event(_ path: String, in trace: Trace) -> (Event?, rest: [Substring]) {
        var parts = path.split(separator: ".")
        var rest: [Substring] = []
        while !parts.isEmpty {
            let path = parts.joined(separator: ".")
            if let event = trace.events.first(where: { $0.path == path }) { return (event, rest) }
            rest.insert(parts.removeLast(), at: 0)
        }
        return (nil, rest)
    }
}
