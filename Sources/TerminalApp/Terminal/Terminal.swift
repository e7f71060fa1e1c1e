import CNcurses
import Drawing
import Foundation

/// The terminal, taken over by a full-screen program until `close`.
///
/// Only this folder talks to ncurses. ncurses has one screen, so there is one terminal at a time,
/// and only one thread uses it. However the program ends, the terminal is given back; see
/// `heed_guard.h`.
final class Terminal {
    private(set) var columns = 0
    private(set) var rows = 0
    /// How many colours there are; none where there are only plain characters.
    let depth: ColourDepth

    private var background: Background
    /// Whether the terminal is still to be asked what its background is.
    private var shallAsk: Bool
    private let characters: Characters
    private let keys: KeyReader
    private let screen: OpaquePointer
    private var pairs: ColourPairs
    /// What was drawn last.
    private var shown = Surface(width: 0, height: 0)

    /// - Throws: `TerminalError` where there is no terminal that can place the cursor.
    init(_ options: TerminalOptions, environment: [String: String]) throws {
        try TerminalOpening.checkStreams()
        background = options.background ?? .dark
        // The Linux console is dark, and old ones write what they do not understand.
        shallAsk =
            options.background == nil && environment["TERM"]?.hasPrefix("linux") == false
        characters = .choose(environment: environment)
        heed_guard_arm(STDIN_FILENO, STDOUT_FILENO)
        do {
            let opening = try TerminalOpening(options, environment: environment)
            screen = opening.screen
            depth = characters == .ascii ? .none : opening.depth
        } catch {
            heed_guard_disarm()
            throw error
        }
        pairs = ColourPairs(count: Int(heed_pair_count()))
        keys = KeyReader()
        fitSize()
    }

    /// Where views are drawn.
    var place: Place {
        Place(width: columns, height: rows, depth: depth, hasBlocks: characters == .unicode)
    }

    /// Gives the terminal back.
    func close() {
        leave()
        delscreen(screen)
    }

    private func leave() {
        endwin()
        // Where there is no second screen the shell's prompt comes to lie on the picture.
        write(heed_capability("el").map { Farewell.withoutPauses(String(cString: $0)) } ?? "")
        heed_guard_disarm()
    }

    /// The next input that waits; nil where none does.
    func nextInput() -> Input? {
        while let reading = keys.next() {
            switch reading {
            case .input(let input): return input
            case .background(let found): stand(on: found)
            }
        }
        return nil
    }

    /// Shows the same on another background, on which every colour is another one.
    private func stand(on found: Background) {
        guard found != background else { return }
        background = found
        let surface = shown
        shown = Surface(width: 0, height: 0)
        show(surface)
    }

    // MARK: - Showing

    /// Writes what is different from what was shown before, as one picture.
    func show(_ surface: Surface) {
        let surface = surface.fitted(width: columns, height: rows)
        if !drawChanges(to: surface) {
            pairs.forgetAll()
            shown = Surface(width: 0, height: 0)
            _ = drawChanges(to: surface)
        }
        shown = surface
        if is_wintouched(heed_screen()) { refresh() }
    }

    /// Writes everything anew: something else has written to the terminal.
    func redraw() {
        clearok(heed_shown_screen(), true)
        refresh()
    }

    private func refresh() {
        let isSynchronised = TerminalMode.areKnown
        if isSynchronised && shallAsk { write(TerminalMode.backgroundQuery) }
        shallAsk = false
        if isSynchronised { write(TerminalMode.synchronisedOutput.on) }
        wrefresh(heed_screen())
        if isSynchronised { write(TerminalMode.synchronisedOutput.off) }
    }

    private func write(_ command: String) {
        _ = Foundation.write(STDOUT_FILENO, command, command.utf8.count)
    }

    // MARK: - Size and stopping

