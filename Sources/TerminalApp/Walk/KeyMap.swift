/// Which keys ask for what. Each key does one thing everywhere.
enum KeyMap {
    typealias Entry = KeyEntry<Command>

    static let entries: [Entry] = [
        Entry(.stepOn, [.right, .character("l")], "→ l", "on: the next block, step or cell"),
        Entry(.stepBack, [.left, .character("h")], "← h", "back: the one before"),
        Entry(.up, [.up, .character("k")], "↑ k", "up: the row above"),
        Entry(.down, [.down, .character("j")], "↓ j", "down: the row below"),
        Entry(.goIn, [.enter], "Enter", "go in: from blocks to steps to cells to their arithmetic"),
        Entry(.goOut, [.escape], "Esc", "go out, or close what is open"),
        Entry(.pageUp, [.pageUp], "PgUp", "back by a block; in a list or among cells, by a page"),
        Entry(.pageDown, [.pageDown], "PgDn", "on by a block; in a list or among cells, by a page"),
        Entry(.first, [.home, .character("g")], "Home g", "the first one"),
        Entry(.last, [.end, .character("G")], "End G", "the last one"),
        Entry(.previousSlice, [.character("[")], "[", "the head before"),
        Entry(.nextSlice, [.character("]"), .tab], "] Tab", "the next head"),
        Entry(.whereFrom, [.character("f")], "f", "where does this number come from?"),
        Entry(.whereTo, [.character("t")], "t", "where does this number go to?"),
        Entry(.trailBack, [.backspace, .character("b")], "Backspace b", "back along the trail"),
        Entry(.whatIf, [.character("e")], "e", "what if? edit something and see what changes"),
        Entry(.setCell, [.character("x")], "x", "give this number another value"),
        Entry(.undo, [.character("u")], "u", "undo the last edit"),
        Entry(.reset, [.character("U")], "U", "undo all edits"),
        Entry(.compare, [.character("d")], "d", "after, before, or the difference"),
        Entry(.picture, [.character("v")], "v", "another picture of the same values"),
        Entry(.numbers, [.character("#")], "#", "numbers in the cells"),
        Entry(.scale, [.character("m")], "m", "shades per matrix, per row, or from 0 to 1"),
        Entry(.sort, [.character("o")], "o", "order the columns by weight"),
        Entry(.zoomIn, [.character("+"), .character("=")], "+", "zoom in"),
        Entry(.zoomOut, [.character("-")], "-", "zoom out"),
        Entry(.colours, [.character("c")], "c", "other colours"),
        Entry(.undim, [.character(".")], ".", "show all cells alike, or only what this is about"),
        Entry(.lenses, [.character("w")], "w", "weigh: other measures of what matters"),
        Entry(.ledger, [.character("y")], "y", "the ledger: sizes, parameters and work"),
        Entry(.map, [.character("M")], "M", "the map of the model"),
        Entry(.decoding, [.character("n")], "n", "next words: how the translation is written"),
        Entry(.learn, [.character("L")], "L", "learn: one step of training on this sentence"),
        Entry(.sentence, [.character("/")], "/", "another sentence"),
        Entry(.goTo, [.character(":")], ":", "go to a step by its name"),
        Entry(
            .help, [.character("?"), .function(1)], "? F1", "what is this, and which keys work here"
        ),
        Entry(.save, [.character("s")], "s", "save the picture as a file"),
        Entry(.autoplay, [.character("a"), .character(" ")], "a Space", "play by itself, or stop"),
        Entry(.faster, [.character(">")], ">", "play faster"),
        Entry(.slower, [.character("<")], "<", "play slower"),
        Entry(.quit, [.character("q"), .character("Q")], "q", "quit"),
    ]

    private static let commands: [Key: Command] = Dictionary(
        uniqueKeysWithValues: entries.flatMap { entry in entry.keys.map { ($0, entry.command) } })

    static func command(for key: Key) -> Command? { commands[key] }

    static func entry(for command: Command) -> Entry? { entries.first { $0.command == command } }
}
