import CNcurses
import Drawing

/// Turns what ncurses reads into inputs and into the terminal's answers.
struct KeyReader {
    enum Reading {
        case input(Input)
        case background(Background)
    }

    /// The beginning of an answer, as a key that no terminal has.
    private static let answer: Int32 = 0o1700
    /// What comes over a network may come in parts. Milliseconds.
    private static let patience: Int32 = 200

    /// Tells ncurses of the sequences that terminals send beside those of their descriptions.
    ///
    /// A description has the keys of one keypad mode, and old ones have no more than the arrows.
    /// Arrows with Shift, Alt or Ctrl do what the arrows do.
    init() {
        let escape = "\u{1B}"
        for (letter, key) in Self.letters {
            for lead in ["[", "O"] { define(escape + lead + letter, key) }
            for modifier in Self.modifiers { define("\(escape)[1;\(modifier)\(letter)", key) }
        }
        for (number, key) in Self.numbers {
            define("\(escape)[\(number)~", key)
            for modifier in Self.modifiers { define("\(escape)[\(number);\(modifier)~", key) }
        }
        for (index, letter) in ["A", "B", "C", "D", "E"].enumerated() {
            define("\(escape)[[\(letter)", KEY_F0 + 1 + Int32(index))  // the Linux console
        }
        define(escape + "[Z", KEY_BTAB)
        define(TerminalMode.backgroundAnswer, Self.answer)
    }

    private static let modifiers = 2...8
    private static let letters: [(String, Int32)] = [
        ("A", KEY_UP), ("B", KEY_DOWN), ("C", KEY_RIGHT), ("D", KEY_LEFT), ("H", KEY_HOME),
        ("F", KEY_END), ("P", KEY_F0 + 1), ("Q", KEY_F0 + 2), ("R", KEY_F0 + 3),
        ("S", KEY_F0 + 4),
    ]
    private static let numbers: [(Int, Int32)] =
        [
            (1, KEY_HOME), (3, KEY_DC), (4, KEY_END), (5, KEY_PPAGE), (6, KEY_NPAGE),
            (7, KEY_HOME), (8, KEY_END),
        ]
        + zip(
            [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24], (1...12).map { KEY_F0 + $0 })

    private func define(_ sequence: String, _ key: Int32) { define_key(sequence, key) }

    /// The next input that waits; nil where none does. Never waits itself, except for the rest of
    /// a sequence that has begun.
    func next() -> Reading? {
        while let code = read() {
            if case .key(Self.answer) = code {
                if let found = Background(specification: restOfAnswer()) {
                    return .background(found)
                }
            } else if let input = input(for: code) {
                return .input(input)
            }
        }
        return nil
    }

    /// Up to the sign that ends it: BEL, or escape with a backslash.
    private func restOfAnswer() -> String {
        wtimeout(heed_screen(), Self.patience)
        defer { nodelay(heed_screen(), true) }
        var text = ""
        while text.count < 40, case .scalar(let value) = read(), value != 0x07 {
            if value == 0x1B {
                _ = read()
                break
            }
            Unicode.Scalar(value).map { text.unicodeScalars.append($0) }
        }
        return text
    }

    private enum Code {
        case key(Int32)
        case scalar(UInt32)
    }

    private func read() -> Code? {
        var value: wint_t = 0
        switch wget_wch(heed_screen(), &value) {
        case KEY_CODE_YES: return .key(Int32(bitPattern: UInt32(value)))
        case OK: return .scalar(UInt32(value))
        default: return nil
        }
    }

    private func input(for code: Code) -> Input? {
        switch code {
        case .key(KEY_MOUSE): return mouse()
        case .key(let key): return Self.key(for: key).map(Input.key)
        case .scalar(0x1B): return escape()
        case .scalar(let value): return Self.key(forScalar: value).map(Input.key)
        }
    }

    /// The key Escape, or nil for a sequence that no description has: what follows at once belongs
    /// to it and must not be taken for keys.
    private func escape() -> Input? {
        guard let next = read() else { return .key(.escape) }
        guard case .scalar(let value) = next, let lead = Unicode.Scalar(value),
            "[O".contains(Character(lead))
        else {
            putBack(next)
            return .key(.escape)
        }
        while case .scalar(let value) = read() {
            if (0x40...0x7E).contains(value) { break }
        }
        return nil
    }

    private func putBack(_ code: Code) {
        switch code {
        case .key(let key): ungetch(key)
        case .scalar(let value): unget_wch(wchar_t(bitPattern: value))
        }
    }

    private func mouse() -> Input? {
        var event = MEVENT()
        guard getmouse(&event) == OK else { return nil }
        let action: Mouse.Action
        switch event.bstate {
        case let state where state & heed_left_pressed != 0: action = .press
        case let state where state & heed_wheel_up != 0: action = .wheelUp
        case let state where state & heed_wheel_down != 0: action = .wheelDown
        default: return nil
        }
        return .mouse(Mouse(action, column: Int(event.x), row: Int(event.y)))
    }
}

// MARK: - Keys

extension KeyReader {
    /// Nil for keys that mean nothing here, the one that ncurses makes of a new window size among
    /// them.
    static func key(for code: Int32) -> Key? {
        switch code {
        case KEY_UP, KEY_SR: .up
        case KEY_DOWN, KEY_SF: .down
        case KEY_LEFT, KEY_SLEFT: .left
        case KEY_RIGHT, KEY_SRIGHT: .right
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_HOME, KEY_SHOME: .home
        case KEY_END, KEY_SEND: .end
        case KEY_ENTER: .enter
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_BTAB: .backTab
        case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
        default: nil
        }
    }

    static func key(forScalar value: UInt32) -> Key? {
        switch value {
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x08, 0x7F: return .backspace
        case 0x1B: return .escape
        case 0x01...0x1A:
            return Unicode.Scalar(value + 0x60).map { .control(Character($0)) }
        case 0x20...:
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .control
            else { return nil }
            return .character(Character(scalar))
        default: return nil
        }
    }
}
