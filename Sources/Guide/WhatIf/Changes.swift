import Checkpoints
import Decoding
import Models
import Tokenizers
import Tracing

/// The changes that are made to a run, in the order in which they are made.
public struct Changes: Sendable, Equatable {
    public private(set) var list: [WhatIf] = []

    public init(_ list: [WhatIf] = []) {
        for change in list { add(change) }
    }

    public var isEmpty: Bool { list.isEmpty }

    public func contains(_ change: WhatIf) -> Bool { list.contains(change) }

    /// Adds a change; one that gave the same thing another value goes.
    public mutating func add(_ change: WhatIf) {
        list.removeAll { change.replaces($0) }
        list.append(change)
    }

    /// Takes one change back.
    public mutating func remove(at index: Int) { list.remove(at: index) }

    /// Takes the change back if it was made, else makes it.
    public mutating func toggle(_ change: WhatIf) {
        if let index = list.firstIndex(of: change) {
            remove(at: index)
        } else {
            add(change)
        }
    }

    /// Takes all changes back.
    public mutating func reset() { list = [] }

    /// The changes that set or pass by the value of an event.
    public func changing(_ event: Event, in trace: Trace) -> [WhatIf] {
        guard event.op is Edited else { return [] }
        return list.filter { change in
            change.edits(in: trace).contains { $0.path == event.path }
        }
    }
}

extension Changes {
    var norms: NormPlacement { contains(.normsBefore) ? .before : .after }

    /// The sentence after the changes to it.
    ///
    /// - Throws: `SentenceError`, `WhatIfError`.
    func tokens(
        from original: [WordTokenizer.Token], model: TranslationModel
    ) throws -> [WordTokenizer.Token] {
        try list.reduce(original) { tokens, change in
            switch change {
            case .sentence(let text): return try model.tokens(of: text)
            case .swap(let a, let b): return try tokens.swapping(a, b)
            case .reorder(let order):
                guard order.sorted() == Array(tokens.indices) else {
                    throw WhatIfError.badOrder(positions: tokens.count)
                }
                return order.map { tokens[$0] }
            default: return tokens
            }
        }
    }

    /// A computation with the changes that are edits of its values, another order of its words
    /// included.
    ///
    /// - Throws: `WhatIfError` for one that cannot be made there.
    public func replaying(_ trace: Trace) throws -> Replay {
        trace.replaying(try reordering(of: trace) + edits(in: trace))
    }

    /// The sentence that is read in the place of the first one; nil where it stays.
    public var sentence: String? {
        list.lazy.compactMap { if case .sentence(let text) = $0 { text } else { nil } }.first
    }

    /// The tokens in another order, as an edit of their ids.
    private func reordering(of trace: Trace) throws -> [Edit] {
        guard let ids = trace["source.ids"], let labels = ids.axes.last?.labels else { return [] }
        let original = Array(labels.indices)
        let order = try list.reduce(original) { order, change in
            switch change {
            case .swap(let a, let b): return try order.swapping(a, b)
            case .reorder(let next):
                guard next.sorted() == original else {
                    throw WhatIfError.badOrder(positions: original.count)
                }
                return next.map { order[$0] }
            default: return order
            }
        }
        guard order != original else { return [] }
        let change = Edit.Change.tokens(
            ids: order.map { Int(ids.value[$0]) }, labels: order.map { labels[$0] })
        return [Edit("source.ids", change)]
    }

    /// The edits of values, after a check that they can be made.
    ///
    /// - Throws: `WhatIfError`.
    func edits(in trace: Trace) throws -> [Edit] {
        try list.flatMap { change in
            try change.check(in: trace)
            return change.edits(in: trace)
        }
    }
}

extension Array {
    fileprivate func swapping(_ a: Int, _ b: Int) throws -> Self {
        for position in [a, b] where !indices.contains(position) {
            throw WhatIfError.noPosition(position, positions: count)
        }
        var swapped = self
        swapped.swapAt(a, b)
        return swapped
    }
}
