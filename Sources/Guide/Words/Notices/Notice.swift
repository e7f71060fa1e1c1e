/// One thing to see in the numbers of a step: a sentence that was made from them, never before.
public struct Notice: Sendable, Equatable {
    /// `"it" gives 0.93 of its attention to "animal" (head 0).`
    public let text: String
    /// The cells that the sentence speaks of, in the step's own event or in one that it reads.
    public let regions: [Region]

    init(_ text: String, _ regions: Region...) {
        self.text = text.prefix(1).uppercased() + text.dropFirst()
        self.regions = regions
    }
}

/// A block of cells of one event.
public struct Region: Sendable, Hashable {
    /// The id of the event.
    public let event: Int
    /// The positions on each axis, outermost first; nil stands for all of them.
    public let ranges: [Range<Int>?]

    public init(event: Int, ranges: [Range<Int>?]) {
        self.event = event
        self.ranges = ranges
    }

    /// One position or, with nil, all of them on each axis.
    init(_ event: Int, _ positions: Int?...) {
        self.init(event: event, ranges: positions.map { $0.map { $0..<$0 + 1 } })
    }

    /// Whether a cell of the event lies inside.
    public func contains(_ index: [Int]) -> Bool {
        index.count == ranges.count
            && zip(index, ranges).allSatisfy { $1?.contains($0) ?? true }
    }
}

/// Where the learner is: what was chosen, or nil for what the numbers themselves suggest.
public struct Place: Sendable, Hashable {
    public var head: Int?
    /// The row of the step's value: the word that looks, or the word that is worked on.
    public var row: Int?

    public init(head: Int? = nil, row: Int? = nil) {
        self.head = head
        self.row = row
    }
}

/// The few cells that a step is about.
public struct Focus: Sendable, Equatable {
    /// The position on the axis of heads, if the value has one.
    public let head: Int?
    /// The position on the axis of rows, if the value has one.
    public let row: Int?
    /// The most telling column of the row where single columns matter, as for scores and weights.
    public let column: Int?
    /// The cells to show brightly; empty if the whole value is meant.
    public let regions: [Region]
}
