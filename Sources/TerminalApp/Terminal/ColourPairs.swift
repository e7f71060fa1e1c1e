import CNcurses
import Drawing

/// The pairs of colours that ncurses has been told of: it knows a foreground and a background only
/// by the number of their pair.
struct ColourPairs {
    private struct Pair: Hashable {
        let foreground: Int32
        let background: Int32
    }

    private var numbers: [Pair: Int32] = [:]
    private let count: Int32

    /// The terminal's own colour; also the number of the pair of both.
    private static let own: Int32 = -1

    /// - Parameter count: how many pairs there may be, the terminal's own included.
    init(count: Int) { self.count = Int32(clamping: count) }

    /// The number of the pair that a cell needs; nil where there is no more room, and all cells have
    /// to be drawn anew after `forgetAll`.
    mutating func number(for look: TerminalLook) -> Int32? {
        let pair = Pair(
            foreground: look.foreground.map(\.number) ?? Self.own,
            background: look.background.map(\.number) ?? Self.own)
        if pair.foreground == Self.own && pair.background == Self.own { return 0 }
        if let number = numbers[pair] { return number }
        let number = Int32(numbers.count) + 1
        guard number < count else { return nil }
        heed_define_pair(number, pair.foreground, pair.background)
        numbers[pair] = number
        return number
    }

    mutating func forgetAll() { numbers.removeAll(keepingCapacity: true) }
}

extension TerminalColour {
    /// As ncurses names it: an index, or red, green and blue as one number where the terminal's
    /// description is that of `DirectColour`.
    fileprivate var number: Int32 {
        switch self {
        case .index(let index): Int32(index)
        case .rgb(let colour):
            Int32(colour.red) << 16 | Int32(colour.green) << 8 | Int32(colour.blue)
        }
    }
}
