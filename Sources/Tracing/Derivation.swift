/// Where one cell came from: the numbers that were read and how they were combined.
public struct Derivation: Sendable {
    /// One number that was read.
    public struct Factor: Sendable, Equatable {
        /// Which input of the event, from 0.
        public let input: Int
        /// The cell of that input.
        public let cell: [Int]
        public let value: Float

        public init(_ input: Int, _ cell: [Int], _ value: Float) {
            self.input = input
            self.cell = cell
            self.value = value
        }
    }

    /// What a term does in the formula.
    public enum Role: String, Sendable {
        /// It is added: the contributions sum up to the value.
        case addend
        /// It stands above the fraction of a softmax; `part` is its exponential.
        case numerator
        /// It stands below the fraction of a softmax; `part` is its exponential.
        case denominator
        /// It divides the others, as the variance in a normalisation.
        case divisor
        /// The others are distances from it, as from the mean in a variance.
        case centre
        /// It chooses what is read, as a token id does.
        case index
    }

    /// One or more numbers that act together.
    public struct Term: Sendable {
        /// The numbers, multiplied with each other where there are several.
        public let factors: [Factor]
        /// What the term adds to the value; 0 for a term that acts in another way.
        public let contribution: Float
        public let role: Role
        /// The term's exponential, in a softmax.
        public let part: Float?

        public init(
            _ factors: [Factor], contribution: Float, role: Role = .addend, part: Float? = nil
        ) {
            self.factors = factors
            self.contribution = contribution
            self.role = role
            self.part = part
        }
    }

    public let terms: [Term]
    /// The value that the terms give, computed from them one number at a time, in the order and
    /// with the roundings of the op: the same bits as the cell.
    public let combined: Float
    /// The arithmetic in words and numbers, where the terms alone do not say it.
    public let note: String?

    public init(terms: [Term], combined: Float, note: String? = nil) {
        self.terms = terms
        self.combined = combined
        self.note = note
    }
}

extension Derivation {
    /// A cell that is one number of an input, unchanged.
    static func copy(
        _ factor: Factor, also terms: [Term] = [], note: String? = nil
    ) -> Derivation {
        Derivation(
            terms: [Term([factor], contribution: factor.value)] + terms, combined: factor.value,
            note: note)
    }

    /// A cell that is a sum of single numbers, added in order.
    static func sum(_ factors: [Factor], startingAtZero: Bool = false) -> Derivation {
        var sum: Float = startingAtZero ? 0 : (factors.first?.value ?? 0)
        for factor in startingAtZero ? factors[...] : factors.dropFirst() { sum += factor.value }
        return Derivation(
            terms: factors.map { Term([$0], contribution: $0.value) }, combined: sum)
    }
}
