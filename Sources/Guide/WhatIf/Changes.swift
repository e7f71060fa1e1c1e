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

    /// A computation with the changes that are edits of its values.
    ///
    /// - Throws: `WhatIfError` for one that cannot be made there.
    public func replaying(_ trace: Trace) throws -> Replay { trace.replaying(try edits(in: trace)) }

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

extension [WordTokenizer.Token] {
    fileprivate func swapping(_ a: Int, _ b: Int) throws -> Self {
        for position in [a, b] where !indices.contains(position) {
            throw WhatIfError.noPosition(position, positions: count)
        }
        var swapped = self
        swapped.swapAt(a, b)
        return swapped
    }
}
