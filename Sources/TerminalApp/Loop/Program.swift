import Drawing

/// What runs in the terminal: a state that changes in one place and a view of it.
///
/// A program knows nothing of the terminal, so that whole runs can be tested without one: inputs
/// go in, surfaces come out.
public protocol Program {
    /// What work that runs beside the loop has to say; `Never` where there is none.
    associatedtype Message: Sendable

    /// Tells what is drawn on, before the first input and whenever its size changes: for programs
    /// whose state depends on how a view is laid out.
    mutating func fit(_ place: Place)

    /// The one place where the state changes.
    mutating func update(_ happening: Happening<Message>)

    /// The whole screen. The same state always gives the same surface.
    func view(_ place: Place) -> Surface

    /// Whether the loop shall end.
    var isFinished: Bool { get }

    /// After how long without input `.tick` shall come; nil where time changes nothing, so that an
    /// idle program costs nothing.
    var pace: Duration? { get }
}

extension Program {
    public mutating func fit(_ place: Place) {}
}

/// What can happen to a program.
public enum Happening<Message: Sendable>: Sendable {
    case input(Input)
    case message(Message)
    case tick
}

/// Where a view is drawn.
public struct Place: Sendable, Hashable {
    public let width: Int
    public let height: Int
    public let depth: ColourDepth
    /// Whether a cell can show blocks of a part of it; only plain characters else.
    public let hasBlocks: Bool

    public init(width: Int, height: Int, depth: ColourDepth, hasBlocks: Bool = true) {
        self.width = width
        self.height = height
        self.depth = depth
        self.hasBlocks = hasBlocks
    }

    /// The same terminal in another size.
    func resized(columns: Int, rows: Int) -> Place {
        Place(width: columns, height: rows, depth: depth, hasBlocks: hasBlocks)
    }
}
