import Drawing
import TerminalApp

/// A small program that shows what reached it: the size, the last input, a heatmap under a cursor.
///
/// What tests and benchmarks ask of a terminal can be asked of it without a walkthrough.
struct Sample: Program {
    enum Message { case done(Int) }

    let mailbox: Mailbox<Message>
    private(set) var isFinished = false
    private(set) var pace: Duration?
    private var inputs = 0
    private var last = "nothing"
    private var ticks = 0
    private var views = ViewCount()
    private var seed: UInt64 = 1
    private var cursor = (column: 0, row: 0)

    init(mailbox: Mailbox<Message>) { self.mailbox = mailbox }

    mutating func update(_ happening: Happening<Message>) {
        switch happening {
        case .input(let input):
            last = "\(input)"
            // The size comes at the beginning, too.
            if case .resized = input { return }
            inputs += 1
            if case .key(let key) = input { press(key) }
        case .message(.done(let number)): last = "message \(number)"
        case .tick: ticks += 1
        }
    }

    private mutating func press(_ key: Key) {
        switch key {
        case .left: cursor.column = max(cursor.column - 1, 0)
        case .right: cursor.column = min(cursor.column + 1, Self.side - 1)
        case .up: cursor.row = max(cursor.row - 1, 0)
        case .down: cursor.row = min(cursor.row + 1, Self.side / 2 - 1)
        case .character("q"): isFinished = true
        case .character("n"): seed += 1
        case .character("t"): pace = pace == nil ? .milliseconds(20) : nil
        case .character("m"): Work.send(3, to: mailbox)
        case .character(let letter): Ending(rawValue: letter)?.happen()
        default: break
        }
    }
}

// MARK: - The screen

extension Sample {
    private static let side = 64

    func view(_ place: Place) -> Surface {
        views.add()
        var surface = Surface(width: place.width, height: place.height)
        let lines = [
            "\(place.width)x\(place.height) \(place.depth) é → ─ ▒",
            "last: \(last)", "inputs: \(inputs), ticks: \(ticks), views: \(views.count)",
        ]
        for (row, line) in lines.enumerated() {
            surface.put(line, column: 0, row: row, style: row == 0 ? .bold : .plain)
        }
        draw(heatmapOn: &surface, top: lines.count, halves: place.depth.hasHalves)
        return surface
    }

    /// Two rows in a cell where the colours allow it.
    private func draw(heatmapOn surface: inout Surface, top: Int, halves: Bool) {
        for row in 0..<Self.side / 2 {
            for column in 0..<Self.side {
                var style = Style(background: tone(column, 2 * row + 1))
                if halves { style.foreground = tone(column, 2 * row) }
                style.isReversed = (column, row) == cursor
                surface.put(halves ? "▀" : " ", column: column, row: top + row, style: style)
            }
        }
    }

    /// Values without order, other ones for each seed.
    private func tone(_ column: Int, _ row: Int) -> Tone {
        var mixed = (UInt64(row * Self.side + column) &+ seed << 20) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return Tone(.viridis, Double((mixed ^ (mixed >> 31)) >> 40) / Double(1 << 24))
    }
}

/// How often the screen was asked for.
private final class ViewCount {
    private(set) var count = 0
    func add() { count += 1 }
}
