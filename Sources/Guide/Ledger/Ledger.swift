import Tracing

/// What every step of a computation takes: numbers, memory, parameters and arithmetic.
public struct Ledger: Sendable {
    /// What one event takes.
    public struct Entry: Sendable, Equatable {
        /// The id of the event.
        public let event: Int
        public let path: String
        public let shape: [Int]
        /// The numbers of its value.
        public let values: Int
        /// The memory of its value: 4 for each number, 0 where it only looks at its input's.
        public let bytes: Int
        /// The ids of the parameters that it reads.
        public let parameters: [Int]
        /// How many numbers these hold.
        public let parameterCount: Int
        public let cost: Cost
    }

    /// What several steps take together.
    public struct Total: Sendable, Equatable {
        /// Events without the parameters.
        public fileprivate(set) var steps = 0
        /// The numbers of the steps' values.
        public fileprivate(set) var values = 0
        /// The memory of the steps' values, without that of the parameters.
        public fileprivate(set) var bytes = 0
        /// Learned numbers, each counted where it is read first: what the logits share with the
        /// target embedding counts there.
        public fileprivate(set) var parameterCount = 0
        public fileprivate(set) var multiplyAdds = 0
        public fileprivate(set) var otherOperations = 0

        /// The memory of the parameters.
        public var parameterBytes: Int { parameterCount * Ledger.bytesPerNumber }
    }

    /// A block of the outline with its total.
    public struct Block: Sendable, Equatable {
        public let path: String
        public let total: Total
        /// The same from the sizes of the model alone, where there is a formula for it.
        public let formulas: ClosedFormulas?
    }

    /// Every value is a 32-bit float.
    public static let bytesPerNumber = 4

    /// One for each event, at the index of its id.
    public let entries: [Entry]
    /// In the order of the outline.
    public let blocks: [Block]
    public let whole: Total

    public init(of trace: Trace) {
        let entries = trace.events.map { Entry($0, in: trace) }
        let outline = Outline(of: trace)
        var totals = [Total](repeating: Total(), count: outline.blocks.count)
        var whole = Total()
        for (event, entry) in zip(trace.events, entries) {
            let isParameter = event.op is Parameter
            totals[outline.block(of: event.id)].add(entry, isParameter: isParameter)
            whole.add(entry, isParameter: isParameter)
        }
        self.entries = entries
        self.whole = whole
        blocks = zip(outline.blocks, totals).map {
            Block(path: $0.path, total: $1, formulas: ClosedFormulas(of: $0.path, in: trace))
        }
    }
}

extension Ledger.Entry {
    fileprivate init(_ event: Event, in trace: Trace) {
        let parameters = event.inputs.filter { trace.events[$0].op is Parameter }
        let values = event.shape.reduce(1, *)
        self.init(
            event: event.id, path: event.path, shape: event.shape, values: values,
            bytes: event.op is SplitHeads ? 0 : values * Ledger.bytesPerNumber,
            parameters: parameters,
            parameterCount: parameters.reduce(0) {
                $0 + trace.events[$1].shape.reduce(1, *)
            },
            cost: Cost(of: event, in: trace))
    }
}

extension Ledger.Total {
    fileprivate mutating func add(_ entry: Ledger.Entry, isParameter: Bool) {
        guard !isParameter else {
            parameterCount += entry.values
            return
        }
        steps += 1
        values += entry.values
        bytes += entry.bytes
        multiplyAdds += entry.cost.multiplyAdds
        otherOperations += entry.cost.otherOperations
    }
}
