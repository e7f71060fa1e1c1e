import Tracing

/// What is said about a block of the model: what it is for, in two to four sentences.
public struct BlockWords: Sendable, Equatable {
    /// `The self-attention of encoder layer 0`.
    public let title: String
    public let text: String

    /// - Parameter path: of a block of the trace's `Outline`; for a block of a model that has no
    ///   words here, the path is the title and the text says how many steps it has.
    public init(_ path: String, in trace: Trace) {
        let facts = Facts(ofBlock: path, in: trace)
        let known = BlockWords.entry(for: path, in: trace)
        let name = known.flatMap { facts.filled($0.name) }
        guard let known, let name, let text = facts.filled(known.text) else {
            let steps = trace.events.count {
                Outline.block(of: $0.path) == path && !($0.op is Parameter)
            }
            title = path
            text = "A part of the model with \(steps) steps. Open it to see them one by one."
            return
        }
        title = name.prefix(1).uppercased() + name.dropFirst()
        self.text = text
    }

    /// What a block is called inside a sentence: `the self-attention of encoder layer 0`; its path
    /// where it has no name.
    static func name(of path: String, in trace: Trace? = nil) -> String {
        guard let entry = entry(for: path, in: trace) else { return path }
        let layer = path.split(separator: ".").first { Int($0) != nil } ?? ""
        return entry.name.replacing("{layer}", with: layer)
    }

    /// The words of the part in its pass.
    private static func entry(for path: String, in trace: Trace?) -> BlockTexts.Text? {
        guard let part = forwardEntry(for: Pass.forwardPath(of: path), in: trace) else {
            return nil
        }
        guard let pass = BlockTexts.passes[Pass(of: path)] else { return part }
        return BlockTexts.Text(
            name: pass.name.replacing("{part}", with: part.name), text: pass.text)
    }

    /// The words of the path without the layer's number, or of the longest beginning that has some.
    private static func forwardEntry(for path: String, in trace: Trace?) -> BlockTexts.Text? {
        let isOfWrittenText = WrittenTextWords.apply(to: trace)
        let own =
            OneStackWords.apply(to: trace)
            ? OneStackWords.blocks : isOfWrittenText ? WrittenTextWords.blocks : [:]
        var parts = path.split(separator: ".").filter { Int($0) == nil }
        while !parts.isEmpty {
            let name = parts.joined(separator: ".")
            if let text = own[name] ?? BlockTexts.texts[name] {
                guard isOfWrittenText else { return text }
                return BlockTexts.Text(
                    name: WrittenTextWords.adapt(text.name), text: WrittenTextWords.adapt(text.text)
                )
            }
            parts.removeLast()
        }
        return nil
    }
}
