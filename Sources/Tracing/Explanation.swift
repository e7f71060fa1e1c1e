import Tensors

/// One cell of a trace.
public struct Cell: Sendable, Hashable {
    /// The id of the event.
    public let event: Int
    public let index: [Int]

    public init(event: Int, index: [Int]) {
        self.event = event
        self.index = index
    }
}

/// Where a number comes from: a tree of arithmetic down to tokens and weights.
public struct Explanation: Sendable {
    /// A part of the arithmetic.
    public struct Term: Sendable {
        /// The numbers that act together, multiplied with each other where there are several.
        public let factors: [Explanation]
        public let contribution: Float
        public let role: Derivation.Role
        public let part: Float?
    }

    public let cell: Cell
    /// The cell as a selector.
    public let name: String
    public let value: Float
    public let op: String
    public let formula: String
    public let note: String?
    /// The largest first; empty at the end of the tree, and for what starts a computation.
    public let terms: [Term]
    /// The terms that are left out: how many, what they add together, and, in a softmax, the sum of
    /// their exponentials.
    public let rest: Rest

    public struct Rest: Sendable {
        public let count: Int
        public let contribution: Float
        public let part: Float?
    }
    /// What all the terms give when the op combines them: the same bits as the value.
    public let combined: Float
}

extension Trace {
    /// Explains one cell.
    ///
    /// - Parameters:
    ///   - depth: how many operations deep; 0 gives the cell alone.
    ///   - most: how many terms of each operation are kept.
    ///   - limit: how many terms the whole tree may have; what would be deeper is left out.
    public func explain(
        _ cell: Cell, depth: Int, most: Int, limit: Double = .infinity
    ) -> Explanation {
        let event = events[cell.event]
        let inputs = event.inputs.map { value(of: $0) }
        let derivation = event.op.derive(cell.index, from: inputs)
        let isOpen = depth > 0 && limit >= 1
        // What divides or chooses adds nothing, and without it the rest is not understood.
        let sorted = derivation.terms.sorted { $0.weight > $1.weight }
        let silent = sorted.filter { $0.role.isSilent }
        let adding = sorted.filter { !$0.role.isSilent }
        let kept = isOpen ? adding.prefix(most) + silent.prefix(most) : []
        let left = isOpen ? adding.dropFirst(most) + silent.dropFirst(most) : []
        let share = limit / Double(max(kept.reduce(0) { $0 + $1.factors.count }, 1)) - 1
        let parts = left.compactMap(\.part)
        return Explanation(
            cell: cell, name: Selection(event: event, cells: cell.index).name,
            value: value(of: cell.event)[cell.index], op: event.op.name, formula: event.op.formula,
            note: derivation.note,
            terms: kept.map { term in
                Explanation.Term(
                    factors: term.factors.map {
                        explain(
                            Cell(event: event.inputs[$0.input], index: $0.cell), depth: depth - 1,
                            most: most, limit: share)
                    }, contribution: term.contribution, role: term.role, part: term.part)
            },
            rest: Explanation.Rest(
                count: left.count, contribution: left.reduce(0) { $0 + $1.contribution },
                part: parts.isEmpty ? nil : parts.reduce(0, +)),
            combined: derivation.combined)
    }
}

extension Derivation.Term {
    /// What a reader looks for first: what the value is made of, then what chose it.
    fileprivate var weight: Float {
        switch role {
        case .numerator: .infinity
        case .denominator: part ?? 0
        case .divisor, .centre, .index: -1
        case .addend: contribution.isNaN ? .infinity : contribution.magnitude
        }
    }
}

extension Derivation.Role {
    /// Whether a term of this role adds nothing itself.
    fileprivate var isSilent: Bool {
        switch self {
        case .addend, .numerator, .denominator: false
        case .divisor, .centre, .index: true
        }
    }
}
