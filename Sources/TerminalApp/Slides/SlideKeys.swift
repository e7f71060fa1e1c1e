/// What a speaker can ask of the slides.
enum SlideCommand: Sendable, Hashable, CaseIterable {
    case on, act, back, up, down, first, last
    case previousPicture, nextPicture
    case answer, hint
    case notes, black, larger, smaller
    case help, close, quit
}

/// Which keys ask for what. The buttons of remote controls send PgUp, PgDn and the dot.
enum SlideKeys {
    typealias Entry = KeyEntry<SlideCommand>

    static let entries = [
        Entry(
            .on, [.right, .character(" "), .pageDown, .character("l")], "→ Space PgDn",
            "on: what is hidden here, then the next slide"),
        Entry(.act, [.enter], "Enter", "open the stage of an exercise; else on"),
        Entry(
            .back, [.left, .pageUp, .backspace, .character("b"), .character("h")], "← PgUp b",
            "back"),
        Entry(.up, [.up, .character("k")], "↑ k", "scroll up"),
        Entry(.down, [.down, .character("j")], "↓ j", "scroll down"),
        Entry(.first, [.home, .character("g")], "Home g", "the first slide"),
        Entry(.last, [.end, .character("G")], "End G", "the last slide"),
        Entry(.previousPicture, [.character("[")], "[", "the picture before"),
        Entry(.nextPicture, [.character("]"), .tab], "] Tab", "the next picture"),
        Entry(
            .answer, [.character("r"), .function(4)], "r F4", "show the answer, or hide it again"),
        Entry(.hint, [.character("i"), .function(3)], "i F3", "a hint"),
        Entry(
            .notes, [.character("n")], "n", "notes for the speaker, the time and what comes next"),
        Entry(.black, [.character(".")], ".", "a black screen, until the next key"),
        Entry(.larger, [.character("+"), .character("=")], "+", "large type where it has room"),
        Entry(.smaller, [.character("-")], "-", "words in the terminal's own letters"),
        Entry(.close, [.escape], "Esc", "close the notes; from the stage back to the slides"),
        Entry(.help, [.character("?"), .function(1)], "? F1", "which keys work here"),
        Entry(.quit, [.character("q"), .character("Q")], "q", "leave"),
    ]

    private static let commands: [Key: SlideCommand] = Dictionary(
        uniqueKeysWithValues: entries.flatMap { entry in entry.keys.map { ($0, entry.command) } })

    static func command(for key: Key) -> SlideCommand? { commands[key] }
}