    /// Takes on the size of the window.
    ///
    /// - Returns: whether it is another one than before.
    @discardableResult
    func fitSize() -> Bool {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        let columns = isKnown && size.ws_col > 0 ? Int(size.ws_col) : Int(heed_columns())
        let rows = isKnown && size.ws_row > 0 ? Int(size.ws_row) : Int(heed_rows())
        guard columns != self.columns || rows != self.rows else { return false }
        (self.columns, self.rows) = (columns, rows)
        resizeterm(Int32(rows), Int32(columns))
        // What terminals do with the old picture differs, so all of it is written again.
        werase(heed_screen())
        redrawwin(heed_screen())
        shown = Surface(width: columns, height: rows)
        let farewell = Farewell.commands(rows: rows)
        heed_guard_set_farewell(farewell, farewell.utf8.count)
        return true
    }

    /// Gives the terminal to the shell, stops as Ctrl-Z asks, and takes it again when the program
    /// goes on.
    func stop() {
        leave()
        heed_stop_here()
        heed_guard_arm(STDIN_FILENO, STDOUT_FILENO)
        redraw()
    }

    /// Goes on after a stop that could not be answered, after which a shell may have used the
    /// terminal.
    func takeBack() {
        reset_prog_mode()
        redraw()
    }
}

// MARK: - Drawing cells

extension Terminal {
    /// - Returns: whether there were enough pairs of colours.
    private func drawChanges(to surface: Surface) -> Bool {
        let isNew = shown.width != surface.width || shown.height != surface.height
        for row in 0..<rows where isNew || surface.row(row) != shown.row(row) {
            for column in 0..<columns
            where isNew || surface[column, row] != shown[column, row] {
                guard draw(surface, column, row) else { return false }
            }
        }
        return true
    }

    /// - Returns: whether there was a pair of colours for it.
    private func draw(_ surface: Surface, _ column: Int, _ row: Int) -> Bool {
        let cell = surface[column, row]
        // The second half of a wide character comes with the first.
        guard cell.columns > 0 else { return true }
        var look = TerminalLook(cell, depth: depth, on: background)
        // Half of the commands of a heatmap would name the colour of text that is not there.
        if cell.isBlank && !surface.isTextInRun(column, row) { look = look.withoutInk }
        guard let pair = pairs.number(for: look) else { return false }
        let text = characters.form(of: look.text)
        let scalars = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        let width = Int(heed_width(scalars[0]))
        if width == cell.columns {
            put(scalars, look, pair, column, row)
        } else {
            // The C library knows another width, or plain characters are narrower.
            let stand = width == 1 ? scalars : [0x3F]
            put(stand, look, pair, column, row)
            for rest in 1..<max(cell.columns, 1) { put([0x20], look, pair, column + rest, row) }
        }
        return true
    }

    private func put(
        _ scalars: [wchar_t], _ look: TerminalLook, _ pair: Int32, _ column: Int, _ row: Int
    ) {
        heed_put(Int32(row), Int32(column), scalars + [0], look.attributes, pair)
    }
}

extension TerminalLook {
    fileprivate var attributes: attr_t {
        var attributes: attr_t = 0
        if isBold { attributes |= heed_bold }
        if isDim { attributes |= heed_dim }
        if isUnderlined { attributes |= heed_underline }
        if isReversed { attributes |= heed_reverse }
        return attributes
    }
}

extension Surface {
    /// Whether the run of cells with the same background has text: a blank in it is written in one go
    /// with the text.
    fileprivate func isTextInRun(_ column: Int, _ row: Int) -> Bool {
        let background = self[column, row].style.background
        func hasText(_ columns: some Sequence<Int>) -> Bool {
            for place in columns {
                if self[place, row].style.background != background { return false }
                if !self[place, row].isBlank { return true }
            }
            return false
        }
        return hasText(column..<width) || hasText((0..<column).reversed())
    }

    /// Cut, or with blanks to the right and below.
    fileprivate func fitted(width: Int, height: Int) -> Surface {
        if self.width == width && self.height == height { return self }
        var result = Surface(width: width, height: height)
        result.draw(self, column: 0, row: 0)
        return result
    }
}
