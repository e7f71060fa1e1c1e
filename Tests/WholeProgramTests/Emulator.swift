import CVTerm

/// What a person would see of the bytes that a program writes: libvterm, the emulator of several
/// editors.
final class Emulator {
    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private let state = State()
    private(set) var columns: Int
    private(set) var rows: Int

    /// What programs switch on and off.
    private final class State {
        var isAlternate = false
        var showsCursor = true
    }

    /// One place of the screen.
    struct Cell: Equatable {
        let text: String
        let isBold: Bool
        let isReversed: Bool
        let isUnderlined: Bool
        let foreground: Colour
        let background: Colour
    }

    enum Colour: Equatable {
        case own
        case index(UInt8)
        case rgb(UInt8, UInt8, UInt8)
    }

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        terminal = vterm_new(Int32(rows), Int32(columns))
        screen = vterm_obtain_screen(terminal)
        vterm_set_utf8(terminal, 1)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_set_callbacks(
            screen, &Self.callbacks, Unmanaged.passUnretained(state).toOpaque())
        vterm_screen_reset(screen, 1)
    }

    deinit { vterm_free(terminal) }

    func feed(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes {
            _ = vterm_input_write(
                terminal, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        vterm_screen_flush_damage(screen)
    }

    func resize(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        vterm_set_size(terminal, Int32(rows), Int32(columns))
    }

    var isAlternate: Bool { state.isAlternate }
    var showsCursor: Bool { state.showsCursor }

    nonisolated(unsafe) private static var callbacks: VTermScreenCallbacks = {
        var callbacks = VTermScreenCallbacks()
        callbacks.settermprop = { property, value, state in
            guard let state, let value else { return 0 }
            let noted = Unmanaged<State>.fromOpaque(state).takeUnretainedValue()
            switch property {
            case VTERM_PROP_ALTSCREEN: noted.isAlternate = value.pointee.boolean != 0
            case VTERM_PROP_CURSORVISIBLE: noted.showsCursor = value.pointee.boolean != 0
            default: break
            }
            return 1
        }
        return callbacks
    }()
}

// MARK: - The screen

extension Emulator {
    subscript(column: Int, row: Int) -> Cell {
        var cell = VTermScreenCell()
        vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
        return Cell(
            text: Self.text(of: cell), isBold: cell.attrs.bold != 0,
            isReversed: cell.attrs.reverse != 0, isUnderlined: cell.attrs.underline != 0,
            foreground: Self.colour(cell.fg, ownFlag: VTERM_COLOR_DEFAULT_FG),
            background: Self.colour(cell.bg, ownFlag: VTERM_COLOR_DEFAULT_BG))
    }

    /// All rows, without the blanks at their ends.
    var lines: [String] {
        (0..<rows).map { row in
            var line = (0..<columns).map { self[$0, row].text }.joined()
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    var text: String { lines.joined(separator: "\n") }

    private static func text(of cell: VTermScreenCell) -> String {
        let scalars = withUnsafeBytes(of: cell.chars) { Array($0.bindMemory(to: UInt32.self)) }
        // The second half of a wide character.
        if scalars[0] == UInt32.max { return "" }
        if scalars[0] == 0 { return " " }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.prefix { $0 != 0 }.compactMap(Unicode.Scalar.init))
        return String(text)
    }

    private static func colour(_ colour: VTermColor, ownFlag: VTermColorType) -> Colour {
        if UInt32(colour.type) & ownFlag.rawValue != 0 { return .own }
        if UInt32(colour.type) & VTERM_COLOR_TYPE_MASK.rawValue == VTERM_COLOR_INDEXED.rawValue {
            return .index(colour.indexed.idx)
        }
        return .rgb(colour.rgb.red, colour.rgb.green, colour.rgb.blue)
    }
}
