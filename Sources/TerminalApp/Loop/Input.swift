/// Something that a person did at the terminal.
public enum Input: Sendable, Hashable {
    case key(Key)
    case mouse(Mouse)
    case resized(columns: Int, rows: Int)
}

/// A key, or a combination that a terminal reports as one.
public enum Key: Sendable, Hashable {
    /// A key that writes something, the space bar included.
    case character(Character)
    /// Ctrl with a lower-case letter. Ctrl-C and Ctrl-Z never arrive: the one ends the program, the
    /// other suspends it.
    case control(Character)
    case enter, escape, tab, backTab, backspace, delete
    case up, down, left, right, pageUp, pageDown, home, end
    /// F1 is 1.
    case function(Int)
}

/// What was done with the mouse, and in which cell of the screen, counted from 0.
public struct Mouse: Sendable, Hashable {
    public enum Action: Sendable, Hashable {
        case press, wheelUp, wheelDown
    }

    public let action: Action
    public let column: Int
    public let row: Int

    public init(_ action: Action, column: Int, row: Int) {
        self.action = action
        self.column = column
        self.row = row
    }
}
